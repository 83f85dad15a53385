"""What an edition is made of: its composed text and hash, and the printed page round it."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from functools import cache

from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from publishing.models import Format, Language, suffix_of

# What the words of the portal are written in, for each language of a text.
WRITTEN_IN = {Language.ENGLISH: "en-gb", Language.WELSH: "cy"}

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
    data; ``content_hash`` the fingerprint of both, which every approval names. ``texts`` holds
    the same document in other languages; their words are then part of the fingerprint.
    """

    title: str
    fragment: str
    snapshot: dict
    content_hash: str
    texts: dict = field(default_factory=dict)


def with_texts(first, texts):
    """A text with the same one in other languages, and one fingerprint of them all."""
    others = {language: text.content_hash for language, text in texts.items()}
    return replace(first, content_hash=fingerprint(first.content_hash, others), texts=texts)


def fingerprint(first, others):
    """The one fingerprint of a text and of the same in other languages: {language: its own}."""
    parts = [first, *(f"{language} {others[language]}" for language in sorted(others))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def composed(title, template, context, snapshot, language=Language.ENGLISH):
    """The text that a template makes of what was read for it, with its data and its hash.

    Its words are those of its own language, in whichever one the page round it is read.
    """
    with translation.override(WRITTEN_IN[language]):
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
    stem: str  # what its files are called: plan, report

    def file(self, format=Format.PDF):
        return f"{self.page}{self.stem}.{suffix_of(format)}"

    def edition(self, number):
        return f"{self.page}editions/{number}/"

    def edition_file(self, number, format=Format.PDF):
        return f"{self.edition(number)}{self.stem}.{suffix_of(format)}"


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
    easy=False,
):
    """The whole document for the renderer: cover, contents, text, with all it needs inside.

    Without a number it is a draft, and says so on every page. ``large`` is the large print,
    ``easy`` the sheet of an Easy Read text.
    """
    context = {
        "title": title,
        "fragment": mark_safe(with_pictures(fragment)),  # noqa: S308 - cleaned when composed
        "snapshot": snapshot,
        "partnership": partnership,
        "edition_number": edition_number,
        "published_at": published_at,
        "language": language,
        "css": mark_safe(print_css(large=large, easy=easy)),  # noqa: S308 - our own files
        "fonts": mark_safe(font_faces()),  # noqa: S308 - our own files
        "colour": partnership.colour,
        "large": large,
    }
    with translation.override(WRITTEN_IN[language]):
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


def print_css(*, large=False, easy=False):
    """The small stylesheet of the printed page; large print and Easy Read lay one on top of it."""
    folder = settings.BASE_DIR / "static" / "print"
    files = ["print.css", *(["large.css"] if large else []), *(["easy.css"] if easy else [])]
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
