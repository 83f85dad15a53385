"""A quarter as the executive group reads it: exceptions first, then measures, money and risks."""

from dataclasses import dataclass

from plans.documents.performance.actions import action_lines, by_status
from plans.documents.performance.drawing import drawing
from plans.documents.performance.exceptions import exceptions, first_sentence, other_sentences
from plans.documents.performance.measures import measure_lines
from plans.documents.performance.money import money_of
from plans.documents.performance.sent import Sent
from plans.documents.performance.shared import shared_reports
from plans.documents.performance.strips import strips_of
from plans.documents.risks import open_risks
from plans.models.reports import QuarterReport
from records.periods import plan_year_label

PARTS = [("attention", "Attention"), ("measures", "Measures"), ("money", "Money")]


@dataclass(frozen=True)
class Large:
    """A measure drawn large, and how it compares."""

    line: object
    drawing: object
    compared: object


class Performance:
    """One report of a quarter as it would be made now; ``on`` is the day of reading."""

    def __init__(self, report, on):
        self.report, self.on = report, on
        self.quarter, self.kind = report.quarter, report.kind
        self.partnership = self.quarter.partnership
        self.sent = Sent(self.quarter)
        self.days = self.sent.days
        self.measures = measure_lines(self.sent)
        self.actions = action_lines(self.sent)
        self.risks = open_risks(self.partnership, on)
        self.shared = shared_reports(self.quarter)
        self.raised = exceptions(self.sent, self.measures, self.actions, self.risks)
        self.large = self._large() if self.is_full else []
        until = min(on, self.days.ends_on)
        self.money = money_of(self.sent.plans, until) if self.is_full else []

    @property
    def is_full(self):
        return self.kind == QuarterReport.Kind.EXECUTIVE

    def _large(self):
        chosen = self.charted()
        compared = strips_of(chosen, self.sent, self.on)
        return [
            Large(
                line,
                drawing(line, self.days.number, self.sent.figures[line.target.pk]),
                compared[line.target.pk],
            )
            for line in chosen
        ]

    def charted(self):
        """Those that an officer chose; else the first with a figure, one that compares before."""
        keys = {target.pk for target in self.report.charted.all()} if self.report.pk else set()
        chosen = [line for line in self.measures if line.target.pk in keys]
        with_figure = [line for line in self.measures if line.has_figure]
        with_figure.sort(key=lambda line: line.measure.partnership_id is not None)
        return chosen or with_figure[:1]

    @property
    def others(self):
        """The measures that are not drawn large."""
        drawn = {one.line.target.pk for one in self.large}
        return [line for line in self.measures if line.target.pk not in drawn]

    @property
    def statuses(self):
        return by_status(self.actions)

    @property
    def title(self):
        words = "Performance report" if self.is_full else "Report to the county partnership"
        return f"{words}: {self.days.label}"

    @property
    def year(self):
        return plan_year_label(self.days.year)

    @property
    def first_sentence(self):
        return first_sentence(self.raised, self.measures, self.sent.reports)

    @property
    def other_sentences(self):
        return other_sentences(self.raised, self.measures, self.sent.reports)

    @property
    def as_at(self):
        """The day as at which the newest figure of the quarter is told."""
        figures = [line.figure for line in self.measures if line.figure]
        days = [one.as_at or (one.batch.as_at if one.batch else None) for one in figures]
        return max((day for day in days if day), default=None)

    @property
    def is_provisional(self):
        return any(line.is_provisional for line in self.measures if line.has_figure)

    @property
    def has_figures(self):
        return any(line.has_figure for line in self.measures)

    @property
    def has_example(self):
        rows = [*self.measures, *self.actions, *self.raised]
        return any(row.example for row in rows) or any(one.table.example for one in self.money)

    @property
    def summary(self):
        """Three sentences for readers outside: measures, actions, groups."""
        met = sum(1 for line in self.measures if line.found.status == "green")
        with_target = sum(1 for line in self.measures if line.target.value is not None)
        doing = ", ".join(f"{len(rows)} {words.lower()}" for words, _, rows in self.statuses)
        arrived = len([one for one in self.sent.reports if one.sent_at and one.state != "returned"])
        return [
            f"{met} of {with_target} measures with a target met it.",
            f"Of {len(self.actions)} actions: {doing}." if self.actions else "No action is due.",
            f"{arrived} of {len(self.sent.reports)} groups have reported.",
        ]
