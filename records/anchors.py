"""Rich text as a row of paragraphs, each with an id that lasts: comments and links hang on it."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from html import escape
from html.parser import HTMLParser

from records.richtext import ANCHOR, words

LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
LISTS = ("ul", "ol")
VOID = ("br",)
# Below this share of common words another paragraph stands there now, not the same one changed.
ALIKE = 0.5


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, heading, table or list point: ``inner`` is the HTML within its ``tag``.

    ``within`` is "" or the list it stands in, "ul 1" being the first list of the text.
    """

    id: str
    tag: str
    inner: str
    within: str = ""

    @property
    def html(self):
        return f'<{self.tag} id="{self.id}">{self.inner}</{self.tag}>'

    @property
    def words(self):
        return words(self.inner)


def paragraphs(html):
    """Cleaned rich text cut into its paragraphs, in order; those without an id have ""."""
    cutter = _Cutter()
    cutter.feed(html or "")
    cutter.close()
    return cutter.found


def joined(found: Sequence[Paragraph]):
    """The HTML of these paragraphs; neighbours of one list stand in it together."""
    html, within = [], ""
    for one in found:
        if one.within != within:
            html += [_close(within), _open(one.within)]
            within = one.within
        html.append(one.html)
    return "".join([*html, _close(within)])


def _open(within):
    return f"<{within.split()[0]}>" if within else ""


def _close(within):
    return f"</{within.split()[0]}>" if within else ""


def anchored(html, before=""):
    """The same text with an id on each paragraph, none twice.

    A paragraph that came without one (typed elsewhere, pasted) takes that of the paragraph in
    ``before`` that it was, as far as the words tell.
    """
    found = paragraphs(html)
    found = _without_doubles(found)
    if not all(one.id for one in found):
        found = _recognised(found, paragraphs(before))
    return joined([one if one.id else replace(one, id=new_anchor()) for one in found])


def with_anchors_of(html, first):
    """The same text with the ids of another, paragraph by paragraph, where both have as many.

    A text in two languages so has one address for each paragraph, whichever one reads.
    """
    found, others = paragraphs(html), paragraphs(first)
    if [one.tag for one in found] != [one.tag for one in others]:
        return html
    pairs = zip(found, others, strict=True)
    return joined([replace(one, id=other.id or one.id) for one, other in pairs])


def new_anchor():
    return "p-" + "".join(secrets.choice(LETTERS) for _ in range(8))


def _without_doubles(found):
    seen = set()
    for index, one in enumerate(found):
        if one.id in seen:
            found[index] = replace(one, id="")
        seen.add(one.id)
    return found


def _recognised(found, before):
    """Ids of old paragraphs for new ones that have none: the same words, or much like them."""
    taken = {one.id for one in found}
    free = [one for one in before if one.id and one.id not in taken]
    for same in (_same_words, _much_alike):
        for index, one in enumerate(found):
            old = None if one.id else next((o for o in free if same(o, one)), None)
            if old:
                found[index] = replace(one, id=old.id)
                free.remove(old)
    return found


def _same_words(old, new):
    return old.words == new.words


def _much_alike(old, new):
    matcher = SequenceMatcher(a=old.words.split(), b=new.words.split(), autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


class _Cutter(HTMLParser):
    """Reads cleaned rich text, which is well formed, and cuts it where a paragraph ends."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.found = []
        self.lists = 0
        self.within = ""
        self.open = None  # [id, tag, pieces] of the paragraph being read
        self.depth = 0  # of tags within it

    def handle_starttag(self, tag, attrs):
        if self.open is None and tag in LISTS and not self.within:
            self.lists += 1
            self.within = f"{tag} {self.lists}"
        elif self.open is None and tag not in VOID:
            anchor = dict(attrs).get("id") or ""
            self.open = [anchor if ANCHOR.fullmatch(anchor) else "", tag, []]
            self.depth = 0
        elif self.open is not None:
            self.depth += tag not in VOID
            self.open[2].append(_without_id(self.get_starttag_text()))

    def handle_endtag(self, tag):
        if self.open is None:
            if tag in LISTS:
                self.within = ""
            return
        if self.depth == 0:
            anchor, name, pieces = self.open
            self.found.append(Paragraph(anchor, name, "".join(pieces), self.within))
            self.open = None
            return
        if tag not in VOID:
            self.depth -= 1
            self.open[2].append(f"</{tag}>")

    def handle_data(self, data):
        if self.open is not None:
            self.open[2].append(data)
        elif data.strip():  # words outside any paragraph become one
            self.found.append(Paragraph("", "p", escape(data.strip(), quote=False), self.within))

    def handle_entityref(self, name):
        self._handle_reference(f"&{name};")

    def handle_charref(self, name):
        self._handle_reference(f"&#{name};")

    def _handle_reference(self, written):
        if self.open is not None:
            self.open[2].append(written)


def _without_id(tag):
    """Only whole paragraphs have ids: one inside a list point would be a second."""
    return re.sub(r'\s+id="[^"]*"', "", tag)
