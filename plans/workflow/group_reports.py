"""A group's report on its way: sent by the group, returned with a question, accepted."""

from plans.models.reporting import GroupReportState
from plans.permissions import may_fill, may_run_quarters
from records.moves import Move, MoveTable

DRAFT, SENT, RETURNED, ACCEPTED = GroupReportState.values


def _fills(by, report):
    return may_fill(by, report)


def _runs(by, report):
    return may_run_quarters(by, report.quarter.partnership)


REPORT_MOVES = MoveTable(
    Move("send", "Send to the partnership officer", (DRAFT, RETURNED), SENT, _fills),
    Move("take_back", "Change it", (SENT,), DRAFT, _fills),
    Move("return", "Return with a question", (SENT,), RETURNED, _runs, needs_reason=True),
    Move("accept", "Accept", (SENT,), ACCEPTED, _runs),
)
