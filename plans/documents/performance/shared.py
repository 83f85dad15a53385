"""What groups lent to a partnership told the one that lends them: said once, read twice."""

from dataclasses import dataclass

from plans.documents.progress import LOOKS
from plans.models import GroupReport
from plans.models.progress import NO_REPORT, Progress
from plans.models.reporting import GroupReportState

TOLD = (GroupReportState.SENT, GroupReportState.ACCEPTED)


@dataclass(frozen=True)
class Line:
    """One action of the lending partnership, as the group reported on it."""

    wording: str
    status: str
    commentary: str

    @property
    def words(self):
        return Progress(self.status).label if self.status else NO_REPORT

    @property
    def look(self):
        return LOOKS[self.status or Progress.GREY]


@dataclass(frozen=True)
class SharedReport:
    """A report of a lent group for the same quarter, with its lines."""

    report: GroupReport
    lines: list

    @property
    def group(self):
        return self.report.group

    @property
    def partnership(self):
        return self.report.quarter.partnership


def shared_reports(quarter):
    """Of groups that others lend to a partnership, what they sent there for the same quarter.

    A draft, and a report that was returned with a question, is nobody else's yet.
    """
    borrowed = quarter.partnership.borrowed_groups.values("pk")
    found = GroupReport.objects.filter(
        group__in=borrowed,
        quarter__year=quarter.year,
        quarter__quarter=quarter.quarter,
        state__in=TOLD,
    ).exclude(quarter__partnership=quarter.partnership)
    # Two that both borrow a group do not read each other's.
    found = [
        one
        for one in found.select_related("quarter__partnership", "group").prefetch_related(
            "actions__action"
        )
        if one.group.partnership_id == one.quarter.partnership_id
    ]
    return [
        SharedReport(
            one,
            [Line(line.action.wording, line.status, line.commentary) for line in one.actions.all()],
        )
        for one in sorted(found, key=lambda one: one.group.name)
    ]
