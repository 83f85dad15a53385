"""How a plan goes as a whole and in its parts: counts of actions, never an average of statuses."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plans.documents.filters import FACETS, STATUSES
from plans.documents.quarters import KINDS

WIDTH = 600  # of a bar, in its own units


@dataclass(frozen=True)
class Count:
    """So many actions of one status, with the address that lists them."""

    status: str
    label: str
    kind: str
    number: int
    query: str

    @property
    def words(self):
        """“2 on track”, “4 with no report yet”."""
        told = {"number": self.number, "label": str(self.label).lower()}
        if told["label"].startswith("no "):
            return _("%(number)s with %(label)s") % told
        return _("%(number)s %(label)s") % told


@dataclass(frozen=True)
class Piece:
    """A piece of the bar for one count."""

    count: Count
    x: float
    width: float


@dataclass(frozen=True)
class Tally:
    """The counts of one part of the plan, in words and as a stacked bar."""

    title: str
    total: int
    counts: list
    query: str

    @property
    def pieces(self):
        return bar([one for one in self.counts if one.number])

    @property
    def words(self):
        """“1 off track, 2 on track”."""
        told = [one.words for one in self.counts if one.number]
        return ", ".join(told) or _("no action")


def bar(counts):
    """Pieces side by side over the whole width, each as wide as its share."""
    total = sum(one.number for one in counts)
    pieces, x = [], 0.0
    for one in counts:
        width = WIDTH * one.number / total
        pieces.append(Piece(one, round(x, 1), round(width, 1)))
        x += width
    return pieces


# What the roll-up counts by; a status is what it counts.
PARTS = [name for name in FACETS if name != "status"]
WHOLE = "The plan as a whole"


def whole(filters):
    """All actions that the filters leave."""
    return _tally(WHOLE, filters.rows, filters.query, {})


def parts(filters):
    """(name, label, tallies) of each way to divide the plan that has anything in it."""
    for name in PARTS:
        label, values = FACETS[name]
        found = {}
        for row in filters.rows:
            for value, words in values(row):
                found.setdefault(value, (words, []))[1].append(row)
        if found:
            yield (
                name,
                label,
                [
                    _tally(found[value][0], found[value][1], filters.query, {name: value})
                    for value in filters.in_order(name, found)
                ],
            )


def _tally(title, rows, query, where):
    told = Counter(row.standing.status for row in rows)
    counts = [
        Count(status, label, KINDS[status], told[status], query(**where, status=status))
        for status, label in STATUSES.items()
    ]
    return Tally(title, len(rows), counts, query(**where))
