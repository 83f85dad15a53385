"""What people upload: told by its contents, made anew where it is a picture, never run."""

import io
import zipfile

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse
from PIL import Image

from plans.importers import report_files
from records import files
from tests import test_access

pytestmark = pytest.mark.xdist_group("one of everything")  # which takes seconds to make

# One of everything in a partnership, and the people who may see it.
world, people, things = test_access.world, test_access.people, test_access.things
_no_rendering = test_access._no_rendering

HTML = b"<html><script>evil()</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="evil()"><script>evil()</script></svg>'


def packed(parts, *, kind=zipfile.ZIP_DEFLATED):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", kind) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return written.getvalue()


def photo(kind="JPEG"):
    """A picture that says where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    exif.get_ifd(0x8825)[2] = (54.0, 19.0, 30.0)
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(written, kind, exif=exif)
    return written.getvalue()


def wide():
    written = io.BytesIO()
    Image.new("1", (13_000, 13_000)).save(written, "PNG")
    return written.getvalue()


# Each is made when a test asks for it: some are large.
REFUSED = {
    "a page": lambda: HTML,
    "a page called a picture": lambda: b"GIF89a/*" + HTML + b"*/=1",
    "a drawing": lambda: SVG,
    "a drawing with its declaration": lambda: b'<?xml version="1.0"?>' + SVG,
    "a program": lambda: b"MZ\x90\x00" + b"\0" * 200,
    "a script": lambda: b"#!/bin/sh\nevil",
    "a zip of nothing known": lambda: packed({"a.txt": b"a"}),
    "a zip with a way out": lambda: packed({"../../evil.sh": b"evil", "a.html": HTML}),
    "a workbook with macros": lambda: packed(
        {"xl/workbook.xml": b"", "xl/vbaProject.bin": b"evil"}
    ),
    "a bomb": lambda: packed({"word/document.xml": b"", "a": b"\0" * (files.MOST_UNPACKED + 1)}),
    "a file of parts": lambda: packed(
        {"word/document.xml": b"", **{str(n): b"" for n in range(5001)}}
    ),
    "a picture cut off": lambda: photo()[:200],
    "a picture in its first letters": lambda: b"\xff\xd8\xff" + HTML,
    "a picture of too many pixels": wide,
}


@pytest.mark.once
@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize("name", ["minutes.pdf", "picture.png"])
def test_what_is_not_what_it_says_is_refused(what, name):
    with pytest.raises(files.NotTaken) as refused:
        files.taken(SimpleUploadedFile(name, REFUSED[what](), content_type="image/png"))
    assert str(refused.value).endswith((".", "OpenDocument file, or a picture (PNG or JPEG)."))


@pytest.mark.once
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_of_a_report_says_nothing_of_where_it_was_taken(kind):
    _, kept = report_files.checked(SimpleUploadedFile("a.png", photo(kind) + HTML))
    said = kept.read()
    assert b"Secret camera" not in said and b"evil" not in said


@pytest.mark.once
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_for_others_says_nothing_of_where_it_was_taken(kind):
    hidden = photo(kind) + HTML  # a page behind the picture's end
    assert b"Secret camera" in hidden
    _, kept = files.taken(SimpleUploadedFile("a.png", hidden))
    said = kept.read()
    assert b"Secret camera" not in said and b"evil" not in said
    assert dict(Image.open(io.BytesIO(said)).getexif()) == {}


ROOMS = {"portal", "plans", "priorities", "events", "publishing", "partnership", "records"}
# Where a form takes a file, and by what its contents are told.
TAKES = {
    *("PasteForm", "BringForm", "WordFileForm", "PictureForm", "EasyReadLineForm", "PaperForm"),
    *("ImportForm", "ConsultationFileForm", "EvidenceImportForm", "ArchiveForm"),
}


def _forms(of=forms.BaseForm):
    for one in of.__subclasses__():
        yield one
        yield from _forms(one)


@pytest.mark.once
def test_every_form_that_takes_a_file_is_known_here():
    get_resolver().url_patterns  # noqa: B018 - reads every view, and with it every form
    found = {
        form.__name__
        for form in _forms()
        if form.__module__.split(".")[0] in ROOMS
        and any(isinstance(field, forms.FileField) for field in form.base_fields.values())
    }
    assert found == TAKES


@pytest.mark.once
def test_admin_pages_take_a_file_for_the_library_alone(people, things, client):
    client.force_login(people["administrator"])
    takes = set()
    for name in test_access.MODELS:
        if thing := things.get(name):
            page = client.get(reverse(f"admin:{name}_change", args=[thing.pk])).text
            takes |= {name} if 'type="file"' in page else set()
    assert takes == {"partnership_relateddocument"}


@pytest.mark.once
def test_no_file_is_sent_by_where_it_lies(people, things, client, settings):
    client.force_login(people["officer"])
    name = things["partnership_relateddocument"].file.name
    for address in (f"/media/{name}", f"/{name}", f"/static/{name}", f"/static/../{name}"):
        assert client.get(address).status_code == 404, address


@pytest.mark.once
def test_what_was_uploaded_is_kept_and_never_shown(people, things, client):
    client.force_login(people["officer"])
    for page in ("partnership:library_file", "events:paper_file", "plans:report_file"):
        answer = client.get(test_access.address_of(page, things))
        assert answer.status_code == 200, page
        assert answer.headers["Content-Disposition"].startswith("attachment"), page
        assert answer.headers["X-Content-Type-Options"] == "nosniff", page


@pytest.mark.once
def test_a_form_without_end_is_refused_at_once(db, client):
    sent = "&".join(f"a{number}=1" for number in range(100_000))
    answer = client.post(
        reverse("account_login"), sent, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400
