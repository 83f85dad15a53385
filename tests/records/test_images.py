"""Pictures that are taken, and those that are refused with words before they cost memory."""

import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from records import images


def upload(image, name="picture.png", kind="PNG", **options):
    target = io.BytesIO()
    image.save(target, kind, **options)
    return SimpleUploadedFile(name, target.getvalue())


def refusal(file):
    with pytest.raises(images.BadImage) as refused:
        images.encode(file)
    return str(refused.value)


@pytest.mark.parametrize("size", [(13_000, 20), (20, 13_000), (13_000, 13_000), (16_000, 16_000)])
def test_a_picture_of_too_many_pixels_is_refused_with_the_limit(size):
    said = refusal(upload(Image.new("1", size)))
    assert "at most 6,000 pixels on a side" in said


def test_the_words_name_the_size():
    assert "13,000 by 20 pixels" in refusal(upload(Image.new("1", (13_000, 20))))


@pytest.mark.parametrize(
    "content", [b"Just words", b"", b"\x89PNG\r\n\x1a\n", b"<svg xmlns='x'/>", b"GIF89a" * 9]
)
def test_what_is_no_picture_is_refused_whatever_its_name(content):
    assert "Choose a PNG" in refusal(SimpleUploadedFile("picture.png", content))


def test_a_picture_of_another_kind_is_refused():
    said = refusal(upload(Image.new("RGB", (9, 9)), kind="GIF"))
    assert said == "Choose a PNG, JPEG or WebP picture."


def test_a_picture_cut_off_in_the_middle_is_refused():
    whole = upload(Image.effect_noise((90, 90), 50)).read()
    assert "can be read" in refusal(SimpleUploadedFile("picture.png", whole[: len(whole) // 2]))


def test_a_file_of_too_many_bytes_is_refused():
    file = SimpleUploadedFile("picture.png", b"")
    file.size = 11 * 2**20
    assert refusal(file) == "This file has 11 MB. Choose one of at most 10 MB."


def test_a_picture_is_made_anew_without_hidden_data():
    exif = Image.Exif()
    exif[0x010E] = "Taken at 12 Secret Street"
    exif[0x0112] = 6  # the camera was turned
    file = upload(Image.new("RGB", (40, 30), "red"), "photo.jpg", "JPEG", exif=exif)
    assert b"Secret Street" in file.read()
    encoded = images.encode(file)
    assert b"Secret Street" not in encoded.data
    assert (encoded.width, encoded.height, encoded.extension) == (30, 40, "jpg")
    assert encoded.sha256 == hashlib.sha256(encoded.data).hexdigest()
    assert dict(Image.open(io.BytesIO(encoded.data)).getexif()) == {}


def test_the_same_picture_gives_the_same_file():
    one, two = (images.encode(upload(Image.new("RGB", (8, 8), "red"))) for _ in range(2))
    assert one.sha256 == two.sha256


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_nothing_hidden_in_a_picture_is_kept(kind):
    hidden = b"hidden words " * 20
    exif = Image.Exif()
    exif[0x010E] = hidden.decode()
    options = {"exif": exif, "icc_profile": hidden}
    if kind == "JPEG":
        options["comment"] = hidden
    kept = images.encode(upload(Image.new("RGB", (30, 20), "red"), kind=kind, **options))
    read = Image.open(io.BytesIO(kept.data))
    read.load()
    assert b"hidden words" not in kept.data
    assert not {"icc_profile", "comment", "exif", "xmp"} & set(read.info)
