"""The words of an uploaded file, as far as somebody's name or address can be found in them.

Layout does not matter here: office files are read as the text between their tags.
"""

import html
import re
import shutil
import subprocess
import tempfile
import zipfile

from django.conf import settings

from publishing.children import bound

MOST_READ = 30 * 1024 * 1024  # bytes of one file, unpacked: a small zip may be a bomb
PDF_SECONDS = 10

PICTURE = "It is a picture: look at it yourself."
SCANNED = "It has no text in it, as when paper was scanned: look at it yourself."
LOCKED = "It is locked with a password."
TOO_LARGE = "It is too large to be searched here."
DAMAGED = "It is damaged, or of a kind that is not read here."
NO_READER = "PDFs cannot be read on this machine: pdftotext (poppler-utils) is missing."

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
PARTS = re.compile(
    r"^(word|xl|ppt)/.*\.(xml|rels)$|^(content|styles|meta)\.xml$|^docProps/.*\.xml$"
)
# Where one paragraph, cell or line ends and the next begins; within one, tags split words.
ENDS = re.compile(
    r"</(?:\w+:)?(?:p|h|si|is|c|v|tr|tc|table-cell|author|creator)>"
    r"|<(?:\w+:)?(?:br|tab|line-break)\b[^>]*>"
)
TAGS = re.compile(r"<[^>]*>")
TARGETS = re.compile(r'(?:Target|xlink:href)="([^"]*)"')


class NotRead(Exception):
    """A file whose words are not known, in words for an administrator."""


def text_of(file):
    """The words of an opened file; NotRead says why there are none."""
    start = file.read(1024)
    file.seek(0)
    if start.startswith(PICTURES):
        raise NotRead(PICTURE)
    if b"%PDF-" in start:
        return _of_pdf(file)
    if start.startswith(b"PK\x03\x04"):
        return _of_office(file)
    return _of_plain(file)


def _of_pdf(file):
    """By a program of its own with bounds on time and memory: whatever is in it stays outside."""
    if shutil.which("pdftotext") is None:
        raise NotRead(NO_READER)
    with tempfile.TemporaryDirectory(prefix="portal-") as folder:
        try:
            done = subprocess.run(
                bound(folder, "pdftotext", "-q", "-enc", "UTF-8", "-", "-"),
                cwd=settings.BASE_DIR,
                input=file.read(),
                capture_output=True,
                timeout=PDF_SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            raise NotRead(TOO_LARGE) from error
    if done.returncode:
        raise NotRead(LOCKED if done.returncode == 3 else DAMAGED)
    text = done.stdout.decode("utf-8", "replace")
    if not text.strip():
        raise NotRead(SCANNED)
    return text


def _of_office(file):
    try:
        with zipfile.ZipFile(file) as packed:
            parts = [part for part in packed.infolist() if PARTS.match(part.filename)]
            if sum(part.file_size for part in parts) > MOST_READ:
                raise NotRead(TOO_LARGE)
            texts = [packed.read(part).decode("utf-8", "replace") for part in parts]
    except RuntimeError as error:  # what zipfile raises where a password is asked
        raise NotRead(LOCKED) from error
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise NotRead(DAMAGED) from error
    if not parts:
        raise NotRead(DAMAGED)
    return " ".join(_between_tags(text) for text in texts)


def _between_tags(text):
    """The text, and the addresses to which links lead."""
    words = TAGS.sub("", ENDS.sub(" ", text))
    return html.unescape(" ".join([words, *TARGETS.findall(text)]))


def _of_plain(file):
    data = file.read(MOST_READ + 1)
    if len(data) > MOST_READ:
        raise NotRead(TOO_LARGE)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise NotRead(DAMAGED)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
