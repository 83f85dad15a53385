"""A composed text cut into its sections, and a passage of it with the words that were sought."""

from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from django.utils.safestring import mark_safe

from portal.documents.matching import BEGIN, END, INSTEAD

LONGEST_TEXT = 60_000  # signs of one section that are searched
NO_MARKS = str.maketrans("", "", BEGIN + END + INSTEAD + "\0")
SILENT = {"svg", "script", "style"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
VOID = {"br", "hr", "img", "col", "wbr", "input"}


@dataclass
class Passage:
    """A section with its own words, without those of the sections in it."""

    anchor: str
    title: str = ""
    pieces: list = field(default_factory=list)

    @property
    def text(self):
        return searchable(" ".join(self.pieces))[:LONGEST_TEXT]


def searchable(text):
    """Words in one line, without the signs that mark what was found."""
    return " ".join((text or "").translate(NO_MARKS).split())


def passages(fragment):
    """The sections of a composed text in their order; one without an address if there is none."""
    cutter = _Cutter()
    cutter.feed(fragment or "")
    cutter.close()
    return [one for one in cutter.found if one.anchor or one.text]


class _Cutter(HTMLParser):
    def __init__(self):
        super().__init__()
        first = Passage("")
        self.found, self._open = [first], [first]
        self._tags = []  # (tag, what it opened)

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            return
        attrs = dict(attrs)
        classes = (attrs.get("class") or "").split()
        opened = ""
        if tag == "section" and attrs.get("id"):
            passage = Passage(attrs["id"])
            self.found.append(passage)
            self._open.append(passage)
            opened = "passage"
        elif tag in SILENT or "permalink" in classes or (tag == "span" and "number" in classes):
            opened = "silence"
        elif tag in HEADINGS and not self._open[-1].title and len(self._open) > 1:
            opened = "title"
        self._tags.append((tag, opened))

    def handle_endtag(self, tag):
        if tag not in [name for name, _ in self._tags]:
            return
        while self._tags:
            name, opened = self._tags.pop()
            if opened == "passage" and len(self._open) > 1:
                self._open.pop()
            if name == tag:
                return

    def handle_data(self, data):
        opened = {what for _, what in self._tags}
        words = " ".join(data.split())
        if not words or "silence" in opened:
            return
        passage = self._open[-1]
        if "title" in opened:
            passage.title = f"{passage.title} {words}".strip()[:300]
        else:
            passage.pieces.append(words)


def with_marks(text):
    """A passage as HTML: nothing in it is markup but the marks round the words."""
    said = escape(text or "").replace(BEGIN, "<mark>").replace(END, "</mark>")
    return mark_safe(said)  # noqa: S308 - escaped in the line before
