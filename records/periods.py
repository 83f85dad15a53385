"""Plan years, quarters and spans of dates in the words people use for them."""

import datetime

FIRST_MONTH = 4  # the plan year starts on 1 April (SI 2007/1830)


def plan_year_label(year):
    """2011 -> "2011-12"."""
    return f"{year}-{(year + 1) % 100:02d}"


def plan_year_slashed(year):
    """2011 -> "2011/2012", as older plans print it."""
    return f"{year}/{year + 1}"


def plan_year_of(day):
    """The plan year, named by its starting year, in which a day lies."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def quarter_of(day):
    """1 (April to June) to 4 (January to March)."""
    return (day.month - FIRST_MONTH) % 12 // 3 + 1


def plan_year_days(year):
    """First and last day of a plan year."""
    return datetime.date(year, FIRST_MONTH, 1), datetime.date(year + 1, FIRST_MONTH - 1, 31)


def day_label(day):
    """1 April 2011."""
    return f"{day.day} {day:%B %Y}"


def span(first, last):
    """Two inclusive dates in words: whole months without days, else to the day."""
    if not first or not last:
        return "not stated"
    whole = first.day == 1 and (last + datetime.timedelta(days=1)).day == 1
    if whole:
        return f"{first:%B %Y} to {last:%B %Y}"
    return f"{day_label(first)} to {day_label(last)}"
