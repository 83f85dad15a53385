"""CSV and XLSX files, read a row at a time whatever made them: their letters, their separators."""

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

SHEET = "Contributions"
PIECE = 64 * 1024
WIDEST = 60
# What a small file may unfold to: a spreadsheet is a zip, and a zip can be a bomb.
MOST_UNPACKED = 150 * 1024 * 1024

SAVE_AS = "Save it as “CSV UTF-8” or as an Excel workbook (.xlsx) and upload that."
NO_TEXT = f"This is not a table that can be read: it is neither text nor a workbook. {SAVE_AS}"
UTF_16 = f"This file is written in UTF-16 (“Unicode text”). {SAVE_AS}"
OLD_EXCEL = "This is a workbook of the old kind (.xls). Save it as an Excel workbook (.xlsx)."
OTHER_ZIP = f"This is a packed file, but not an Excel workbook. {SAVE_AS}"
TOO_MUCH = "This workbook unfolds to far more than contributions need. Save only its first sheet."
NO_LETTERS = f"The letters of this file cannot be told: neither UTF-8 nor Windows-1252. {SAVE_AS}"
EMPTY = "The file is empty."
AS_WINDOWS = (
    "The file is not in UTF-8, so it was read as Windows-1252, the usual of Excel in Britain. "
    "See below whether letters such as £ and é are right."
)


class Unreadable(Exception):
    """A file that cannot be read as a table, in words for the person who chose it."""


@dataclass
class Sheet:
    """A table: its first line, then (row number as a spreadsheet counts, cells) each.

    ``expected`` is how many rows there will be, about; ``notes`` say how it was understood.
    """

    header: list
    rows: Iterator
    expected: int
    notes: list = field(default_factory=list)


def extension_of(file):
    """csv or xlsx, as its contents say; Unreadable where it is neither."""
    file.seek(0)
    start = file.read(8)
    if not start:
        raise Unreadable(EMPTY)
    if start.startswith(b"PK\x03\x04"):
        return _workbook(file)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(OLD_EXCEL)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Unreadable(UTF_16)
    file.seek(0)
    if any(b"\0" in piece for piece in _pieces(file)):
        # Latin letters in UTF-16: every second byte is nothing.
        halves = (start[::2], start[1::2])
        raise Unreadable(UTF_16 if {any(half) for half in halves} == {True, False} else NO_TEXT)
    if start.startswith(b"%PDF"):
        raise Unreadable(NO_TEXT)
    return "csv"


def _workbook(file):
    try:
        with zipfile.ZipFile(file) as packed:
            if "xl/workbook.xml" not in packed.namelist():
                raise Unreadable(OTHER_ZIP)
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Unreadable(TOO_MUCH)
    except zipfile.BadZipFile as error:
        raise Unreadable(NO_TEXT) from error
    return "xlsx"


def _pieces(file):
    return iter(lambda: file.read(PIECE), b"")


@contextmanager
def opened(file):
    """The table in a file, for as long as the block lasts."""
    if extension_of(file) == "xlsx":
        with _opened_workbook(file) as sheet:
            yield sheet
    else:
        yield _csv(file)


# ---- text


def _csv(file):
    encoding, lines = _encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    delimiter, skipped = _delimiter(text)
    reader = csv.reader(text, delimiter=delimiter)
    rows = _numbered(reader, skipped)
    number, header = next(((n, cells) for n, cells in rows if any(cells)), (0, None))
    if header is None:
        raise Unreadable(EMPTY)
    notes = [AS_WINDOWS] if encoding == "cp1252" else []
    if delimiter != ",":
        notes.append(f"Its columns are divided by {NAMES[delimiter]}.")
    return Sheet(header, rows, max(lines - number, 0), notes)


NAMES = {",": "commas", ";": "semicolons", "\t": "tabs"}


def _encoding(file):
    """The first way of writing letters in which the whole file makes sense, and its line ends."""
    for encoding in ("utf-8-sig", "cp1252"):
        file.seek(0)
        decoder, lines, piece = codecs.getincrementaldecoder(encoding)(), 0, b""
        try:
            for piece in _pieces(file):
                lines += decoder.decode(piece).count("\n")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding, lines + (not piece.endswith(b"\n"))
    raise Unreadable(NO_LETTERS)


def _delimiter(text):
    """What divides the cells of the first line that says something; leaves the text before it."""
    skipped = 0
    while True:
        at = text.tell()
        line = text.readline(PIECE)
        if not line:
            return ",", skipped
        if line.lower().startswith("sep=") and line[4:5] in NAMES:  # Excel's own way to name it
            return line[4], skipped + 1
        if line.strip():
            text.seek(at)
            return max(NAMES, key=lambda mark: _outside_quotes(line).count(mark)), skipped
        skipped += 1


def _outside_quotes(line):
    return "".join(line.split('"')[::2])


def _numbered(reader, skipped):
    number = skipped
    try:
        for number, cells in enumerate(reader, start=skipped + 1):
            yield number, cells[:WIDEST]
    except csv.Error as error:
        raise Unreadable(
            f'Row {number + 1} cannot be read. Look for a quotation mark (") that is opened there '
            "and never closed."
        ) from error


# ---- workbooks


@contextmanager
def _opened_workbook(file):
    try:
        book = load_workbook(file, read_only=True, data_only=True)
        page = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
    except BROKEN as error:
        raise Unreadable(NO_TEXT) from error
    try:
        rows = _of_page(page)
        number, header = next(((n, c) for n, c in rows if any(c)), (0, None))
        if header is None:
            raise Unreadable(EMPTY)
        header = ["" if cell is None else str(cell) for cell in header]
        yield Sheet(header, rows, max((page.max_row or 0) - number, 0))
    finally:
        book.close()


BROKEN = (
    *(InvalidFileException, zipfile.BadZipFile, zlib.error),
    *(KeyError, IndexError, ValueError, SyntaxError, OSError, EOFError),
)


def _of_page(page):
    try:
        found = page.iter_rows(max_col=WIDEST, values_only=True)
        for number, cells in enumerate(found, start=1):
            yield number, list(cells)
    except BROKEN as error:
        raise Unreadable(NO_TEXT) from error
