"""CSV, XLSX and ODS files, read a row at a time whatever made them."""

import codecs
import zipfile
from contextlib import contextmanager

from records.sheets.opendocument import opened_document
from records.sheets.sheet import EMPTY, NO_TEXT, SAVE_AS, TITLE_LINES, WIDEST, Sheet, Unreadable
from records.sheets.text import opened_text, pieces
from records.sheets.workbook import opened_workbook

__all__ = ["TITLE_LINES", "WIDEST", "Sheet", "Unreadable", "extension_of", "opened"]

# What a small file may unfold to: a spreadsheet is a zip, and a zip can be a bomb. zipfile
# itself reads no more of each part than the zip's own list promises.
MOST_UNPACKED = 150 * 1024 * 1024
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
# The part of a workbook that is held in memory as a whole.
HELD_PART = "xl/sharedStrings.xml"
MOST_HELD = 48 * 1024 * 1024

UTF_16 = f"This file is written in UTF-16 (“Unicode text”). {SAVE_AS}"
OLD_EXCEL = "This is a workbook of the old kind (.xls). Save it as an Excel workbook (.xlsx)."
OTHER_ZIP = (
    f"This is a packed file, but not an Excel workbook, nor an OpenDocument spreadsheet. {SAVE_AS}"
)
TOO_MUCH = "This workbook unfolds to far more than a table needs. Save only the sheet that matters."


def extension_of(file, *, most_unpacked=None):
    """csv, xlsx or ods, as its contents say; Unreadable where it is none of them."""
    file.seek(0)
    start = file.read(8)
    if not start:
        raise Unreadable(EMPTY)
    if start.startswith(b"PK\x03\x04"):
        return _packed(file, most_unpacked or MOST_UNPACKED)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(OLD_EXCEL)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Unreadable(UTF_16)
    file.seek(0)
    if any(b"\0" in piece for piece in pieces(file)):
        # Latin letters in UTF-16: every second byte is nothing.
        halves = (start[::2], start[1::2])
        raise Unreadable(UTF_16 if {any(half) for half in halves} == {True, False} else NO_TEXT)
    if start.startswith(b"%PDF"):
        raise Unreadable(NO_TEXT)
    return "csv"


def _packed(file, most_unpacked):
    try:
        with zipfile.ZipFile(file) as packed:
            sizes = {part.filename: part.file_size for part in packed.infolist()}
            kind = _kind(packed, sizes)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Unreadable(NO_TEXT) from error
    if kind is None:
        raise Unreadable(OTHER_ZIP)
    if sum(sizes.values()) > most_unpacked or sizes.get(HELD_PART, 0) > MOST_HELD:
        raise Unreadable(TOO_MUCH)
    return kind


def _kind(packed, names):
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" in names:
        with packed.open("mimetype") as said:
            return "ods" if said.read(100) == OPEN_DOCUMENT else None
    return None


@contextmanager
def opened(file, *, name="", fits=None, most_unpacked=None):
    """The table in a file, for as long as the block lasts.

    Of several sheets the one of this ``name``; else the first whose lines ``fits`` (see
    ``table``); else the first.
    """
    kind = extension_of(file, most_unpacked=most_unpacked)
    if kind == "xlsx":
        with opened_workbook(file, name, fits) as sheet:
            yield sheet
    elif kind == "ods":
        with opened_document(file, name, fits) as sheet:
            yield sheet
    else:
        yield opened_text(file, fits)
