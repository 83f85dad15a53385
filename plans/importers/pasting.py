"""Rows pasted from a spreadsheet: cells, columns, and what each row would add or change."""

import csv
import datetime
import hashlib
import io
import itertools

from records import sheets
from records.cells import plain
from records.columns import Columns
from records.sheets import Unreadable

MOST_ROWS = 500
MOST_BYTES = 1_000_000
TOO_LONG = f"A paste holds at most {MOST_ROWS} rows. Paste a part of them, then the rest."
TOO_BIG = "A paste or file holds at most 1 MB. Take a part of it, then the rest."
NOTHING = "There is nothing in it."
NUMBER, SECTION = "number", "section"
ORDER = ("wording", "elements", "lead", "by")
LABELS = {NUMBER: "No.", SECTION: "Section", "wording": "Action", "elements": "Elements"}
LABELS |= {"lead": "Lead", "by": "By"}
KNOWN = Columns(
    {
        NUMBER: ("no", "no.", "#", "nr", "ref"),
        SECTION: ("chapter", "heading"),
        "wording": ("action", "actions", "task", "what", "what we will do", "activity"),
        "elements": ("element",),
        "lead": ("leads", "owner", "who", "by whom", "lead organisation", "lead agency"),
        "by": ("by when", "when", "date", "due", "due date", "deadline", "timescale"),
    },
)


def text_cells(text):
    """The cells of tab-separated text, as Excel and LibreOffice put it on the clipboard."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if len(text.encode()) > MOST_BYTES:
        raise Unreadable(TOO_BIG)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
    except csv.Error:
        rows = None
    if rows is None or any("\t" in cell for row in rows for cell in row):
        # A quotation mark at the start of a cell that is never closed: it is only a letter.
        rows = [line.split("\t") for line in text.split("\n")]
    return _limited([[cell.strip() for cell in row] for row in rows])


def file_text(file):
    """An uploaded CSV, Excel or OpenDocument file as tab-separated text."""
    if file.size > MOST_BYTES:
        raise Unreadable(TOO_BIG)
    with sheets.opened(file, fits=_fits) as sheet:
        found = itertools.islice(sheet.rows, MOST_ROWS + 2)
        rows = _limited([sheet.header, *([_cell(one) for one in cells] for _, cells in found)])
    text = io.StringIO()
    csv.writer(text, delimiter="\t", lineterminator="\n").writerows(rows)
    return text.getvalue()


def _fits(cells):
    """How far a line names columns, for the line that does so may stand below a title."""
    named = {KNOWN.named(cell) for cell in cells} - {None}
    return min(len(named), 3) / 3


def _cell(value):
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else plain(str(value)).strip()


def _limited(rows):
    rows = [row for row in rows if any(row)]
    if not rows:
        raise Unreadable(NOTHING)
    if len(rows) > MOST_ROWS + 1:  # the first may name the columns
        raise Unreadable(TOO_LONG)
    return rows


def named_columns(rows, start=""):
    """Which column stands where, the rows below the names, and the names that are not read."""
    header = rows[0]
    speaking = [name for name in header if name]
    known = [name for name in speaking if KNOWN.named(name)]
    if 2 * len(known) >= len(speaking):
        places, unread = KNOWN.places(header)
        if len(rows) == 1:
            raise Unreadable("There are only the names of columns in it, and no row below them.")
        return places, rows[1:], unread
    order = ORDER[ORDER.index(start) :] if start in ORDER else ORDER
    if not start and all(row[0].isdecimal() for row in rows):
        order = (NUMBER, *ORDER)
    width = max(map(len, rows))
    unread = [f"column {number}" for number in range(len(order) + 1, width + 1)]
    return {name: place for place, name in enumerate(order[:width])}, rows, unread


def stamp(text, chosen, lines):
    """What a preview was made of: the words pasted, the choices, and the rows they meet."""
    met = [f"{line.row.action.uid} {line.row.action.version}" for line in lines if line.row]
    words = "\n".join(text.split("\r\n")).strip()  # a browser sends other line ends than it got
    return hashlib.sha256("\n".join([words, *map(str, chosen), *met]).encode()).hexdigest()
