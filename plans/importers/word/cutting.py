"""The text of a Word file cut into sections at its headings, each with its blocks."""

import re

from plans.importers.word.outline import unnumbered
from plans.importers.word.pieces import inner, listed, lost_links, outer, words
from plans.importers.word.preparing import CLOSE, OPEN
from plans.importers.word.tables import alone_in_its_table, plain_table
from records import richtext

MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
DEEPEST = 4  # sections; headings below stand within the text
LARGEST_BLOCK = 150_000  # letters of HTML: well below what one text may hold
FRONT = "Front page"
SECTION_LEVELS = {f"h{level}": level for level in range(1, DEEPEST + 1)}

NUMBERS = "Numbers typed before headings were taken off: the portal numbers the sections."
LINK = "a link that leads to a file on a computer, of which only the words stay: “{}” ({})."
LARGE_TABLE = "a table too large to be taken. Make it smaller, or split it, and bring it in again."


class Cutting:
    """Sections as the preview keeps them; pictures are named by their number in the file."""

    def __init__(self, left_out):
        self.left_out = left_out
        self.left_out.place = 0
        self.sections = []
        self.titles = []
        self.text = []
        self.length = 0  # of that text
        self.chapters = 0

    def run(self, root):
        for element in root:
            for said, address in lost_links(element):
                self.left_out.here(LINK.format(said, address))
            if element.tag in SECTION_LEVELS:
                self._heading(element, SECTION_LEVELS[element.tag])
            elif element.tag == "table":
                self._table(element)
            else:
                self._piece(element)
        self._close_text()
        return [one for one in self.sections if one["title"] != FRONT or one["blocks"]]

    def _heading(self, element, level):
        self._close_text()
        marks = MARK.findall("".join(element.itertext()))
        written = MARK.sub("", words(element)).strip()
        title = unnumbered(written, self.chapters + 1 if level == 1 else 0)
        if title != written:
            self.left_out.once(NUMBERS)
        self.chapters += level == 1
        above = self.sections[-1]["level"] if self.sections else 0
        self.sections.append({"level": min(level, above + 1), "title": title, "blocks": []})
        self.titles.append(title)
        self.left_out.place += 1
        self._pictures(marks)

    def _blocks(self):
        """Those of the section being read; what comes before all headings is the front page."""
        if not self.sections:
            self.sections.append({"level": 1, "title": FRONT, "blocks": [], "front": True})
        return self.sections[-1]["blocks"]

    def _piece(self, element):
        html = outer(element)
        marks, leading = MARK.findall(html), MARK.match(richtext.words(html))
        html = MARK.sub("", html)
        if element.tag == "p" and element.get("class") == "caption" and self._is_caption(element):
            return
        if leading:
            self._pictures(marks)
            marks = []
        if richtext.words(html):
            self._write(html)
        self._pictures(marks)

    def _write(self, html):
        if self.length + len(html) > LARGEST_BLOCK:
            self._close_text()
        self.text.append(html)
        self.length += len(html)

    def _is_caption(self, element):
        """A caption right below a picture belongs to it."""
        blocks = self._blocks()
        said = MARK.sub("", words(element)).strip()
        if self.text or not blocks or blocks[-1]["kind"] != "picture" or len(said) > 200:
            return False
        blocks[-1]["caption"] = blocks[-1].get("caption") or said
        return blocks[-1]["caption"] == said

    def _table(self, element):
        framed = alone_in_its_table(element)
        html = inner(framed) if framed is not None else plain_table(element, self.left_out.here)
        marks, html = MARK.findall(html), MARK.sub("", html)
        if len(html) > LARGEST_BLOCK:
            self.left_out.here(LARGE_TABLE)
        elif framed is not None:
            self._close_text()
            self._blocks().append({"kind": "call_out", "html": richtext.clean(html)})
        elif richtext.words(html):
            self._write(html)
        self._pictures(marks)

    def _pictures(self, marks):
        if marks:
            self._close_text()
        for mark in marks:
            self._blocks().append({"kind": "picture", "picture": int(mark)})

    def _close_text(self):
        html = richtext.clean(listed(self.text))
        self.text, self.length = [], 0
        if richtext.words(html):
            self._blocks().append({"kind": "text", "html": html})
