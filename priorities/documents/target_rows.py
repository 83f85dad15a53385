"""The measures of a plan year with their targets, and how each stands by its figures."""

from dataclasses import dataclass

from priorities.documents.target_words import (
    GOOD,
    aim_words,
    change_words,
    target_words,
    value_words,
)
from priorities.documents.targets import MeasureStanding, quarter_figures, standing
from priorities.models import Target
from records.quarters import Quarter, quarter_of

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True)
class TargetRow:
    """One measure of the list."""

    target: Target
    found: MeasureStanding

    @property
    def good(self):
        return GOOD[self.target.measure.good]

    @property
    def words(self):
        return target_words(self.target)

    @property
    def baseline(self):
        if self.target.baseline is None:
            return "not stated"
        words = self.target.baseline_words
        value = value_words(self.target.measure, self.target.baseline)
        return f"{value} ({words})" if words else value

    @property
    def quarter(self):
        return value_words(self.target.measure, self.found.value)

    @property
    def to_date(self):
        return value_words(self.target.measure, self.found.to_date)

    @property
    def aim(self):
        return aim_words(self.target, self.found)

    @property
    def change(self):
        """How it changed, where its status does not say so already."""
        words = change_words(self.target.measure, self.found)
        return "" if self.found.words.lower() == words else words


def years_of(partnership, on):
    """The plan years that have targets, and the one of today; the newest first."""
    found = Target.objects.filter(partnership=partnership).order_by()
    return sorted({*found.values_list("year", flat=True), quarter_of(on).year}, reverse=True)


def year_shown(partnership, years, asked, on):
    """The year asked for; else that of today, if it has targets; else the newest that has."""
    if asked in years:
        return asked
    with_targets = set(
        Target.objects.filter(partnership=partnership).values_list("year", flat=True)
    )
    now = quarter_of(on).year
    return now if now in with_targets or not with_targets else max(with_targets)


def last_quarter(year, on):
    """The last quarter of a plan year that has ended; None before the first one has."""
    ended = [number for number in QUARTERS if Quarter(year, number).ends_on < on]
    return Quarter(year, max(ended)) if ended else None


def target_rows(partnership, year, quarter):
    """Each target of a year with its standing at the end of a quarter; two queries."""
    found = Target.objects.filter(partnership=partnership, year=year)
    targets = list(found.select_related("measure", "area", "group", "priority"))
    figures = quarter_figures(targets)
    return [TargetRow(target, _standing(target, figures, quarter)) for target in targets]


def _standing(target, figures, quarter):
    number, found = quarter.number if quarter else 1, figures[target.pk]
    to_date = found.to_date(number)
    return standing(target, found.values, number, before=found.values_before, to_date=to_date)
