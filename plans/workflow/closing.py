"""The end of a quarter: what was sent is accepted, and nothing is saved after it."""

from django.db import transaction

from plans.models.reporting import QuarterState
from plans.permissions import may_run_quarters
from plans.workflow.accepting import accept_all
from plans.workflow.quarters import held_open
from records.moves import Move, MoveTable


def _runs(by, quarter):
    return may_run_quarters(by, quarter.partnership)


QUARTER_MOVES = MoveTable(
    Move("close", "Close the quarter", (QuarterState.OPEN,), QuarterState.CLOSED, _runs)
)


@transaction.atomic
def close_quarter(quarter, *, by, now):
    """Accept what was sent and take no more; returns how many reports were accepted by it."""
    held_open(quarter)
    accepted = accept_all(quarter, by=by, now=now)
    after = {"closed_at": now, "closed_by_label": by.label}
    QUARTER_MOVES.make(quarter, "close", by=by, now=now, after=after)
    return accepted
