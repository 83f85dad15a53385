"""Pictures that people upload: checked by content, made anew by us, free of hidden data."""

import hashlib
import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE = 10 * 1024 * 1024  # bytes
LONGEST_SIDE = 6000  # pixels; one of 13,000 cost the PDF renderer 1.35 GB
KINDS = {"PNG": "png", "JPEG": "jpg", "WEBP": "png"}


class BadImage(ValueError):
    """A file that cannot be taken as a picture, in words for the person who chose it."""


@dataclass(frozen=True)
class Encoded:
    """A picture as the portal keeps it."""

    data: bytes
    extension: str
    width: int
    height: int

    @property
    def sha256(self):
        return hashlib.sha256(self.data).hexdigest()


def encode(file):
    """Check an uploaded file and encode it anew; its sides are read before its pixels."""
    if file.size > LARGEST_FILE:
        raise BadImage(f"This file has {file.size // 2**20} MB. Choose one of at most 10 MB.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(file)
            _check(image)
            return _encoded(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadImage(f"This picture has too many pixels. {_too_large()}") from error
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise BadImage("This is not a picture that can be read. Choose a PNG or JPEG.") from error


def _check(image):
    if image.format not in KINDS:
        raise BadImage("Choose a PNG, JPEG or WebP picture.")
    if max(image.size) > LONGEST_SIDE:
        width, height = image.size
        raise BadImage(f"This picture is {width:,} by {height:,} pixels. {_too_large()}")


def _too_large():
    return f"Make it smaller: at most {LONGEST_SIDE:,} pixels on a side."


def _encoded(image):
    extension = KINDS[image.format]
    upright = ImageOps.exif_transpose(image)
    plain = upright.convert("RGB" if extension == "jpg" else "RGBA")
    plain.info = {}  # comments and profiles would be carried over into the new file
    target = io.BytesIO()
    if extension == "jpg":
        plain.save(target, "JPEG", quality=85, optimize=True)
    else:
        plain.save(target, "PNG", optimize=True)
    return Encoded(target.getvalue(), extension, plain.width, plain.height)
