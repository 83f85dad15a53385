"""How long people waited for an answer, in words."""

from calendar import monthrange

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def took(response):
    """“10 months and 27 days”, from the first day of the event to the answer; or nothing."""
    event = response.event
    first = event.starts_on if event else None
    last = response.answered_on
    if not (first and last) or last < first:
        return ""
    months = (last.year - first.year) * 12 + last.month - first.month
    days = last.day - first.day
    if days < 0:
        months -= 1
        days = (last - _months_after(first, months)).days
    said = [
        words % {"number": number}
        for number, words in (
            (months // 12, ngettext("%(number)s year", "%(number)s years", months // 12)),
            (months % 12, ngettext("%(number)s month", "%(number)s months", months % 12)),
            (days, ngettext("%(number)s day", "%(number)s days", days)),
        )
        if number
    ]
    if len(said) < 2:
        return "".join(said) or _("the same day")
    return _("%(first)s and %(last)s") % {"first": ", ".join(said[:-1]), "last": said[-1]}


def _months_after(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))
