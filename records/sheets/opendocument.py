"""OpenDocument spreadsheets (.ods), read a row at a time as their XML goes by.

Libraries for them build the whole tree in memory, which for open data can be gigabytes.
"""

import zipfile
import zlib
from contextlib import contextmanager
from itertools import groupby
from xml.parsers import expat  # it refuses to unfold entities; a DOCTYPE is refused below

from records.sheets.sheet import EMPTY, NO_TEXT, WIDEST, Unreadable, table

CONTENT = "content.xml"
PIECE = 64 * 1024
LONGEST_CELL = 10_000  # letters; what is longer is no cell of a table
MOST_ALIKE = 10_000  # rows that one piece of XML may stand for
TOO_MANY_ALIKE = "Row {} is repeated {:,} times. Save the sheet as CSV and upload that."

OFFICE, TABLE, TEXT = (
    f"urn:oasis:names:tc:opendocument:xmlns:{part}:1.0 " for part in ("office", "table", "text")
)
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
NUMBERS = {"float", "percentage", "currency"}
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError, NotImplementedError),
    *(KeyError, ValueError, EOFError, OSError),
)


@contextmanager
def opened_document(file, name="", fits=None):
    """The table in the sheet of this name, else in the first one that fits."""
    try:
        packed = zipfile.ZipFile(file)
    except BROKEN as error:
        raise Unreadable(NO_TEXT) from error
    with packed:
        yield _named(packed, name, fits) or _fitting(packed, fits)


def _named(packed, name, fits):
    sheets = _sheets(packed) if name else ()
    return next((table(rows, fits) for _, title, rows in sheets if title == name), None)


def _fitting(packed, fits):
    """The first sheet whose columns are all named, else the one that comes nearest."""
    best, nearest = None, -1
    for at, _, rows in _sheets(packed):
        try:
            found = table(rows, fits)
        except Unreadable:
            continue  # an empty sheet, or one of pictures
        near = fits(found.header) if fits else 1
        if near == 1:
            return found  # its rows go on from here; nothing is read twice
        if near > nearest:
            best, nearest = at, near
    if best is None:
        raise Unreadable(EMPTY)
    return next(table(rows, fits) for at, _, rows in _sheets(packed) if at == best)


def _sheets(packed):
    """Each sheet as (place, name, its numbered rows), one after the other."""
    for (at, name), rows in groupby(_rows(packed), key=lambda row: row[0]):
        yield at, name, ((number, cells) for _, number, cells in rows)


def _rows(packed):
    parsed = _Parsed()
    try:
        with packed.open(CONTENT) as content:
            while piece := content.read(PIECE):
                parsed.feed(piece)
                yield from parsed.taken()
    except BROKEN as error:
        raise Unreadable(NO_TEXT) from error


class _Parsed:
    """Rows as they come out of the XML: ((sheet, its name), row number, cells)."""

    def __init__(self):
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._letters
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._rows, self._sheet, self._sheets = [], None, 0
        self._number, self._alike, self._cells = 0, 1, []
        self._cell, self._text, self._remarks = None, [], 0

    def feed(self, piece):
        self._parser.Parse(piece)

    def taken(self):
        rows, self._rows = self._rows, []
        return rows

    def _doctype(self, *_):
        raise Unreadable(NO_TEXT)

    def _start(self, tag, attributes):
        if tag in CELLS:
            self._cell, self._text = attributes, []
        elif tag == f"{TABLE}table-row":
            self._cells = []
            self._alike = int(attributes.get(f"{TABLE}number-rows-repeated", 1))
        elif tag == f"{TABLE}table":
            self._sheet, self._number = (self._sheets, attributes.get(f"{TABLE}name", "")), 0
            self._sheets += 1
        elif tag == f"{OFFICE}annotation":
            self._remarks += 1
        elif self._cell is not None:
            self._inside(tag, attributes)

    def _inside(self, tag, attributes):
        if tag == f"{TEXT}p" and self._text:
            self._letters("\n")
        elif tag == f"{TEXT}s":
            self._letters(" " * min(int(attributes.get(f"{TEXT}c", 1)), LONGEST_CELL))
        elif tag in {f"{TEXT}tab", f"{TEXT}line-break"}:
            self._letters(" ")

    def _letters(self, letters):
        if self._cell is not None and not self._remarks and len(self._text) < LONGEST_CELL:
            self._text.append(letters[:LONGEST_CELL])

    def _end(self, tag):
        if tag in CELLS:
            again = int(self._cell.get(f"{TABLE}number-columns-repeated", 1))
            room = max(WIDEST - len(self._cells), 0)
            self._cells += [self._value()] * min(again, room)
            self._cell = None
        elif tag == f"{TABLE}table-row":
            self._keep_row()
        elif tag == f"{OFFICE}annotation":
            self._remarks -= 1

    def _value(self):
        kind = self._cell.get(f"{OFFICE}value-type")
        if kind in NUMBERS:
            number = float(self._cell[f"{OFFICE}value"])
            return int(number) if number.is_integer() else number
        if kind == "date":
            return self._cell[f"{OFFICE}date-value"]
        return "".join(self._text)[:LONGEST_CELL]

    def _keep_row(self):
        first, self._number = self._number + 1, self._number + self._alike
        if not any(cell not in ("", None) for cell in self._cells):
            return
        if self._alike > MOST_ALIKE:
            raise Unreadable(TOO_MANY_ALIKE.format(first, self._alike))
        self._rows += [
            (self._sheet, number, list(self._cells)) for number in range(first, self._number + 1)
        ]
