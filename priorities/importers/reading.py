"""What every dataset's reader gives: figures summed up, or changes to what the portal knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from records import sheets
from records.columns import Columns, letter

MOST_FAULTS = 500  # kept and shown; whoever has more corrects these first
PIECE = 1000  # rows between two signs of life
# A year of open data is some hundred MB once unpacked; it is read as it goes by.
MOST_UNPACKED = 1024**3
LICENCE = "Open Government Licence v3.0"

UNUSED = "These columns were not used: {}."
NEEDED = "Fill this in: the rest of the row means nothing without it."
NO_NUMBER = "This is not a number. Write it with the digits 0 to 9."


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure that a file gives, summed up; ``rows`` says where, as in “rows 12 to 15”."""

    code: str
    area: int
    starts_on: date
    ends_on: date
    level: Decimal | int | None
    rows: str
    rate: Decimal | None = None
    missing: str = ""
    firmness: str = ""
    printed: str = ""
    queried: str = ""


@dataclass(frozen=True)
class CountedMeasure:
    """What a dataset counts; made as a measure when its first figure comes in.

    ``whole`` is the code of the measure of which it is a part, ``topic`` the name of a topic.
    """

    code: str
    name: str
    noun: str = "offences"
    good: str = "lower"
    reason: str = ""
    whole: str = ""
    topic: str = ""
    unit: str = "count"
    smallest_shown: int = 5
    source: str = ""


class TableReader:
    """A file of one dataset, read to its end; what it holds is kept summed up.

    A dataset says its ``columns`` (with the other names people write over them) and which of
    them are ``needed``: by these the line that names the columns is found, wherever it stands.
    """

    columns = {}
    needed = ()
    asks = ()  # what the person must state where the file does not: "year", "month", "area", ...
    # What is offered on the page when a file is brought in; whoever does it can change it.
    source = ""
    source_url = ""
    licence = LICENCE
    about = ""  # which file is meant, in a sentence

    def __init__(self, sheet, batch):
        self.sheet = sheet
        self.batch = batch
        self.notes = list(sheet.notes)
        self.faults = []
        self.fault_count = 0
        self.rows_seen = 0
        line = f"Row {sheet.header_row}"
        self.places, unused = self.known_columns().places(sheet.header, line)
        if unused:
            names = ", ".join(f"“{name}”" for name in unused)[:300]
            self.notes.append(UNUSED.format(names))

    @classmethod
    def known_columns(cls):
        return Columns(cls.columns, needed=cls.needed)

    @classmethod
    def extension_of(cls, file):
        """By which ending a file is kept, as its contents say; Unreadable where it is no table."""
        found = sheets.extension_of(file, most_unpacked=MOST_UNPACKED)
        file.seek(0)
        return found

    @classmethod
    @contextmanager
    def opened(cls, file, batch):
        """The reader of a file, for as long as the block lasts."""
        name, fits = batch.stated.get("sheet", ""), cls.known_columns().fits
        with sheets.opened(file, name=name, fits=fits, most_unpacked=MOST_UNPACKED) as sheet:
            yield cls(sheet, batch)

    def read(self, beat):
        """Take in every row, with a sign of life now and then."""
        raise NotImplementedError

    def measures(self) -> list[CountedMeasure]:
        """What was counted; each figure names one of them."""
        return []

    def figures(self) -> Iterator[Counted]:
        """The figures, once the file was read to its end."""
        return iter(())

    def changes(self) -> list[dict]:
        """For what is no figure: what is new, as {"what", "words"}; nothing where all is here."""
        return []

    def differing(self) -> int:
        """How much of it is here already with other values, so that the person must choose."""
        return 0

    def apply(self, *, by, now) -> int:
        """Keep what is new, inside one transaction; return how many things were made."""
        raise NotImplementedError

    # ---- for the readers themselves

    def rows(self, beat):
        """(row number, cells) of every row that says something."""
        for number, cells in self.sheet.rows:
            if any(cells):
                self.rows_seen += 1
                if self.rows_seen % PIECE == 0:
                    beat(self.rows_seen)
                yield number, cells
        beat(self.rows_seen)

    def cell(self, cells, column):
        """What a row says in a column, without blanks around it; "" where it says nothing."""
        place = self.places.get(column)
        if place is None or place >= len(cells) or cells[place] is None:
            return ""
        return str(cells[place]).strip()

    def fault(self, row, column, value, message):
        """Note what is wrong in a cell, and what to do."""
        self.fault_count += 1
        if len(self.faults) < MOST_FAULTS:
            place = self.places.get(column)
            named = column
            if place is not None:
                named = f"{letter(place)}, {' '.join(self.sheet.header[place].split())}"
            said = {"row": row, "column": named, "value": str(value)[:200], "message": message}
            self.faults.append(said)


def rows_between(count, first, last):
    """Rows as people say them: “row 8”, “rows 12 to 15”, “4 rows from 12 to 88”."""
    if count == 1:
        return f"row {first}"
    together = last - first == count - 1
    return f"rows {first} to {last}" if together else f"{count:,} rows from {first} to {last}"
