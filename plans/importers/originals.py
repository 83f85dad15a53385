"""What an uploaded file is, by its contents and never by its name."""

import zipfile
from dataclasses import dataclass

from records.sheets import Unreadable

# A Word file is a zip, and a zip can be a bomb: its own list is read before any part of it.
# zipfile reads no more of each part than that list promises.
MOST_PARTS = 2000
MOST_UNPACKED = 200 * 1024 * 1024
PIECE = 1024 * 1024

WORD_PART = "word/document.xml"
OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Original:
    """A kind of file that a plan can come as."""

    extension: str
    media_type: str
    label: str


PDF = Original("pdf", "application/pdf", "PDF")
DOCX = Original(
    "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "Word document",
)
ODT = Original("odt", OPEN_TEXT.decode(), "OpenDocument text")
DOC = Original("doc", "application/msword", "Word document of the old kind")
KINDS = {kind.extension: kind for kind in (PDF, DOCX, ODT, DOC)}

EMPTY = "This file is empty."
NO_DOCUMENT = "This is not a document that can be kept. Choose a PDF, Word or OpenDocument file."
DAMAGED = "This file is damaged and cannot be opened. Save it once more in Word, then choose it."
LOCKED = (
    "This file is locked with a password. Open it in Word, take the password off under File, "
    "Info, Protect Document, save it, then choose it again."
)
MACROS = (
    "This file holds macros, which are programs. Save it in Word as a Word document (.docx), "
    "which leaves them out, then choose that."
)
OTHER_ZIP = (
    "This is a packed file, but not a Word or OpenDocument text. Choose the document itself."
)
TOO_MUCH = (
    "This file unfolds to far more than a plan needs. Take large pictures out of it, or save it "
    "anew in Word, then choose it again."
)

TO_WORD = "Open it in Word, choose Save as, then Word document (.docx), and choose that file."
FOR_A_DRAFT = {
    "pdf": (
        "This is a PDF, from which no draft can be made. Choose the Word file it was made from, "
        "or add the PDF under past plans."
    ),
    "odt": f"This is an OpenDocument text (.odt). {TO_WORD}",
    "doc": f"This is a Word file of the old kind (.doc). {TO_WORD}",
}


def word_file(file):
    """Make sure that a draft can be made of this file; Unreadable says why not, and what to do."""
    kind = kind_of(file)
    if kind != DOCX:
        raise Unreadable(FOR_A_DRAFT[kind.extension])


def kind_of(file):
    """The kind of document that a file is; Unreadable where it is none that can be kept."""
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    if not start:
        raise Unreadable(EMPTY)
    if b"%PDF-" in start:
        return PDF
    if start.startswith(b"PK\x03\x04"):
        return _packed(file)
    if start.startswith(OLD_OFFICE):
        return _old_office(file)
    if start.startswith(b"{\\rtf"):
        raise Unreadable(f"This is a file in Rich Text Format (.rtf). {TO_WORD}")
    raise Unreadable(NO_DOCUMENT)


def _packed(file):
    try:
        with zipfile.ZipFile(file) as packed:
            _within_limits(packed)
            return _kind_of_zip(packed)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Unreadable(DAMAGED) from error
    finally:
        file.seek(0)


def _within_limits(packed):
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(TOO_MUCH)
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(LOCKED)


def _kind_of_zip(packed):
    names = set(packed.namelist())
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable(MACROS)
    if WORD_PART in names and "[Content_Types].xml" in names:
        return DOCX
    if "mimetype" in names:
        with packed.open("mimetype") as said:
            if said.read(100).strip() == OPEN_TEXT:
                return ODT
    raise Unreadable(OTHER_ZIP)


def _old_office(file):
    """Files of the old Office hold a folder of streams, whose names tell what they are."""
    found = _streams(file, ("EncryptedPackage", "WordDocument"))
    if "EncryptedPackage" in found:
        raise Unreadable(LOCKED)
    if "WordDocument" in found:
        return DOC
    raise Unreadable(NO_DOCUMENT)


def _streams(file, names):
    wanted = {name: name.encode("utf-16-le") for name in names}
    found, before = set(), b""
    while piece := file.read(PIECE):
        found |= {name for name, coded in wanted.items() if coded in before + piece}
        before = piece[-64:]
    file.seek(0)
    return found
