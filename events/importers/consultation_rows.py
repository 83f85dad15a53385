"""A table of consultation records, read: each row understood, each fault with row and column."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from events.models import Consultation, Event
from events.models.events import EventKind
from records.columns import key, letter
from records.sheets import Unreadable, opened

MOST = 500
WHOLE_NUMBER = r"[0-9]{1,10}|[0-9]{1,3}(,[0-9]{3})+"
LARGEST_NUMBER = 2_147_483_647  # what every database keeps as a whole number
# What the method's words tell; whatever they do not tell is a survey.
METHODS = (
    (EventKind.FOCUS_GROUPS, r"\bfocus[- ]groups?\b"),
    (EventKind.WEB, r"\b(web|website|web-based|on-?line|internet)\b"),
)


class Unfit(ValueError):
    """What is wrong with a cell, and what to do."""


# ---- cells


def _text(model, name):
    longest = model._meta.get_field(name).max_length

    def read(said):
        if len(said) > longest:
            raise Unfit(f"This has {len(said):,} characters. Keep it to {longest}.")
        if "\n" in said or "\r" in said:
            raise Unfit("Write it on one line. A quotation mark may be opened and never closed.")
        return said

    return read


def _day(said):
    if not said:
        return None
    found = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", said)
    try:
        return datetime.date(*(int(part) for part in reversed(found.groups())))
    except (AttributeError, ValueError):
        raise Unfit("Write the day as dd/mm/yyyy, for instance 26/07/2001.") from None


def _number(said):
    plain = said.replace(",", "")
    if not said:
        return None
    if not re.fullmatch(WHOLE_NUMBER, said) or int(plain) > LARGEST_NUMBER:
        raise Unfit("Write a whole number, or leave it empty if it is not recorded.")
    return int(plain)


def _percent(said):
    plain = said.removesuffix("%").strip()
    if not plain:
        return None
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", plain) or Decimal(plain) > 100:
        raise Unfit("Write per cent from 0 to 100 with at most two decimals, or leave it empty.")
    return Decimal(plain)


@dataclass(frozen=True)
class Column:
    """One column: what it holds, in words for who writes the file, and how its cells are read."""

    words: str
    read: Callable
    needed: bool = False


COLUMNS = {
    "source_id": Column(
        "The record's number in its source. The same number is taken in once",
        _text(Consultation, "source_id"),
        needed=True,
    ),
    "title": Column("Its title", _text(Event, "title"), needed=True),
    "subject": Column("What it was about", _text(Consultation, "subjects")),
    "commissioned_by": Column("Who had it done", _text(Consultation, "commissioned_by")),
    "geographic_area": Column(
        "The area, as the source says it; several with a semicolon between them",
        _text(Event, "place_as_stated"),
    ),
    "method": Column("As in “Questionnaire - postal” or “Web”", _text(Consultation, "method")),
    "consultation_with": Column("Who was asked", _text(Consultation, "asked_of")),
    "date_start": Column("First day, dd/mm/yyyy", _day),
    "date_end": Column("Last day, dd/mm/yyyy", _day),
    "undertaken_by": Column("Who did it", _text(Consultation, "undertaken_by")),
    "number_in_sample": Column("How many were asked", _number),
    "number_of_responses": Column("How many answered", _number),
    "response_rate_percent": Column("The response rate as its source states it", _percent),
}
NAMES = {key(name): name for name in COLUMNS}


# ---- rows


@dataclass(frozen=True)
class Fault:
    """Something that cannot be taken in, where it stands, and what to do."""

    row: int
    column: str
    said: str
    words: str


@dataclass
class Row:
    """One record: its row as a spreadsheet counts, its cells as written and as understood."""

    number: int
    said: dict
    values: dict = field(default_factory=dict)

    @property
    def source_id(self):
        """Its number in its source, for comparing; large and small letters are the same."""
        return self.said["source_id"].casefold()

    @property
    def kind(self):
        """How people were asked; where several methods are named, the first decides."""
        first = self.values["method"].split(";")[0].casefold()
        return next((kind for kind, words in METHODS if re.search(words, first)), EventKind.SURVEY)

    @property
    def date_as_stated(self):
        return " - ".join(filter(None, [self.said["date_start"], self.said["date_end"]]))


@dataclass
class Reading:
    """A whole file: its rows and its faults, and how it was understood."""

    rows: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    notes: list = field(default_factory=list)


def read(file):
    """Read an uploaded file to its end; Unreadable where it is no table of consultations."""
    found = Reading()
    with opened(file) as sheet:
        places, unused = _places(sheet.header)
        found.notes += sheet.notes
        for number, cells in sheet.rows:
            said = [_words(cell) for cell in cells]
            if any(said):
                _take(found, number, said, places, len(sheet.header))
            if len(found.rows) > MOST:
                raise Unreadable(f"A file may hold {MOST} consultations. Divide it into several.")
    if unused:
        found.notes.append(f"These columns are not read: {', '.join(unused)}.")
    if not found.rows:
        raise Unreadable("The file has column names but no row below them.")
    return found


def _words(cell):
    """A cell as people would type it into a text file."""
    if isinstance(cell, datetime.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _places(header):
    """Where each column stands, and the names of those that nobody asked for."""
    places, unused = {}, []
    for place, words in enumerate(header):
        name = NAMES.get(key(words))
        if name in places:
            raise Unreadable(f"Two columns are named “{name}”. Take one of them out.")
        if name:
            places[name] = place
        elif words.strip():
            unused.append(f"“{words.strip()[:60]}”")
    missing = [f"“{name}”" for name, one in COLUMNS.items() if one.needed and name not in places]
    if missing:
        raise Unreadable(f"The first row must name the columns; there is no {', '.join(missing)}.")
    return places, unused


def _take(found, number, said, places, width):
    cells = {name: said[at] if at < len(said) else "" for name, at in places.items()}
    row = Row(number, {name: cells.get(name, "") for name in COLUMNS})
    found.rows.append(row)
    for name, column in COLUMNS.items():
        try:
            row.values[name] = _understood(column, row.said[name])
        except Unfit as unfit:
            found.faults.append(Fault(number, _where(name, places), row.said[name], str(unfit)))
    beyond = " ".join(said[width:]).strip()
    if beyond:
        words = "There are more cells than columns. Put quotation marks around words with commas."
        found.faults.append(Fault(number, "after the last column", beyond, words))
    _compare(found, row, places)


def _understood(column, said):
    if column.needed and not said:
        raise Unfit("This is needed.")
    return column.read(said)


def _where(name, places):
    return f"{letter(places[name])} ({name})" if name in places else name


def _compare(found, row, places):
    """Faults that no cell has alone: days in the wrong order, a number that stands twice."""
    first, last = row.values.get("date_start"), row.values.get("date_end")
    wrong = []
    if first and last and last < first:
        wrong.append(("date_end", "The last day is before the first. Correct one of them."))
    if last and not row.said["date_start"]:
        wrong.append(("date_start", "Give the first day too, or leave both empty."))
    for other in found.rows[:-1]:
        if row.said["source_id"] and row.source_id == other.source_id:
            words = f"This number stands in row {other.number} already. Take one of the rows out."
            wrong.append(("source_id", words))
            break
    for name, words in wrong:
        found.faults.append(Fault(row.number, _where(name, places), row.said[name], words))
