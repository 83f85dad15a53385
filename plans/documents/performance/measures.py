"""Each measure of a quarter: how it stands, why it rose or fell, what the plan said of it."""

from dataclasses import dataclass
from decimal import Decimal

from plans.models import MeasureReport
from priorities.documents.target_words import (
    GOOD,
    aim_words,
    change_words,
    target_words,
    value_words,
)
from priorities.documents.targets import MeasureStanding, standing
from priorities.documents.values import is_provisional, shown
from priorities.models import Figure, Target
from records.numbers import plain_number
from records.periods import plan_year_label
from records.quarters import Quarter

WELCOME = "A rise in reporting is welcome here, so a fall counts as off target."


@dataclass(frozen=True)
class MeasureLine:
    """One measure in the report."""

    target: Target
    found: MeasureStanding
    values: dict
    before: dict
    line: MeasureReport | None  # what the group said of it
    figure: Figure | None  # this quarter's, where it is stored
    stated: Figure | None = None  # what the plan states of the year before

    @property
    def measure(self):
        return self.target.measure

    @property
    def anchor(self):
        return f"measure-{str(self.target.uid)[:8]}"

    @property
    def example(self):
        return self.target.example or bool(self.line and self.line.report.example)

    @property
    def good(self):
        return GOOD[self.measure.good]

    @property
    def status_words(self):
        """“Green: met”, “Grey: no target”."""
        words = self.found.words
        return f"{self.found.status.capitalize()}: {words[0].lower()}{words[1:]}"

    @property
    def quarter_words(self):
        return value_words(self.measure, self.found.value)

    @property
    def to_date_words(self):
        return value_words(self.measure, self.found.to_date)

    @property
    def target_words(self):
        return target_words(self.target)

    @property
    def aim_words(self):
        return aim_words(self.target, self.found)

    @property
    def change_words(self):
        return change_words(self.measure, self.found)

    @property
    def explanation(self):
        """Why it rose or fell, in the words of its group or of its figure."""
        told = self.line.explanation if self.line else ""
        return told or (self.figure.explanation if self.figure else "")

    @property
    def has_figure(self):
        return self.found.to_date is not None

    @property
    def is_provisional(self):
        return self.figure is None or is_provisional(self.figure)

    @property
    def what(self):
        """“1,214 against 1,190: 2% off target”, “712, down 85 (11%) on last year”."""
        found = self.found
        if found.to_date is None:
            return "No figure for this quarter"
        if found.words.startswith("Down "):
            return f"{self.to_date_words}, {found.words[0].lower()}{found.words[1:]}"
        aim = f" against {self.aim_words}" if found.aim is not None else ""
        words = found.computed if found.by_hand else found.words
        return f"{self.to_date_words}{aim}: {words[0].lower()}{words[1:]}"

    @property
    def why(self):
        """What the group says; else the rule that makes it an exception."""
        if self.found.by_hand:
            return f"{self.found.words}."
        if not self.has_figure:
            return self._why_missing()
        rule = WELCOME if self.found.words.startswith("Down ") else ""
        return f"{rule} {self.explanation}".strip()

    def _why_missing(self):
        if self.line and self.line.no_figure:
            return self.line.no_figure
        if self.target.group and self.line is None:
            return f"{self.target.group} has not reported."
        return "No figure has come in yet."

    @property
    def stated_words(self):
        """What the plan says of the year before, else the baseline."""
        if self.stated:
            return shown(self.stated).words
        if self.target.baseline is None:
            return "not stated"
        words = self.target.baseline_words
        baseline = value_words(self.measure, self.target.baseline)
        return f"{baseline} ({words})" if words else baseline

    @property
    def computed_words(self):
        """The levels that lie behind a stated change, as near as its per cent tells."""
        if len(self.before) == 4 and self.target.adds_up:
            return f"{plain_number(sum(self.before.values()))} by its quarters"
        figure = self.stated
        if not figure or not figure.change or not figure.change_percent:
            return ""
        earlier = figure.change / figure.change_percent * 100
        later = earlier - figure.change if figure.falls else earlier + figure.change
        return f"About {_round(earlier)} to about {_round(later)}"

    @property
    def year_before(self):
        return plan_year_label(self.target.year - 1)


def _round(value):
    return plain_number(value.quantize(Decimal(1)))


def measure_lines(sent):
    """All measures of the quarter's year in the partnership's own order."""
    stated = _stated(sent)
    return [_line(sent, target, stated) for target in sent.targets]


def _line(sent, target, stated):
    values, before = sent.values(target), sent.values_before(target)
    line = sent.measure_line(target)
    told = _told(line) if line else {}
    told["to_date"] = told.get("to_date") or sent.to_date(target)
    found = standing(target, values, sent.days.number, before=before, **told)
    figure = sent.figures[target.pk].newest(sent.days.number)
    key = target.measure_id, target.area_id
    return MeasureLine(target, found, values, before, line, figure, stated.get(key))


def _told(line):
    """What a group or an officer says over the rule."""
    return {"to_date": line.to_date, "status": line.status, "reason": line.status_reason}


def _stated(sent):
    """What sources state of the year before as a change: {(measure, area): figure}."""
    first, last = Quarter(sent.days.year - 1, 1).starts_on, Quarter(sent.days.year - 1, 4).ends_on
    figures = Figure.objects.certain().filter(
        measure__in={target.measure_id for target in sent.targets},
        area__in={target.area_id for target in sent.targets},
        starts_on=first,
        ends_on=last,
        level=None,
    )
    found = figures.exclude(direction="").select_related("measure").order_by("pk")
    return {(figure.measure_id, figure.area_id): figure for figure in found}
