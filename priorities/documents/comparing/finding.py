"""What a comparison says, in one sentence made from its rows by rule."""

from itertools import groupby

from priorities.documents.comparing.standing import exact

OTHERS = {"force": "its police area", "group": "its group", "region": "its region"}
ORDER = list(OTHERS)
COUNTED = {-1: "fewer {noun} per head than", 0: "as many {noun} per head as",
           1: "more {noun} per head than"}  # fmt: skip
VALUED = {-1: "a lower value than", 0: "the same value as", 1: "a higher value than"}
AGAIN = {-1: "fewer than", 0: "as many as", 1: "more than"}
VALUED_AGAIN = {-1: "a lower one than", 0: "the same as", 1: "a higher one than"}


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
    return f"{own.name} has {_joined(parts)}"


def _sense(own, row):
    a, b = exact(own.rate), exact(row.rate)
    return (a > b) - (a < b)


def _other(row):
    return row.name.partition(",")[0] if row.published else OTHERS[row.key]


def _listed(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _joined(parts):
    return ", ".join(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])} and {parts[-1]}"
