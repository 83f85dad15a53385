"""What an edition is made of: its composed text and hash, and the printed page round it."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

FONT_FAMILY = "Atkinson Hyperlegible"
FONT_TYPES = {".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf"}


def content_hash(fragment, snapshot):
    """The fingerprint of a text and its data: another word or figure gives another."""
    data = json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{fragment}\0{data}".encode()).hexdigest()


@dataclass(frozen=True)
class Composed:
    """A document as it would be published now.

    ``fragment`` is the whole text as HTML without edition number or date; ``snapshot`` its
    data; ``content_hash`` the fingerprint of both, which every approval names.
    """

    title: str
    fragment: str
    snapshot: dict
    content_hash: str


def composed(title, template, context, snapshot):
    """The text that a template makes of what was read for it, with its data and its hash."""
    fragment = render_to_string(template, context)
    # Blank lines come from template tags; without them the bytes are a third smaller.
    fragment = "\n".join(line.strip() for line in fragment.splitlines() if line.strip())
    return Composed(title, fragment, snapshot, content_hash(fragment, snapshot))


def formats_line(contact):
    """Whom to ask for another format, as covers and footers name it."""
    return {"phone": contact.phone, "email": contact.email} if contact else {}


@dataclass(frozen=True)
class Address:
    """Where the public finds a document: its page, and its editions and files below that."""

    page: str
    file: str

    def edition(self, number):
        return f"{self.page}editions/{number}/"

    def edition_file(self, number):
        return f"{self.edition(number)}{self.file}"


def print_html(
    *,
    title,
    fragment,
    snapshot,
    partnership,
    edition_number=None,
    published_at=None,
    language="en",
    large=False,
):
    """The whole document for the renderer: cover, contents, text, with all it needs inside.

    Without a number it is a draft, and says so on every page. ``large`` is the large print.
    """
    context = {
        "title": title,
        "fragment": mark_safe(with_pictures(fragment)),  # noqa: S308 - cleaned when composed
        "snapshot": snapshot,
        "partnership": partnership,
        "edition_number": edition_number,
        "published_at": published_at,
        "language": language,
        "css": mark_safe(print_css(large=large)),  # noqa: S308 - our own files
        "fonts": mark_safe(font_faces()),  # noqa: S308 - our own files
        "colour": partnership.colour,
        "large": large,
    }
    return render_to_string("publishing/print.html", context)


PICTURE = re.compile(r'src="/(pictures/[0-9a-f]{64}\.(?:png|jpg))"')
PICTURE_TYPES = {"png": "image/png", "jpg": "image/jpeg"}


def with_pictures(fragment):
    """The text with its pictures inside it as data: the renderer fetches nothing."""
    return PICTURE.sub(_inside, fragment)


def _inside(match):
    name = match.group(1)
    with default_storage.open(name) as file:
        data = base64.b64encode(file.read()).decode()
    return f'src="data:{PICTURE_TYPES[name[-3:]]};base64,{data}"'


def print_css(*, large=False):
    """The small stylesheet of the printed page; large print is a second one on top of it."""
    folder = settings.BASE_DIR / "static" / "print"
    files = ("print.css", "large.css") if large else ("print.css",)
    return "\n".join((folder / name).read_text() for name in files)


@cache
def font_faces():
    """The portal's font as data, or nothing where it is not built (then DejaVu serves)."""
    folder = settings.BASE_DIR / "static" / "built" / "fonts"
    return "\n".join(
        _font_face(path)
        for path in sorted(folder.glob("*"))
        if path.suffix in FONT_TYPES and "italic" not in path.stem.lower()
    )


def _font_face(path):
    stem = path.stem.lower()
    weight = "bold" if "700" in stem or "bold" in stem else "normal"
    # The extended subset holds what Welsh needs; as a family of its own it is looked into
    # for the letters that the first does not have.
    family = f"{FONT_FAMILY} Extended" if "latin-ext" in stem else FONT_FAMILY
    data = base64.b64encode(path.read_bytes()).decode()
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
        f'src: url("data:{FONT_TYPES[path.suffix]};base64,{data}"); }}'
    )
