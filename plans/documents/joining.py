"""Two texts made from one: joined paragraph by paragraph, and where somebody must choose."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from records.anchors import Paragraph, anchored, joined, paragraphs
from records.richtext import clean
from records.wording import opcodes, tokens

IDS = re.compile(r' id="p-[0-9a-z]{8}"')
SAME, MINE, THEIRS, CLASH = "same", "mine", "theirs", "clash"


@dataclass(frozen=True)
class Clash:
    """A paragraph that both changed: its HTML in each text, "" where it is not there.

    ``both`` has the changes of both where they do not touch, else None.
    """

    id: str
    base: str
    mine: str
    theirs: str
    both: str | None


@dataclass(frozen=True)
class Row:
    """A paragraph in the three texts (None where it is not there), and who changed it.

    ``kind`` is "same" (nobody, or both in the same way), "mine", "theirs" or "clash".
    """

    id: str
    kind: str
    base: Paragraph | None
    mine: Paragraph | None
    theirs: Paragraph | None
    both: Paragraph | None = None

    @property
    def result(self):
        """What stands in the joined text unless somebody chooses otherwise."""
        return {SAME: self.theirs, MINE: self.mine, THEIRS: self.theirs, CLASH: self.both}[
            self.kind
        ]

    @property
    def is_open(self):
        """Whether it stands nowhere until somebody chooses."""
        return self.kind == CLASH and self.both is None

    @property
    def clash(self):
        return Clash(
            self.id,
            _html(self.base),
            _html(self.mine),
            _html(self.theirs),
            self.both.html if self.both else None,
        )


@dataclass(frozen=True)
class Joined:
    """All paragraphs of the two texts in their joined order."""

    rows: list

    @cached_property
    def clashes(self):
        return [row.clash for row in self.rows if row.kind == CLASH]

    @cached_property
    def mine_joined(self):
        """The rows that only I changed."""
        return [row for row in self.rows if row.kind == MINE]

    @cached_property
    def theirs_joined(self):
        """The rows that only they changed."""
        return [row for row in self.rows if row.kind == THEIRS]

    @property
    def html(self):
        """The joined text; None while both changed a paragraph."""
        return None if self.clashes else self.with_choices({})

    def undecided(self, choices: Mapping[str, str]):
        """The clashes for which nothing is chosen yet."""
        return [clash for clash in self.clashes if clash.id not in choices]

    def with_choices(self, choices: Mapping[str, str]):
        """The final text; a choice is the HTML of a paragraph by its id, "" to leave it out."""
        if self.undecided(choices):
            raise ValueError("A paragraph that both changed has no chosen text.")
        found = []
        for row in self.rows:
            if row.id in choices:
                found += _chosen(row, choices[row.id])
            elif row.result:
                found.append(row.result)
        return anchored(joined(found))


def join(base, mine, theirs):
    """Join two cleaned texts that were made from ``base``."""
    base = anchored(base)
    theirs = anchored(theirs, before=base)
    known = {one.id for one in paragraphs(base)}
    # What I added may have been saved before, under an id that only their text has.
    added = joined([one for one in paragraphs(theirs) if one.id not in known])
    mine = anchored(mine, before=base + added)
    sides = _in_same_lists(paragraphs(base), paragraphs(mine), paragraphs(theirs))
    was, ours, others = ({one.id: one for one in side} for side in sides)
    rows = [_row(key, was.get(key), ours.get(key), others.get(key)) for key in _order(*sides)]
    return Joined([row for row in rows if row.mine or row.theirs or row.kind == CLASH])


def without_ids(html):
    """The same text to show once more on a page that has its ids already."""
    return IDS.sub("", html)


def _row(key, base, mine, theirs):
    ours, others, was = _signature(mine), _signature(theirs), _signature(base)
    if ours == others:
        return Row(key, SAME, base, mine, theirs)
    if ours == was:
        return Row(key, THEIRS, base, mine, theirs)
    if others == was:
        return Row(key, MINE, base, mine, theirs)
    both = _both(base, mine, theirs) if base and mine and theirs else None
    return Row(key, CLASH, base, mine, theirs, both)


def _signature(one):
    """What makes a paragraph what it is: its tag, its words and marks, its kind of list."""
    return one and (one.tag, one.inner, one.within.split()[0] if one.within else "")


def _html(one):
    return one.html if one else ""


def _chosen(row, html):
    """A chosen text as paragraphs: the first keeps the row's id, list points stay in a list."""
    stand_in = row.mine or row.theirs or row.base
    of_list = next((o.within for o in (row.theirs, row.mine, row.base) if o and o.within), "")
    known = [o for o in (row.theirs, row.mine, row.both, row.base) if o and o.html == html]
    if known:
        return known[:1]
    found = []
    for index, one in enumerate(paragraphs(clean(html))):
        within = of_list or "ul own" if one.tag == "li" else ""
        found.append(replace(one, id=stand_in.id if index == 0 else one.id, within=within))
    return found


# ---- the words of one paragraph


def _both(base, mine, theirs):
    """The paragraph with the changes of both, or None where they touch."""
    frame = _frame(base, mine, theirs)
    inner = _both_inner(tokens(base.inner), tokens(mine.inner), tokens(theirs.inner))
    if frame is None or inner is None:
        return None
    both = replace(frame, inner=inner)
    # Marks that cross (one made a word bold, the other took its neighbour out) are not joined.
    return both if clean(both.html) == both.html else None


def _frame(base, mine, theirs):
    """Tag and list of the one that changed them; None where both did, differently."""
    shapes = [(one.tag, one.within) for one in (base, mine, theirs)]
    if shapes[1] == shapes[0] or shapes[1] == shapes[2]:
        return theirs
    return mine if shapes[2] == shapes[0] else None


def _both_inner(base, mine, theirs):
    edits = sorted({*_edits(base, mine), *_edits(base, theirs)})
    for one, following in pairwise(edits):
        if following[0] <= one[1]:
            return None
    pieces, at = [], 0
    for start, end, words in edits:
        pieces += [*base[at:start], *words]
        at = end
    return "".join([*pieces, *base[at:]])


def _edits(base, other):
    return [
        (a, b, tuple(other[c:d])) for kind, a, b, c, d in opcodes(base, other) if kind != "equal"
    ]


# ---- the order of the paragraphs


def _order(base, mine, theirs):
    """All ids: in the order of whoever moved something, new ones behind what they followed."""
    was, ours, others = ([one.id for one in side] for side in (base, mine, theirs))
    mine_leads = _moved(was, ours) and not _moved(was, others)
    lead, other = (ours, others) if mine_leads else (others, ours)
    order = list(lead)
    for side in (other, was):
        _put_behind(order, side)
    return order


def _moved(base, side):
    kept, known = set(side), set(base)
    return [key for key in base if key in kept] != [key for key in side if key in known]


def _put_behind(order, side):
    """Put what is only in ``side`` behind what it follows there."""
    here, previous = set(order), None
    for key in side:
        if key not in here:
            order.insert(order.index(previous) + 1 if previous else 0, key)
            here.add(key)
        previous = key


# ---- lists


def _in_same_lists(base, mine, theirs):
    """The three texts with one name for a list that they share: each counts its lists alone."""
    known = {one.id: one.within.split()[1] for one in base if one.within}
    return base, _renamed(mine, known, "mine"), _renamed(theirs, known, "theirs")


def _renamed(side, known, name):
    names = {}
    for one in side:
        if one.within and one.id in known:
            names.setdefault(one.within, f"{one.within.split()[0]} {known[one.id]}")
    return [
        replace(one, within=names.get(one.within, f"{one.within}-{name}")) if one.within else one
        for one in side
    ]
