"""Each format of an edition, made from the one frozen text.

``file_of`` makes the bytes; ``offered`` says which formats this machine can make of what.
"""

import shutil
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnership.models import Partnership
from publishing.children import BROKEN, Made, RenderFailed
from publishing.documents import WRITTEN_IN, print_html
from publishing.making.audio import audio
from publishing.making.books import book
from publishing.making.braille import braille
from publishing.making.data import all_data, table
from publishing.making.plain import plain_text
from publishing.models import Format
from publishing.rendering import render_pdf, renderer_available
from records.periods import day_label

# The programs that make a format, each with Debian's package.
PANDOC = (("pandoc", "pandoc"), ("rsvg-convert", "librsvg2-bin"))
PROGRAMS = {
    Format.EPUB: PANDOC,
    Format.WORD: PANDOC,
    Format.OPEN: PANDOC,
    Format.BRAILLE: (("file2brl", "liblouisutdml-bin"),),
    Format.AUDIO: (("espeak-ng", "espeak-ng"), ("lame", "lame")),
}
PAPER = {Format.PDF, Format.LARGE, Format.EASY_READ}
# Which list of an edition's data each spreadsheet holds.
TABLES = {Format.FIGURES: "figures", Format.ACTIONS: "actions", Format.MONEY: "money"}
MAKERS = {
    Format.EPUB: partial(book, to="epub3"),
    Format.WORD: partial(book, to="docx"),
    Format.OPEN: partial(book, to="odt"),
    Format.TEXT: plain_text,
    Format.BRAILLE: braille,
    Format.AUDIO: audio,
    Format.DATA: all_data,
    **{format: partial(table, of=name) for format, name in TABLES.items()},
}


@dataclass(frozen=True)
class Source:
    """What a format is made of: an edition's text in one language."""

    partnership: Partnership
    title: str
    fragment: str
    snapshot: dict
    language: str
    number: int
    published_at: datetime
    content_hash: str

    @property
    def publisher(self):
        """The partnership's name in the language of the text."""
        return self.snapshot.get("partnership") or self.partnership.name

    @property
    def colophon(self):
        """Who published it and when, as the first lines of what has no cover."""
        with override(WRITTEN_IN[self.language]):
            day = day_label(self.published_at.date())
            edition = _("Edition %(number)s, published on %(day)s")
            return [self.publisher, edition % {"number": self.number, "day": day}]


def file_of(edition, format, language, *, watch, every=1):
    """One format of an edition: its bytes, and how many pages where it has any."""
    form = "easy_read" if format == Format.EASY_READ else "full"
    text = edition.text_in(language, form)
    with override(WRITTEN_IN[language]):
        if format in PAPER:
            return _printed(edition, text, format, language, watch=watch, every=every)
        source = Source(
            partnership=edition.document.partnership,
            title=text.title,
            fragment=text.fragment,
            snapshot=text.snapshot,
            language=language,
            number=edition.number,
            published_at=edition.published_at,
            content_hash=text.content_hash,
        )
        try:
            return Made(MAKERS[format](source, watch=watch), 0)
        except RecursionError as error:  # nested far deeper than people write
            raise RenderFailed(BROKEN) from error


def _printed(edition, text, format, language, *, watch, every):
    html = print_html(
        title=text.title,
        fragment=text.fragment,
        snapshot=text.snapshot,
        partnership=edition.document.partnership,
        edition_number=edition.number,
        published_at=edition.published_at,
        language=language,
        large=format == Format.LARGE,
        easy=format == Format.EASY_READ,
    )
    return render_pdf(html, watch=watch, every=every)


@cache
def missing_programs(format):
    """Debian's packages that this machine lacks for a format; empty when it can make it."""
    return tuple(
        package for program, package in PROGRAMS.get(format, ()) if not shutil.which(program)
    )


def can_make(format):
    """Whether this machine makes a format, and whoever runs it wants that."""
    if settings.FORMATS and format.value not in settings.FORMATS:
        return False
    return renderer_available() if format in PAPER else not missing_programs(format)


def offered(document, snapshot):
    """The formats made of a document when it is published; an internal one is for paper only."""
    if document.internal:
        return [Format.PDF] if can_make(Format.PDF) else []
    return [format for format in Format if _fits(format, snapshot) and can_make(format)]


def _fits(format, snapshot):
    if format == Format.EASY_READ:
        return False  # it has a text of its own, which follows when it is written
    return bool(snapshot.get(TABLES[format])) if format in TABLES else True
