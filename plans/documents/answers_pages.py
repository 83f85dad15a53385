"""The list of answers a page at a time: the newest first, what has no answer last."""

import datetime
from dataclasses import dataclass

from django.db.models import DateField, F, Q, Value
from django.db.models.functions import Coalesce

PAGE = 20
UNANSWERED = datetime.date.min  # sorts what has no answer last


@dataclass(frozen=True)
class Page:
    """Some answers, newest first, and from where the list goes on (“” where it does not)."""

    rows: list
    newer: str = ""
    older: str = ""

    @classmethod
    def of(cls, rows, data):
        """The page that an address asks for by ``before`` or ``after``: a day and a key."""
        rows = in_order(rows)
        before, after = _place(data.get("before")), _place(data.get("after"))
        if after:
            found = list(rows.filter(_beyond("gt", after)).reverse()[: PAGE + 1])
            if len(found) > PAGE:
                shown = found[:PAGE][::-1]
                return cls(shown, _mark(shown[0]), _mark(shown[-1]))
            before = None  # the newest page: whole, not just what came since
        found = list((rows.filter(_beyond("lt", before)) if before else rows)[: PAGE + 1])
        shown = found[:PAGE]
        return cls(
            shown,
            newer=_mark(shown[0]) if shown and before else "",
            older=_mark(shown[-1]) if len(found) > PAGE else "",
        )


def in_order(rows):
    """Newest answer first, what has none last."""
    day = Coalesce(F("answered_on"), Value(UNANSWERED), output_field=DateField())
    return rows.annotate(day=day).order_by("-day", "-pk")


def _beyond(way, place):
    day, key = place
    return Q(**{f"day__{way}": day}) | Q(**{"day": day, f"pk__{way}": key})


def _mark(response):
    return f"{(response.answered_on or UNANSWERED).isoformat()}.{response.pk}"


def _place(words):
    day, _, key = (words or "").partition(".")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    try:
        return datetime.date.fromisoformat(day), int(key)
    except ValueError:
        return None
