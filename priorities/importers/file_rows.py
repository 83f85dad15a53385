"""The very rows of a file that a figure came from, as they stand in it."""

import re
from contextlib import contextmanager
from dataclasses import dataclass, field

from priorities.importers.registry import READERS
from records.sheets import Unreadable, opened

FURTHEST = 200_000  # rows; what lies deeper is not looked for while somebody waits
MOST = 24
LARGEST = 60 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class FileRows:
    """The header and the rows by their number; or why they cannot be shown."""

    header: list = field(default_factory=list)
    rows: list = field(default_factory=list)  # (number, cells)
    why_not: str = ""
    more: bool = False


def wanted_rows(words):
    """The numbers in “rows 12 to 15, 20”."""
    numbers = set()
    for first, last in re.findall(r"(\d+)(?:\s*(?:to|-|–)\s*(\d+))?", words):
        end = int(last or first)
        numbers.update(range(int(first), min(end, int(first) + MOST) + 1))
    return sorted(numbers)


def file_rows(batch, words):
    """The rows that a figure names, read from the file that was kept."""
    numbers = wanted_rows(words)
    if not numbers:
        return FileRows(why_not="The file's rows are not recorded for this figure.")
    if numbers[0] > FURTHEST:
        return FileRows(why_not="These rows lie too deep in the file to be shown here.")
    try:
        if batch.file.size > LARGEST:
            return FileRows(why_not="The file is too large to be opened here.")
        with batch.file.open("rb") as file, _sheet(batch, file) as sheet:
            return _read(sheet, numbers)
    except (OSError, ValueError, Unreadable):
        return FileRows(why_not="The file is no longer kept, or cannot be read.")


@contextmanager
def _sheet(batch, file):
    """The table as its dataset's reader found it, with the line that names the columns."""
    if batch.dataset not in READERS:
        with opened(file) as sheet:
            yield sheet
        return
    with READERS[batch.dataset].opened(file, batch) as reader:
        yield reader.sheet


def _read(sheet, numbers):
    wanted, found = set(numbers), []
    for number, cells in sheet.rows:
        if number in wanted:
            found.append((number, ["" if cell is None else str(cell) for cell in cells]))
        if number >= numbers[-1] or len(found) >= MOST:
            break
    header = [" ".join(str(cell).split()) for cell in sheet.header]
    return FileRows(header, found[:MOST], more=len(numbers) > MOST)
