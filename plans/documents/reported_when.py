"""Which quarters can be asked for, and on which day reports are due by themselves."""

import datetime

from plans.documents.quarters import quarters_of
from plans.documents.reported import agreed_plans
from plans.models import ReportingQuarter

AFTER = datetime.timedelta(days=15)  # a fortnight and a day to write what a quarter was
SOON = datetime.timedelta(days=14)  # how long before its end a quarter can be asked for
SHOWN = 8
SATURDAY = 5


def askable(partnership, on):
    """Quarters of plan years that have ended or end soon and were not asked for, newest first."""
    asked = set(
        ReportingQuarter.objects.filter(partnership=partnership).values_list("year", "quarter")
    )
    found = {
        quarter
        for plan in agreed_plans(partnership)
        for quarter in quarters_of(plan)
        if quarter.ends_on <= on + SOON and (quarter.year, quarter.number) not in asked
    }
    return sorted(found, reverse=True)[:SHOWN]


def next_to_ask(partnership, found):
    """The one after the last that was asked for; before the first, the newest of all."""
    last = ReportingQuarter.objects.filter(partnership=partnership).first()
    later = [one for one in found if last and (one.year, one.number) > (last.year, last.quarter)]
    if later:
        return later[-1]
    return found[0] if found else None


def due_by_itself(quarter, on):
    """The first working day 15 days after the quarter's end; after today where that is over."""
    day = max(quarter.ends_on, on) + AFTER
    while day.weekday() >= SATURDAY or day in _easter_holidays(day.year):
        day += datetime.timedelta(days=1)
    return day


def _easter_holidays(year):
    """Good Friday and Easter Monday: the only bank holidays near a day that this proposes."""
    sunday = _easter(year)
    return {sunday - datetime.timedelta(days=2), sunday + datetime.timedelta(days=1)}


def _easter(year):
    """Easter Sunday by the anonymous Gregorian computus."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - moon + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * week) // 451
    month, day = divmod(epact + week - 7 * shift + 114, 31)
    return datetime.date(year, month, day + 1)
