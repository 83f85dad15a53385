"""Odd parts of a text in each format: a picture that somebody uploaded, a nest without end."""

import base64
import hashlib
import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from publishing.children import RenderFailed
from publishing.making import PROGRAMS, file_of
from publishing.models import Format
from tests.machine import program
from tests.publishing import opened

pytestmark = pytest.mark.once
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SHOWS = "The bridge by the mill after dark"


@pytest.fixture
def file(publish_text):
    name = f"pictures/{hashlib.sha256(PNG).hexdigest()}.png"
    default_storage.save(name, ContentFile(PNG))
    picture = f'<figure><img src="/{name}" alt="{SHOWS}"><figcaption>Where it is</figcaption>'
    foreign = '<p>Not this: <img src="https://example.org/a.png" alt="Elsewhere"></p>'
    edition = publish_text(f'<section id="one"><h2>One</h2>{picture}</figure>{foreign}</section>')

    def made(format):
        for name, _ in PROGRAMS.get(format, ()):
            program(name)
        return file_of(edition, format, "en", watch=lambda pages: True).bytes

    return made


def test_an_uploaded_picture_is_told_where_it_cannot_be_shown(file):
    assert f"Picture: {SHOWS}" in opened.one_line(file(Format.TEXT).decode())
    back = opened.braille_read_back(file(Format.BRAILLE), "en-ueb-g2.ctb")
    assert SHOWS.lower() in back.lower()


def test_an_uploaded_picture_stands_in_books_and_none_from_elsewhere(file):
    readers = {Format.EPUB: opened.epub, Format.WORD: opened.word}
    for format, read in readers.items():
        book = file(format)
        assert read(book).pictures == [SHOWS], format
        with zipfile.ZipFile(io.BytesIO(book)) as parts:
            assert PNG in [parts.read(name) for name in parts.namelist()]


def test_what_is_nested_too_deeply_is_refused_with_words(publish_text):
    edition = publish_text("<div>" * 2000 + "<p>Deep</p>" + "</div>" * 2000)
    with pytest.raises(RenderFailed, match="nested too deeply") as failure:
        file_of(edition, Format.TEXT, "en", watch=lambda pages: True)
    assert not failure.value.passing
