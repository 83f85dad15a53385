"""What every kind of file becomes: a table with a first line, and rows that are numbered."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

WIDEST = 60  # columns; what stands further right is not read
TITLE_LINES = 60  # how far down the line that names the columns may stand

SAVE_AS = "Save it as “CSV UTF-8” or as an Excel workbook (.xlsx) and upload that."
NO_TEXT = f"This is not a table that can be read: it is neither text nor a workbook. {SAVE_AS}"
EMPTY = "The file is empty."


class Unreadable(Exception):
    """A file that cannot be read as a table, in words for the person who chose it."""


@dataclass
class Sheet:
    """A table: its first line, then (row number as a spreadsheet counts, cells) each.

    ``expected`` is how many rows there will be, about; ``notes`` say how it was understood;
    ``above`` holds the titles and notes that stood before the line that names the columns.
    """

    header: list
    rows: Iterator
    expected: int
    notes: list = field(default_factory=list)
    above: list = field(default_factory=list)
    header_row: int = 1


def table(rows, fits=None, *, lines=0, notes=()):
    """The table in (number, cells) rows; its first line is the one that fits best.

    ``fits`` says of a line's cells how well it names the columns, from 0 to 1. Without it, or
    where no line fits at all, the first line that says anything is taken.
    """
    speaking = (pair for pair in rows if any(pair[1]))
    start = list(islice(speaking, TITLE_LINES if fits else 1))
    if not start:
        raise Unreadable(EMPTY)
    at = max(range(len(start)), key=lambda n: fits(start[n][1])) if fits else 0
    number, cells = start[at]
    header = ["" if cell is None else str(cell) for cell in cells]
    while not header[-1]:  # a workbook's lines are all as wide as we ask for
        header.pop()
    return Sheet(
        header,
        chain(start[at + 1 :], rows),
        max(lines - number, 0),
        list(notes),
        [cells for _, cells in start[:at]],
        number,
    )
