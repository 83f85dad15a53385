"""A text in the order in which it is read aloud: headings, paragraphs, lists, rows as sentences.

Plain text, Braille and audio are made of these lines.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from publishing.making.source import SVG, drawing_title

HEADINGS = {"h1": 1, "h2": 1, "h3": 2, "h4": 3, "h5": 4, "h6": 4}
INLINE = {
    *("a", "abbr", "b", "br", "cite", "code", "em", "i", "small", "span", "strong", "sub", "sup"),
    *("time", "u", "mark", "img"),
}


@dataclass(frozen=True)
class Line:
    """One thing said: ``kind`` is heading, text or item; ``level`` is that of a heading."""

    kind: str
    words: str
    level: int = 0


def lines_of(body, *, addresses=True):
    """The lines of a text; ``addresses`` says whether links name where they lead."""
    lines = []
    _Reader(lines, addresses).read(body)
    return lines


class _Reader:
    def __init__(self, lines, addresses):
        self.lines = lines
        self.addresses = addresses

    def say(self, kind, words, level=0):
        words = " ".join(words.split())
        if words:
            self.lines.append(Line(kind, words, level))

    def read(self, element, kind="text"):
        """Say what an element holds: runs of words as one line, what is a block by itself.

        A list item's first paragraph goes on from its number.
        """
        run = [element.text or ""]
        begins = kind == "item"
        for child in element:
            if self._is_inline(child):
                run.append(self._inline(child))
            elif begins and child.tag == "p":
                run.append(f" {self._inline(child)} ")
                begins = False
            else:
                self.say(kind, "".join(run))
                run = []
                self._block(child)
            run.append(child.tail or "")
        self.say(kind, "".join(run))

    def _is_inline(self, element):
        return element.tag in INLINE or element.tag == f"{SVG}svg"

    def _inline(self, element):
        """The words of what stands within a line; a picture by its alternative text."""
        if element.tag == f"{SVG}svg":
            return f" {drawing_title(element)} "
        if element.tag == "img":
            return " " + _("Picture: %(words)s") % {"words": element.get("alt", "")} + " "
        if element.tag == "br":
            return " "
        inner = [element.text or ""]
        for child in element:
            inner += [self._inline(child), child.tail or ""]
        words, address = "".join(inner), element.get("href", "")
        bare = address.partition("://")[2]
        if self.addresses and address.startswith("http") and bare not in words:
            return f"{words} ({address})"
        return words

    def _block(self, element):
        if element.tag in HEADINGS:
            self.say("heading", self._inline(element), HEADINGS[element.tag])
        elif element.tag == "table":
            self._table(element)
        elif element.tag == "li":
            self.read(element, "item")
        elif not str(element.tag).startswith(SVG):
            self.read(element)

    def _table(self, table):
        """A caption, then each row as a sentence: what it is about, then each column's value."""
        caption = table.find("caption")
        if caption is not None:
            self.say("text", self._inline(caption))
        rows = list(table.iter("tr"))
        heads = [self._inline(cell) for cell in rows[0]] if rows else []
        has_heads = table.find("thead") is not None
        for row in rows[1:] if has_heads else rows:
            cells = [(cell.tag, " ".join(self._inline(cell).split())) for cell in row]
            self.say("item", _sentence(cells, heads if has_heads else []))


def _sentence(cells, heads):
    parts, subject = [], ""
    for at, (tag, words) in enumerate(cells):
        if tag == "th" and not subject:
            subject = words
        elif words:
            head = " ".join(heads[at].split()) if at < len(heads) else ""
            parts.append(f"{head}: {words}" if head else words)
    said = "; ".join(parts)
    return f"{subject}. {said}." if subject and said else f"{subject or said}."
