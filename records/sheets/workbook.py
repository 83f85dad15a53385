"""Excel workbooks, read a row at a time."""

import zipfile
import zlib
from contextlib import contextmanager

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from records.sheets.sheet import EMPTY, NO_TEXT, WIDEST, Unreadable, table

BROKEN = (
    *(InvalidFileException, zipfile.BadZipFile, zlib.error, NotImplementedError),
    *(KeyError, IndexError, ValueError, SyntaxError, OSError, EOFError),
)


@contextmanager
def opened_workbook(file, name="", fits=None):
    """The table in the sheet of this name, else in the first one that fits."""
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except BROKEN as error:
        raise Unreadable(NO_TEXT) from error
    try:
        yield _chosen(book, name, fits)
    finally:
        book.close()


def _chosen(book, name, fits):
    sheets = [book[name]] if name in book.sheetnames else book.worksheets
    if not sheets:
        raise Unreadable(EMPTY)
    if fits is None:
        return _table(sheets[0], None)
    return best_of((lambda page=page: _table(page, fits) for page in sheets), fits)


def best_of(ways, fits):
    """The first of some tables whose columns are all named, else the one that comes nearest."""
    best = None
    for open_it in ways:
        try:
            found = open_it()
        except Unreadable:
            continue  # an empty sheet, or one of pictures
        if fits(found.header) == 1:
            return found
        if best is None or fits(found.header) > fits(best.header):
            best = found
    if best is None:
        raise Unreadable(EMPTY)
    return best


def _table(page, fits):
    return table(_rows(page), fits, lines=page.max_row or 0)


def _rows(page):
    try:
        found = page.iter_rows(max_col=WIDEST, values_only=True)
        for number, cells in enumerate(found, start=1):
            yield number, list(cells)
    except BROKEN as error:
        raise Unreadable(NO_TEXT) from error
