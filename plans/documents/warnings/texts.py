"""Warnings of the text itself: sentences, headings, links, years, empty sections."""

import re
from functools import lru_cache
from html.parser import HTMLParser

from plans.documents.requirements.found import at, counted
from plans.documents.stale import of_year
from plans.documents.warnings.groups import Warned, WarningGroup
from records import anchors, richtext

LONGEST_SENTENCE = 25
QUOTED = 12  # words of a sentence that is pointed at
SAYS_NOTHING = {
    *("click here", "here", "click", "link", "this link", "more", "read more", "see here"),
    *("this page", "this", "further information", "more information"),
}
# A full stop after these ends no sentence.
SHORTENED = r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bno)(?<!\bMr)(?<!\bDr)(?<!\bSt)"
SENTENCE_END = re.compile(SHORTENED + r"[.!?][”\"')]*\s+(?=[“\"'(]?[A-Z0-9£])")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+\.(?:uk|org|com|net|wales)(?:/\S*)?")


@lru_cache(maxsize=2000)
def _paragraphs(html):
    """The same text is read at each opening of the page: its paragraphs are kept."""
    return tuple(anchors.paragraphs(html))


def _written(material):
    """(section, block, paragraphs) of everything that is written here."""
    for entry in material.entries:
        for block in entry.blocks:
            if block.is_written and block.text:
                yield entry, block, _paragraphs(block.text)


def empty_sections(material, on):
    group = WarningGroup(
        "empty",
        "empty section",
        "empty sections",
        "Its heading stands in the contents, and a reader who goes there finds nothing.",
    )
    for entry in material.entries:
        if not entry.children and not any(_holds(block) for block in entry.blocks):
            group.found.append(Warned(entry.section.title, at(entry)))
    return group


def _holds(block):
    return not block.is_written or bool(richtext.words(block.text))


def long_sentences(material, on):
    """Counted by section, with the longest of each."""
    group = WarningGroup(
        "sentences",
        "section with long sentences",
        "sections with long sentences",
        f"Over {LONGEST_SENTENCE} words many readers lose the thread. Make two of one.",
    )
    by_section = {}
    for entry, block, found in _written(material):
        for one in found:
            for words in _sentences(one):
                row = by_section.setdefault(entry.section.pk, (entry, []))[1]
                row.append((len(words), words, at(entry, block, one.id)))
    for entry, rows in by_section.values():
        group.found.append(_longest(entry, rows))
    return group


def _longest(entry, rows):
    size, words, place = max(rows, key=lambda row: row[0])
    count = counted(len(rows), "sentence")
    begins = " ".join(words[:QUOTED])
    said = f"{entry.section.title}: {count}, the longest of {size} words: “{begins} …”"
    return Warned(said, place)


def _sentences(paragraph):
    """The long sentences of a paragraph, each as its words; tables have none."""
    if paragraph.tag == "table":
        return []
    found = [sentence.split() for sentence in SENTENCE_END.split(paragraph.words)]
    return [words for words in found if len(words) > LONGEST_SENTENCE]


def heading_jumps(material, on):
    """A small heading that no larger one stands above, in its section."""
    group = WarningGroup(
        "headings",
        "heading that skips a level",
        "headings that skip a level",
        "People who listen to a page move by its headings, level by level.",
    )
    large = set()
    for entry, block, found in _written(material):
        for one in found:
            if one.tag == "h3":
                large.add(entry.section.pk)
            elif one.tag == "h4" and entry.section.pk not in large:
                words = f"“{one.words}” is a small heading without a larger one above it"
                group.found.append(Warned(words, at(entry, block, one.id)))
    return group


def bad_links(material, on):
    group = WarningGroup(
        "links",
        "link whose words do not say where it leads",
        "links whose words do not say where they lead",
        "Read on its own, a link should name the page behind it.",
    )
    for entry, block, found in _written(material):
        for one in found:
            for words in _links(one.inner):
                if _says_nothing(words):
                    group.found.append(Warned(f"“{words[:80]}”", at(entry, block, one.id)))
    return group


def _says_nothing(words):
    plain = words.casefold().strip(" .:>»")
    return plain in SAYS_NOTHING or not plain or bool(ADDRESS.fullmatch(plain))


def _links(html):
    if "<a" not in html:
        return []
    reader = _LinkReader()
    reader.feed(html)
    reader.close()
    return [" ".join(words.split()) for words in reader.found]


class _LinkReader(HTMLParser):
    """The words of each link of a paragraph."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.open = False

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.open = True
            self.found.append("")

    def handle_endtag(self, tag):
        self.open = self.open and tag != "a"

    def handle_data(self, data):
        if self.open:
            self.found[-1] += data


def last_years(material, on):
    """Where a plan follows another: the years of that one, left standing in a text or a title."""
    before = material.plan.predecessor
    group = WarningGroup(
        "years",
        "place that names last year",
        "places that name last year",
        "It may be meant, or it was left standing when the text was taken over.",
    )
    if before is None:
        return group
    years = of_year(before.year)
    for entry in material.entries:
        if years.search(entry.section.title):
            group.found.append(Warned(f"Heading “{entry.section.title}”", at(entry)))
    for entry, block, found in _written(material):
        for one in found:
            if said := years.search(one.words):
                words = f"“{said.group()}” in “{' '.join(one.words.split()[:QUOTED])} …”"
                group.found.append(Warned(words, at(entry, block, one.id)))
    return group
