"""What a comparison says, in one sentence made from its rows by rule."""

from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from priorities.documents.comparing.standing import exact

OTHERS = {
    "force": gettext_lazy("its police area"),
    "group": gettext_lazy("its group"),
    "region": gettext_lazy("its region"),
}
ORDER = list(OTHERS)
COUNTED = {
    -1: gettext_lazy("fewer {noun} per head than"),
    0: gettext_lazy("as many {noun} per head as"),
    1: gettext_lazy("more {noun} per head than"),
}
VALUED = {
    -1: gettext_lazy("a lower value than"),
    0: gettext_lazy("the same value as"),
    1: gettext_lazy("a higher value than"),
}
AGAIN = {
    -1: gettext_lazy("fewer than"),
    0: gettext_lazy("as many as"),
    1: gettext_lazy("more than"),
}
VALUED_AGAIN = {
    -1: gettext_lazy("a lower one than"),
    0: gettext_lazy("the same as"),
    1: gettext_lazy("a higher one than"),
}


def finding(rows, noun, *, by_value=False):
    """“Lakes has fewer offences per head than its region, more than its group”: a heading."""
    own = next((row for row in rows if row.key == "own"), None)
    others = [row for row in rows if row.key in OTHERS and row.rate is not None]
    if own is None or own.rate is None or not others:
        return ""
    others.sort(key=lambda row: ORDER.index(row.key))
    first, again = (VALUED, VALUED_AGAIN) if by_value else (COUNTED, AGAIN)
    parts = []
    others.sort(key=lambda row: _sense(own, row))  # fewer first; the sort keeps the order else
    for sense, same in groupby(others, key=lambda row: _sense(own, row)):
        words = (again if parts else first)[sense].format(noun=noun)
        parts.append(f"{words} {_listed([_other(row) for row in same])}")
    return _("%(name)s has %(joined)s") % {"name": own.name, "joined": _joined(parts)}


def _sense(own, row):
    a, b = exact(own.rate), exact(row.rate)
    return (a > b) - (a < b)


def _other(row):
    return row.name.partition(",")[0] if row.published else str(OTHERS[row.key])


def _listed(names):
    return names[0] if len(names) == 1 else _and(names)


def _joined(parts):
    return ", ".join(parts) if len(parts) < 3 else _and(parts)


def _and(names):
    told = {"first": ", ".join(names[:-1]), "last": names[-1]}
    return _("%(first)s and %(last)s") % told
