"""What somebody chooses, place by place, where two texts are joined."""

from dataclasses import dataclass, field
from html import unescape

from django.utils.functional import cached_property
from django.utils.html import escape

from plans.documents.joining import CLASH, MINE, SAME, Row, join, without_ids
from records.anchors import anchored, joined, paragraphs
from records.richtext import clean
from records.wording import REMOVED, changes, plain

YOURS, THEIRS, BOTH, BEFORE, OWN = "mine", "theirs", "both", "base", "own"
LABELS = {
    YOURS: "Yours",
    THEIRS: "Theirs",
    BOTH: "Both changes",
    BEFORE: "As it was before",
    OWN: "Own wording",
}
TYPED_LABELS = {
    YOURS: "Joined text, as you wrote it. You can type in it.",
    THEIRS: "Joined text, as they wrote it. You can type in it.",
    BOTH: "Joined text, with both changes. You can type in it.",
    BEFORE: "Joined text, as it was before. You can type in it.",
    OWN: "Joined text, in your own wording.",
    "": "Joined text. Choose above, or type your own wording here.",
}


@dataclass(frozen=True)
class Option:
    """A text that can be chosen for a place; ``pieces`` mark what is new in it."""

    value: str
    label: str
    html: str
    typed: str
    pieces: list
    hint: str


@dataclass(frozen=True)
class SameRows:
    """Neighbouring paragraphs that are the same in both texts: folded, with their count."""

    rows: list = field(default_factory=list)
    kind = SAME

    @property
    def html(self):
        return without_ids(joined([row.result for row in self.rows]))

    @property
    def words(self):
        points = all(row.result.tag == "li" for row in self.rows)
        one, many = ("list point", "list points") if points else ("paragraph", "paragraphs")
        count = len(self.rows)
        return f"{count} {one if count == 1 else many} {'is' if count == 1 else 'are'} the same"


class Place:
    """One paragraph that somebody changed: the texts side by side, and what is chosen for it."""

    def __init__(self, row: Row, data, number=0):
        self.row, self.kind, self.id, self.number = row, row.kind, row.id, number
        self.has_marks = any("<" in one.inner for one in _texts(row))
        self.chosen, self.typed = self._given(data)

    @cached_property
    def yours(self):
        return _pieces(self.row.base, self.row.mine)

    @cached_property
    def theirs(self):
        return _pieces(self.row.base, self.row.theirs)

    @property
    def only_form(self):
        """Whether the words are the same and only bold, links or the kind of paragraph differ."""
        texts = {plain(one.inner) if one else None for one in _sides(self.row)}
        return len(texts) == 1

    @cached_property
    def options(self):
        """What can be chosen; of a place that joined by itself, the change or as it was."""
        if self.kind == CLASH:
            values = [YOURS, THEIRS, *([BOTH] if self.row.both else []), BEFORE]
        else:
            values = [YOURS if self.kind == MINE else THEIRS, BEFORE]
        return [self._option(value) for value in values]

    @property
    def hint(self):
        return TYPED_LABELS[self.chosen]

    @property
    def is_open(self):
        return self.chosen == ""

    @property
    def undone(self):
        return self.kind != CLASH and self.chosen == BEFORE

    @property
    def html(self):
        """The HTML of what is chosen; "" leaves the paragraph out."""
        if self.chosen == OWN:
            return self._own()
        return next(one.html for one in self.options if one.value == self.chosen)

    def _given(self, data):
        """What was chosen and typed; words that nobody else wrote are the person's own."""
        default = {CLASH: BOTH if self.row.both else "", MINE: YOURS}.get(self.kind, THEIRS)
        values = {one.value: one for one in self.options}
        if data is None:
            return default, values[default].typed if default else ""
        chosen, typed = data.get(f"choice-{self.id}", ""), data.get(f"own-{self.id}", "").strip()
        offered = {_flat(one.typed) for one in self.options} | {""}
        if self.kind == CLASH and _flat(typed) not in offered:
            return OWN, typed
        if chosen == OWN:
            return self._of_same_words(typed), typed
        return (chosen if chosen in values else ""), typed

    def _of_same_words(self, typed):
        return next((one.value for one in self.options if _flat(one.typed) == _flat(typed)), "")

    def _own(self):
        frame = self.row.theirs or self.row.mine or self.row.base
        if "<" not in self.typed or not self.has_marks:
            lines = [line for line in self.typed.splitlines() if line.strip()]
            return "".join(f"<{frame.tag}>{escape(line)}</{frame.tag}>" for line in lines)
        return _as_paragraphs(self.typed, frame.tag)

    def _option(self, value):
        one = getattr(self.row, value)
        html = one.html if one else ""
        typed = _typed(one, marks=self.has_marks)
        pieces = [] if self.has_marks else _new_words(self.row.base, one)
        return Option(value, LABELS[value], html, typed, pieces, TYPED_LABELS[value])


class JoinChoices:
    """The whole page: rows in their order, what is chosen in each, and the text they make."""

    def __init__(self, kept, shown, base_version, data=None):
        self.base_version = base_version
        self.shown = anchored(clean(shown), before=kept.base)
        self.joined = join(kept.base, kept.text, self.shown)
        self.rows, self.places = [], []
        for row in self.joined.rows:
            self._add(row, data)

    def _add(self, row, data):
        if row.kind != SAME:
            number = len(self.clashes) + 1 if row.kind == CLASH else 0
            self.places.append(Place(row, data, number))
            self.rows.append(self.places[-1])
            return
        if not self.rows or self.rows[-1].kind != SAME:
            self.rows.append(SameRows())
        self.rows[-1].rows.append(row)

    @property
    def clashes(self):
        return [place for place in self.places if place.kind == CLASH]

    @property
    def joined_alone(self):
        """How many changes join by themselves."""
        return len(self.places) - len(self.clashes)

    @property
    def open_places(self):
        return [place for place in self.places if place.is_open]

    def text(self):
        return self.joined.with_choices({place.id: place.html for place in self.places})


def _texts(row):
    return [one for one in (row.base, row.mine, row.theirs) if one]


def _sides(row):
    return [row.base, row.mine, row.theirs]


def _typed(one, *, marks):
    """A paragraph as it stands in the box that can be typed in."""
    if one is None:
        return ""
    if one.tag == "table":
        return without_ids(one.html)
    return one.inner if marks else unescape(one.inner)


def _pieces(base, one):
    return changes(base.inner if base else "", one.inner if one else "")


def _new_words(base, one):
    """A text with what is new in it marked; a blank beside words that went is not doubled."""
    if one is None:
        return []
    found = []
    for piece in _pieces(base, one):
        doubled = piece.words == " " and found and found[-1].words.endswith(" ")
        if piece.kind != REMOVED and not doubled:
            found.append(piece)
    return found


def _flat(typed):
    return " ".join(typed.split())


def _as_paragraphs(typed, tag):
    """Typed HTML in paragraphs: what stands outside any is one of the place's own kind."""
    cleaned = clean(typed)
    blocks = paragraphs(cleaned)
    if blocks and all(one.tag in ("p", "h3", "h4", "li", "blockquote", "table") for one in blocks):
        return cleaned
    return clean(f"<{tag}>{cleaned}</{tag}>")
