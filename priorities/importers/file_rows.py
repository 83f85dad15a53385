"""The very rows of a file that a figure came from, as they stand in it."""

import re
from dataclasses import dataclass, field

from partnership.models.names import alike
from priorities.importers.registry import READERS
from records.sheets import Unreadable

FURTHEST = 200_000  # rows; what lies deeper is not looked for while somebody waits
MOST = 24  # rows that are shown
LARGEST = 60 * 1024 * 1024  # bytes

NOT_RECORDED = "The rows of the file are not recorded for this figure."
TOO_DEEP = "These rows lie too deep in the file to be shown here."
TOO_LARGE = "The file is too large to be opened here."
GONE = "The file is no longer kept, or cannot be read."


@dataclass(frozen=True)
class FileRows:
    """The line that names the columns, and rows by their number; or why they cannot be shown."""

    header: list = field(default_factory=list)
    rows: list = field(default_factory=list)  # (number, cells)
    why_not: str = ""
    note: str = ""


@dataclass(frozen=True)
class Wanted:
    """Which rows a figure names: all from one to another, or so many of these."""

    first: int
    last: int
    count: int

    @classmethod
    def of(cls, words):
        """From “row 8”, “rows 12 to 15” or “4 rows from 12 to 88”; None from anything else."""
        found = re.fullmatch(r"(?:([\d,]+) )?rows? (?:from )?(\d+)(?: to (\d+))?", words)
        if not found:
            return None
        first, last = int(found[2]), int(found[3] or found[2])
        count = int(found[1].replace(",", "")) if found[1] else last - first + 1
        return cls(first, last, count)

    @property
    def scattered(self):
        return self.count < self.last - self.first + 1


def file_rows(figure):
    """The rows that a figure names, read from the file that was kept."""
    wanted, batch = Wanted.of(figure.rows), figure.batch
    if wanted is None or batch.dataset not in READERS:
        return FileRows(why_not=NOT_RECORDED)
    if wanted.first > FURTHEST:
        return FileRows(why_not=TOO_DEEP)
    try:
        if batch.file.size > LARGEST:
            return FileRows(why_not=TOO_LARGE)
        with batch.file.open("rb") as file, READERS[batch.dataset].opened(file, batch) as reader:
            header = [" ".join(str(cell).split()) for cell in reader.sheet.header]
            return _shown(header, list(_between(reader.sheet, wanted)), wanted, figure)
    except (OSError, ValueError, Unreadable):
        return FileRows(why_not=GONE)


def _between(sheet, wanted):
    for number, cells in sheet.rows:
        if number > min(wanted.last, FURTHEST):
            return
        if number >= wanted.first:
            yield number, ["" if cell is None else str(cell) for cell in cells]


def _shown(header, rows, wanted, figure):
    """Where the rows are scattered, those that name the place, and the measure where some do."""
    if not wanted.scattered:
        return FileRows(header, rows[:MOST], note=_more(len(rows)))
    of_place = [row for row in rows if _names(row, figure.area.name)]
    exact = [row for row in of_place if _names(row, figure.measure.name)]
    found = exact if len(exact) == wanted.count else of_place
    if len(found) == wanted.count:
        return FileRows(header, found[:MOST], note=_more(len(found)))
    counted = f"{wanted.count:,} of the rows on this place were counted."
    return FileRows(header, found[:MOST], note=f"{counted} {_more(len(found))}".strip())


def _names(row, name):
    wanted = alike(name)
    return any(alike(cell).startswith(wanted) for cell in row[1])


def _more(count):
    return f"The first {MOST} of {count:,} rows are shown." if count > MOST else ""
