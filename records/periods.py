"""Plan years and spans of dates in the words people use for them."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def plan_year_label(year):
    """2011 -> "2011-12"."""
    return f"{year}-{(year + 1) % 100:02d}"


def plan_year_slashed(year):
    """2011 -> "2011/2012", as older plans print it."""
    return f"{year}/{year + 1}"


def day_label(day):
    """1 April 2011."""
    return date_format(day, "j F Y")


def month_label(day):
    """April 2011."""
    return date_format(day, "F Y")


def from_to(first, last):
    """Two ends of a span in words."""
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def span(first, last):
    """Two inclusive dates in words: whole months without days, else to the day."""
    if not first or not last:
        return _("not stated")
    whole = first.day == 1 and (last + datetime.timedelta(days=1)).day == 1
    if whole and (first.year, first.month) == (last.year, last.month):
        return month_label(first)
    if whole:
        return from_to(month_label(first), month_label(last))
    return from_to(day_label(first), day_label(last))


def is_plan_year(first, last):
    """Whether two days begin and end a plan year, April to March."""
    return (first.month, first.day) == (4, 1) and last == datetime.date(first.year + 1, 3, 31)


def short_span(first, last):
    """2009/10 for a plan year, a day for a day, "year to June 2025", else the months."""
    if first == last:
        return day_label(first)
    if is_plan_year(first, last):
        return f"{first.year}/{(first.year + 1) % 100:02d}"
    after = last + datetime.timedelta(days=1)
    if after.day == 1 and (first.year + 1, first.month, first.day) == (after.year, after.month, 1):
        return _("year to %(month)s") % {"month": month_label(last)}
    return span(first, last)
