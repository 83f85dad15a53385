"""Pictures in a plan: refused with words, or kept anew and carried into page and PDF."""

import hashlib
import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from plans.documents import compose
from plans.models import Block, Picture
from publishing.documents import print_html


def upload(image, name="market.jpg", kind="JPEG", **options):
    target = io.BytesIO()
    image.save(target, kind, **options)
    return SimpleUploadedFile(name, target.getvalue())


@pytest.fixture
def add(officer, small):
    """Choose a file and describe it."""

    def add_it(file, description="The market square"):
        address = reverse("plans:picture_add", args=[small.section.uid])
        return officer.post(address, {"file": file, "description": description})

    return add_it


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (lambda: upload(Image.new("1", (13_000, 20)), "x.png", "PNG"), "at most 6,000 pixels"),
        (lambda: upload(Image.new("1", (13_000, 13_000)), "x.png", "PNG"), "at most 6,000 pixels"),
        (lambda: SimpleUploadedFile("x.png", b"Just words."), "not a picture that can be read"),
        (lambda: SimpleUploadedFile("x.png", b""), "empty"),
        (lambda: "", "required"),
    ],
)
def test_picture_add_refuses_beside_the_field_and_keeps_the_words(add, file, said):
    page = add(file())
    assert page.status_code == 200
    assert 'id="id_file_error"' in page.text
    assert said in page.text
    assert "The market square" in page.text
    assert not Picture.objects.exists()


def test_picture_add_without_a_description_is_refused(add):
    page = add(upload(Image.new("RGB", (40, 30), "red")), description=" ")
    assert 'id="id_description_error"' in page.text
    assert not Picture.objects.exists()
    assert not Block.objects.filter(kind="picture").exists()


def test_picture_is_kept_anew_and_carried_into_page_and_pdf(add, small):
    exif = Image.Exif()
    exif[0x010E] = "Secret Street"
    assert add(upload(Image.new("RGB", (40, 30), "red"), exif=exif)).status_code == 302
    picture = Picture.objects.get()
    with default_storage.open(f"pictures/{picture.name}") as file:
        kept = file.read()
    assert b"Secret Street" not in kept
    assert hashlib.sha256(kept).hexdigest() == picture.sha256

    composed = compose(small.again())
    assert f'src="/pictures/{picture.name}"' in composed.fragment
    assert 'alt="The market square"' in composed.fragment
    html = print_html(
        title=composed.title,
        fragment=composed.fragment,
        snapshot=composed.snapshot,
        partnership=small.partnership,
    )
    assert 'src="data:image/jpeg;base64,' in html
    assert "/pictures/" not in html


def test_picture_of_a_draft_is_seen_only_by_those_who_work_on_it(add, client, officer):
    add(upload(Image.new("RGB", (40, 30), "red")))
    address = f"/pictures/{Picture.objects.get().name}"
    assert officer.get(address).status_code == 200
    officer.logout()
    assert client.get(address).status_code == 404
