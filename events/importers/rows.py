"""One row of a file of contributions, understood cell by cell."""

import re
import uuid
from dataclasses import dataclass, field

from events.importers import answers
from events.importers.answers import Fault, words
from events.importers.columns import MARK_OF_EXAMPLE
from events.models.contributions import LONGEST, Origin, Redaction
from records.cells import plain
from records.columns import key, letter

CONTROLS = {code: None for code in range(32) if code not in (9, 10, 13)} | {127: None}
EXAMPLE = key(MARK_OF_EXAMPLE)
ORIGINS = {key(label): value for value, label in Origin.choices}
LONGEST_REFERENCE = 100
LONGEST_SHOWN = 80


@dataclass(slots=True)
class Row:
    """A row as it was understood: what to keep of it, and its faults."""

    number: int
    uid: uuid.UUID | None = None
    reference: str = ""
    values: dict = field(default_factory=dict)
    redactions: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    known: bool = False


class RowReader:
    """Reads the rows of one table for one event."""

    def __init__(self, vocabulary, header, places):
        self.vocabulary = vocabulary
        self.header = header
        self.places = places
        day = vocabulary.event.starts_on
        self.steps = {
            "uid": self._uid,
            "reference": self._reference,
            "session": self._session,
            "table": self._table,
            "kind": self._kind,
            "text": self._text,
            "heading": self._heading,
            "level": lambda row, cell: row.values.update(level=answers.level(words(cell))),
            "resident type": self._resident_type,
            "top priority": self._top_priority,
            "said at": lambda row, cell: row.values.update(said_at=answers.moment(cell, day)),
            "origin": self._origin,
            "redacted": self._redacted,
        }

    def understood(self, number, cells):
        """The row, or None for one that says nothing: blank, an example, an explanation."""
        if self._is_empty(cells):
            return None
        row = Row(number)
        for column, step in self.steps.items():
            try:
                step(row, self._cell(cells, column))
            except Fault as fault:
                self.add_fault(row, column, self._cell(cells, column), str(fault))
        if "urgent" in self.places or "essential" in self.places:
            self._place(row, cells)
        return row

    def _is_empty(self, cells):
        first = next((words(cell) for cell in cells if words(cell)), "")
        if not first or key(first) == EXAMPLE:
            return True
        return first.startswith("#") and not words(self._cell(cells, "text"))

    def _cell(self, cells, column):
        place = self.places.get(column)
        return plain(cells[place]) if place is not None and place < len(cells) else None

    def add_fault(self, row, column, value, message):
        """Note what is wrong with a row: in which column, with which content, what to do."""
        place = self.places.get(column)
        name = f"{letter(place)}, {self.header[place].strip()}" if place is not None else column
        value = words(value)
        if len(value) > LONGEST_SHOWN:
            value = f"{value[:LONGEST_SHOWN]} …"
        row.faults.append({"row": row.number, "column": name, "value": value, "message": message})

    # ---- one step a column

    def _uid(self, row, cell):
        if said := words(cell):
            try:
                row.uid = uuid.UUID(said)
            except ValueError as error:
                raise Fault("This is not a uid of an export. Leave it empty.") from error

    def _reference(self, row, cell):
        row.reference = words(cell).translate(CONTROLS)
        if len(row.reference) > LONGEST_REFERENCE:
            raise Fault(f"A reference has at most {LONGEST_REFERENCE} characters.")
        row.values["source"] = row.reference

    def _session(self, row, cell):
        said = words(cell)
        nothing = answers.is_nothing(said)
        row.values["workshop"] = None if nothing else self.vocabulary.session(said)

    def _table(self, row, cell):
        said = words(cell)
        row.values["table"] = None if answers.is_nothing(said) else self.vocabulary.table(said)

    def _kind(self, row, cell):
        given = answers.kind(words(cell))
        if "workshop" in row.values:
            row.values["kind"] = self.vocabulary.kind(given, row.values["workshop"])

    def _text(self, row, cell):
        said = words(cell).translate(CONTROLS)
        if not said.strip():
            raise Fault("Write what was said, or delete the row.")
        if len(said) > LONGEST:
            raise Fault(
                f"This has {len(said):,} characters. Keep it to {LONGEST:,}: one thought a row."
            )
        # What an export wrote comes back letter by letter: its redactions count letters.
        said = str(cell) if row.uid else said.strip()
        row.values["text"] = said

    def _heading(self, row, cell):
        found = answers.heading(words(cell))
        row.values["urgent"] = found.urgent if found else None
        row.values["essential"] = found.essential if found else None

    def _place(self, row, cells):
        """Two columns of yes and no in place of the heading, or beside it."""
        said = {}
        for column in ("urgent", "essential"):
            try:
                said[column] = answers.yes_or_no(words(self._cell(cells, column)))
            except Fault as fault:
                self.add_fault(row, column, self._cell(cells, column), str(fault))
                return
        if set(said.values()) == {None}:
            return
        if None in said.values():
            missing = next(column for column, answer in said.items() if answer is None)
            self.add_fault(row, missing, "", "Answer both urgent and essential, or neither.")
        elif row.values.get("urgent") is None:
            row.values |= said
        elif any(row.values[column] != answer for column, answer in said.items()):
            said = self._cell(cells, "heading")
            self.add_fault(row, "heading", said, "The columns urgent and essential say another.")

    def _resident_type(self, row, cell):
        said = words(cell)
        if not answers.is_nothing(said) and "workshop" in row.values:
            found = self.vocabulary.resident_type(said, row.values["workshop"])
            row.values["resident_type"] = found

    def _top_priority(self, row, cell):
        row.values["top_priority"] = answers.yes_or_no(words(cell)) is True

    def _origin(self, row, cell):
        # A word that only an export writes; other files came in as files.
        row.values["origin"] = ORIGINS.get(key(words(cell)), Origin.IMPORT.value)

    def _redacted(self, row, cell):
        """Where the words are the original ones, an export says which of them nobody else sees."""
        length = len(row.values.get("text", ""))
        for start, end, reason in re.findall(r"(\d{1,5})-(\d{1,5}) (\w+)", words(cell)):
            if reason not in Redaction.Reason or not int(start) < int(end) <= length:
                raise Fault("This is not as an export wrote it. Leave it as it was.")
            row.redactions.append({"starts_at": int(start), "ends_at": int(end), "reason": reason})
