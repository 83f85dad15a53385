"""Somebody's name in uploaded files: found where it stands, and said where nobody can know."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile

from partnership.models import RelatedDocument
from portal.documents.file_texts import NotRead, text_of
from portal.documents.personal_files import TAKE_OUT, models_with_files
from portal.views import data_protection
from tests import factories
from tests.reading import words_of

PAGE = "/workspace/data-protection/uploaded-files/"
SPLIT = "<w:p><w:r><w:t>anna.</w:t></w:r><w:r><w:t>bell@x.org</w:t></w:r></w:p>"


def _packed(**parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return kept.getvalue()


def _pdf(words):
    """The smallest PDF with one line."""
    drawn = f"BT /F1 12 Tf 20 20 Td ({words}) Tj ET".encode()
    things = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 50]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, thing in enumerate(things, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    body += b"xref\n0 6\n0000000000 65535 f \n" + table
    return body + b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF" % start


FILES = {
    "docx": _packed(word__document_xml=SPLIT),
    "pdf": _pdf("Ask anna.bell@x.org"),
    "xlsx": _packed(xl__sharedStrings_xml="<si><t>Anna.Bell@x.org</t></si>"),
    "ods": _packed(content_xml="<text:p>anna.bell@x.org</text:p>"),
    "csv": "who\r\nanna.bell@x.org\r\n".encode("utf-16"),
    "txt": "Caf\xe9, anna.bell@x.org".encode("cp1252"),
}


@pytest.mark.once
@pytest.mark.parametrize("kind", FILES)
def test_words_are_read_in_each_kind_of_file(kind):
    assert "anna.bell@x.org" in text_of(io.BytesIO(FILES[kind])).lower()


@pytest.mark.once
@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\x89PNG\r\n", "picture"),
        (_pdf(""), "no text"),
        (b"%PDF-1.4 nothing", "damaged"),
        (b"PK\x03\x04 nothing", "damaged"),
        (_packed(word__document_xml=" " * (31 * 1024 * 1024)), "too large"),
    ],
)
def test_what_cannot_be_read_says_why(data, why):
    with pytest.raises(NotRead, match=why):
        text_of(io.BytesIO(data))


@pytest.mark.once
def test_every_kind_of_file_says_how_it_is_taken_out():
    assert {model._meta.label for model, _ in models_with_files()} == set(TAKE_OUT)


@pytest.fixture
def kept(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    partnership = factories.partnership()
    contents = {"Protocol": FILES["docx"], "Strategy": b"Nobody", "Drawing": b"\x89PNG\r\n"}
    for title, data in contents.items():
        document = RelatedDocument(partnership=partnership, title=title, file_name="a.bin")
        document.file.save("a.bin", ContentFile(data), save=False)
        document.save()


def test_data_protection_files_names_where_somebody_stands(client, kept):
    client.force_login(factories.administrator())
    page = client.post(PAGE, {"words": "anna.bell@x.org"}).text
    words = words_of(page)
    assert "Files 1 to 3 of 3" in words
    assert "Found in 1 file" in words and "Choose another file for the document" in words
    assert "Not read: 1 file" in words and "Drawing" in words and "Strategy" not in words
    assert "/admin/partnership/relateddocument/" in page


def test_data_protection_files_goes_on_where_it_stopped(client, kept, monkeypatch):
    monkeypatch.setattr(data_protection, "FILES_SECONDS", 0)
    client.force_login(factories.administrator())
    first = client.post(PAGE, {"words": "anna.bell@x.org"}).text
    assert "Files 1 to 1 of 3" in first and 'name="start" value="1"' in first
    last = client.post(PAGE, {"words": "anna.bell@x.org", "start": "2"}).text
    assert "Files 3 to 3 of 3" in last and "Look into the next" not in last


def test_data_protection_files_names_what_the_storage_does_not_give(client, kept, tmp_path):
    """A folder in the file's place: any user of a machine finds that it cannot be read."""
    file = tmp_path / RelatedDocument.objects.get(title="Protocol").file.name
    file.unlink()
    file.mkdir()
    client.force_login(factories.administrator())
    words = words_of(client.post(PAGE, {"words": "anna.bell@x.org"}).text)
    assert "Not read: 2 files" in words and "The storage does not give the file." in words
