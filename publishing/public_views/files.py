"""The files of an edition: each format at an address of its own."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import translate_url

from publishing.documents import WRITTEN_IN
from publishing.documents.formats import formats_of
from publishing.models import Edition, Format, suffix_of
from publishing.models.documents import Language
from publishing.public_views.taken_out import still_there
from records.languages import is_welsh

FORMATS = {suffix_of(format): format for format in Format}
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {
    Format.EPUB: "application/epub+zip",
    Format.WORD: _OFFICE,
    Format.OPEN: "application/vnd.oasis.opendocument.text",
    Format.TEXT: "text/plain; charset=utf-8",
    Format.BRAILLE: "application/x-brf",
    Format.AUDIO: "audio/mpeg",
    Format.FIGURES: "text/csv; charset=utf-8",
    Format.ACTIONS: "text/csv; charset=utf-8",
    Format.MONEY: "text/csv; charset=utf-8",
    Format.DATA: "application/json",
}
PDF = "application/pdf"


def public_edition(document, number):
    """An edition that the public may read, or 404; where it was taken out, a notice."""
    return still_there(
        get_object_or_404(Edition.objects.public(), document=document, number=number)
    )


def page_language():
    """The language of the files at the address that is asked for."""
    return Language.WELSH if is_welsh() else Language.ENGLISH


def public_formats(edition, text, address, *, current):
    """The formats of an edition in the language of a text, each at its public address."""

    def address_of(format):
        path = address.file(format) if current else address.edition_file(edition.number, format)
        return translate_url(path, WRITTEN_IN[text.language])

    return formats_of(edition, text.language, address_of)


def file_of_current(document, suffix="pdf"):
    """A file of the current edition, which may be another one tomorrow."""
    response = file_of(document.current_edition, _format(suffix), page_language())
    response.headers["Cache-Control"] = "no-cache"
    return response


def file_of_edition(document, number, suffix="pdf"):
    """A file of one edition: the same bytes for ever."""
    response = file_of(public_edition(document, number), _format(suffix), page_language())
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _format(suffix):
    if suffix not in FORMATS:
        raise Http404("There is no such format.")
    return FORMATS[suffix]


def pdf_of(edition):
    """The PDF of an edition that whoever asks may read, in its own language."""
    return file_of(edition, Format.PDF, edition.language)


def file_of(edition, format, language):
    """A file of an edition that whoever asks may read, or 404 where it is not made."""
    still_there(edition)
    rendition = edition.renditions.filter(format=format, language=language).first()
    if rendition is None or not rendition.file:
        raise Http404("This edition has no such file here.")
    response = FileResponse(
        rendition.file.open("rb"),
        content_type=TYPES.get(format, PDF),
        filename=rendition.filename,
    )
    response.headers["ETag"] = f'"{rendition.sha256}"'
    return response
