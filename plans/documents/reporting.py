"""A group's report of a quarter as a page shows it: in few queries, however long it is."""

from functools import cached_property

from plans.documents.reported import FILLED, quarter_in
from plans.documents.reporting_lines import ActionLine, LastTime, MeasureLine, Missing
from plans.documents.reporting_threads import action_threads
from plans.models import ActionReport, MeasureReport, ProgressUpdate
from plans.models.reporting import GroupReportState
from priorities.documents.targets import quarter_figures

TOLD_BY = "id_report-told_by"


class ReportSheet:
    """All lines of a report, what is ready, and what is missing."""

    def __init__(self, report, *, needs_teller=False):
        """``needs_teller``: an officer enters it, and must say who told them."""
        self.report, self.needs_teller = report, needs_teller
        self.quarter = quarter_in(report.quarter)

    @property
    def is_filled(self):
        """Whether somebody may still write in it."""
        return self.report.state in FILLED and self.report.quarter.is_open

    @cached_property
    def actions(self):
        rows = list(
            self.report.actions.select_related(
                "action__plan__partnership", "action__section", "action__lead_group"
            ).prefetch_related("action__priorities")
        )
        actions = [row.action for row in rows]
        last, threads = _last_reports(self.report, self.quarter.before, actions), {}
        if actions:
            threads = action_threads(actions)
        group = self.report.group
        return [
            ActionLine(row, number, group, last.get(row.action_id), threads[row.action_id])
            for number, row in enumerate(rows, start=1)
        ]

    @cached_property
    def measures(self):
        rows = list(self.report.measures.select_related("target__measure", "target__area"))
        targets = [row.target for row in rows]
        figures = quarter_figures(targets) if targets else {}
        reported = _last_values(self.report, self.quarter.before, targets)
        return [self._measure(row, figures[row.target_id], reported) for row in rows]

    def _measure(self, row, figures, reported):
        """Last quarter’s value is what counts of it, else what was reported."""
        before = self.quarter.before
        known = figures.values if before.year == row.target.year else figures.values_before
        told = reported.get((row.target.measure_id, row.target.area_id))
        last = known.get(before.number, told)
        return MeasureLine(row, self.quarter, last, figures.values, figures.values_before)

    @property
    def lines(self):
        return [*self.actions, *self.measures]

    @property
    def progress(self):
        """“2 of 3 actions and 0 of 1 measures ready”, as pairs to set in bold and as words."""
        return [
            (f"{sum(not one.missing for one in lines)} of {len(lines)}", noun)
            for lines, noun in ((self.actions, "actions"), (self.measures, "measures"))
            if lines
        ]

    @property
    def missing(self):
        """What must be said before it can be sent, each with its field."""
        found = [
            Missing(one.anchor, f"{line.name}: {one.words}")
            for line in self.lines
            for one in line.missing
        ]
        if self.needs_teller and not self.report.told_by.strip():
            found.append(Missing(TOLD_BY, "Told by: say who told you, and where"))
        return found


def _last_reports(report, before, actions):
    """What counts of each action in the quarter before, by its key: also of the one it came from.

    Without an accepted report it is the one that was sent.
    """
    origins = {action.came_from_id: action.pk for action in actions if action.came_from_id}
    keys = [*origins, *(action.pk for action in actions)]
    found = {}
    sent = ActionReport.objects.filter(
        action__in=keys,
        report__quarter__partnership=report.quarter.partnership_id,
        report__quarter__year=before.year,
        report__quarter__quarter=before.number,
    ).exclude(report__state=GroupReportState.DRAFT)
    for row in sent.exclude(status="").select_related("report__group").order_by("pk"):
        told = LastTime(row.status, row.commentary, row.report.told_by, row.report.group)
        found[row.action_id] = told
    counts = ProgressUpdate.objects.filter(
        action__in=keys, year=before.year, quarter=before.number
    ).select_related("report__group")
    for row in counts:
        group = row.report.group if row.report else None
        found[row.action_id] = LastTime(row.status, row.commentary, row.told_by, group)
    earlier = {origins[key]: told for key, told in found.items() if key in origins}
    return earlier | found


def _last_values(report, before, targets):
    """What was sent of each measure in the quarter before, by measure and area."""
    sent = MeasureReport.objects.filter(
        target__measure__in={target.measure_id for target in targets},
        report__quarter__partnership=report.quarter.partnership_id,
        report__quarter__year=before.year,
        report__quarter__quarter=before.number,
        value__isnull=False,
    ).exclude(report__state=GroupReportState.DRAFT)
    rows = sent.values_list("target__measure", "target__area", "value").order_by("pk")
    return {(measure, area): value for measure, area, value in rows}
