"""Files that others shall open: which are taken, told by their contents and never by their name."""

import zipfile
from dataclasses import dataclass

from django.core.files.base import ContentFile

from records import images

LARGEST_FILE = 20 * 1024 * 1024  # bytes
# An office file is a zip, and a zip can be a bomb: its own list is read, no part is unpacked.
MOST_PARTS = 5000
MOST_UNPACKED = 300 * 1024 * 1024

TOO_LARGE = "This file has {} MB. Choose one of at most 20 MB."
EMPTY = "This file is empty."
NO_DOCUMENT = (
    "This kind of file cannot be handed round. Choose a PDF, a Word, Excel, PowerPoint or "
    "OpenDocument file, or a picture (PNG or JPEG)."
)
DAMAGED = "This file is damaged and cannot be opened. Save it once more, then choose it."
MACROS = (
    "This file holds macros, which are programs. Save it without them (.docx, .xlsx or .pptx), "
    "then choose that."
)
LOCKED = "This file is locked with a password. Take the password off, then choose it again."


class NotTaken(Exception):
    """A file that is not taken, in words for the person who chose it."""


@dataclass(frozen=True)
class FileKind:
    """A kind of file that everybody can open."""

    extension: str
    media_type: str
    label: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
KINDS = {
    kind.extension: kind
    for kind in (
        FileKind("pdf", "application/pdf", "PDF"),
        FileKind("docx", f"{_OFFICE}.wordprocessingml.document", "Word document"),
        FileKind("xlsx", f"{_OFFICE}.spreadsheetml.sheet", "Excel workbook"),
        FileKind("pptx", f"{_OFFICE}.presentationml.presentation", "PowerPoint presentation"),
        FileKind("odt", f"{_OPEN}.text", "OpenDocument text"),
        FileKind("ods", f"{_OPEN}.spreadsheet", "OpenDocument spreadsheet"),
        FileKind("odp", f"{_OPEN}.presentation", "OpenDocument presentation"),
        FileKind("png", "image/png", "Picture"),
        FileKind("jpg", "image/jpeg", "Picture"),
    )
}
STARTS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
)


def kind_of(file):
    """The kind of a file that was chosen for others to open; NotTaken where it is none."""
    if file.size > LARGEST_FILE:
        raise NotTaken(TOO_LARGE.format(-(-file.size // 2**20)))
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    if not start:
        raise NotTaken(EMPTY)
    if b"%PDF-" in start:
        return KINDS["pdf"]
    for signature, extension in STARTS:
        if start.startswith(signature):
            return KINDS[extension]
    if start.startswith(b"PK\x03\x04"):
        return _packed(file)
    raise NotTaken(NO_DOCUMENT)


def taken(file):
    """The kind of a chosen file, and what is kept of it: of a picture one made anew, which says
    nothing of where and with what it was taken."""
    kind = kind_of(file)
    if not kind.media_type.startswith("image/"):
        return kind, file
    try:
        made = images.encode(file)
    except images.BadImage as fault:
        raise NotTaken(str(fault)) from fault
    return kind, ContentFile(made.data, name=f"picture.{kind.extension}")


def _packed(file):
    try:
        with zipfile.ZipFile(file) as packed:
            return _kind_of_zip(packed)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise NotTaken(DAMAGED) from error
    finally:
        file.seek(0)


def _kind_of_zip(packed):
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise NotTaken(NO_DOCUMENT)
    if any(part.flag_bits & 1 for part in parts):
        raise NotTaken(LOCKED)
    names = {part.filename for part in parts}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise NotTaken(MACROS)
    found = next((extension for name, extension in PARTS if name in names), None)
    if found is None and "mimetype" in names:
        with packed.open("mimetype") as said:
            media_type = said.read(100).strip().decode("ascii", "replace")
        found = next((key for key, kind in KINDS.items() if kind.media_type == media_type), None)
    if found is None:
        raise NotTaken(NO_DOCUMENT)
    return KINDS[found]
