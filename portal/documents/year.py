"""The plan year as four quarters with today's knot in it, for a front page."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from records.periods import day_label
from records.quarters import Quarter, quarter_of

WIDE = 25  # per cent of the ribbon
GAP = 0.6
TURN = 55  # from here on the words stand before the knot, not after it


@dataclass(frozen=True)
class Part:
    """A quarter of the ribbon, in per cent of its width."""

    at: float
    wide: float
    past: float
    words: str
    now: bool


@dataclass(frozen=True)
class Year:
    """The ribbon of a day."""

    parts: list
    knot: float
    today: str
    words: str

    @property
    def turned(self):
        return self.knot > TURN


def year_of(today):
    """The plan year in which a day lies: what is past of it, and where the day is."""
    now = quarter_of(today)
    parts = [_part(Quarter(now.year, number), number - 1, today) for number in range(1, 5)]
    here = parts[now.number - 1]
    told = {"day": day_label(today), "quarter": here.words, "number": now.number}
    words = _("Today, %(day)s, is in quarter %(number)s of the plan year: %(quarter)s.") % told
    return Year(parts, round(here.at + here.past, 2), _("Today, %(day)s") % told, words)


def _part(quarter, before, today):
    wide = WIDE - GAP
    days = (quarter.ends_on - quarter.starts_on).days + 1
    gone = min(max((today - quarter.starts_on).days, 0), days)
    first, last = (date_format(day, "M") for day in (quarter.starts_on, quarter.ends_on))
    words = _("%(first)s to %(last)s") % {"first": first, "last": last}
    now = quarter.starts_on <= today <= quarter.ends_on
    return Part(before * WIDE, wide, round(wide * gone / days, 2), words, now)
