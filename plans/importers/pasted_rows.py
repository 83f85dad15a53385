"""What each row of a paste would add to the plan or change in it, cell by cell."""

from dataclasses import dataclass, field

from partnership.models.names import alike
from plans.documents.cells import COLUMNS, fields_shown, read_cell, says_already
from plans.documents.dates import Unclear
from plans.importers.pasting import NUMBER, SECTION, named_columns
from plans.workflow.pasting import Step

ADDED, CHANGED, SAME, FAULTY = "Added", "Changed", "As it is", "To mend"


@dataclass(frozen=True)
class PastedCell:
    """One cell of a pasted row: what stands there, what was typed, how it was understood."""

    column: str
    typed: str
    before: str = ""
    after: str = ""
    fault: str = ""
    changes: bool = False

    @property
    def label(self):
        return COLUMNS.get(self.column, "Row")


@dataclass
class PastedRow:
    """One row of a paste: the action it meets or the section it is added to, and its cells."""

    place: int
    row: object = None
    section: object = None
    cells: list = field(default_factory=list)
    fields: dict = field(default_factory=dict)
    fault: str = ""

    @property
    def kind(self):
        if self.fault or any(cell.fault for cell in self.cells):
            return FAULTY
        if self.row is None:
            return ADDED
        return CHANGED if any(cell.changes for cell in self.cells) else SAME

    @property
    def step(self):
        return Step(self.fields, self.row.action if self.row else None, self.section)


class Paste:
    """All rows of a paste beside the rows of the grid that they meet."""

    def __init__(self, rows, grid, *, start="", below=(), section=None):
        """``start`` is the column and ``below`` the rows from the cell in which it was pasted."""
        self.grid, self.section = grid, section
        self.places, rows, self.unread = named_columns(rows, start)
        self.below = [row for row in grid.rows if str(row.action.uid) in set(below)]
        self.below.sort(key=lambda row: below.index(str(row.action.uid)))
        self._numbers = {str(row.number): row for row in grid.rows}
        self._wordings, self._sections, self._met = {}, {}, set()
        for row in grid.rows:
            self._wordings.setdefault(alike(row.action.wording), []).append(row)
        for entry in grid.entries:
            title = entry.section.title
            for name in (entry.number, title, f"{entry.number} {title}"):
                self._sections.setdefault(alike(name), entry.section)
        self.lines = [self._line(place, cells) for place, cells in enumerate(rows, start=1)]

    @property
    def columns(self):
        """The columns that are read, in the order of the grid."""
        return {name: label for name, label in COLUMNS.items() if name in self.places}

    def of_kind(self, *kinds):
        return [line for line in self.lines if line.kind in kinds]

    @property
    def steps(self):
        """What applying it will do; nothing while a cell is to be mended."""
        return [line.step for line in self.of_kind(ADDED, CHANGED)]

    @property
    def counts(self):
        """“2 rows added, 3 changed”, without what there is none of."""
        found = [(kind, len(self.of_kind(kind))) for kind in (ADDED, CHANGED, SAME, FAULTY)]
        return [(kind, count) for kind, count in found if count]

    def _line(self, place, cells):
        said = {name: cells[at] if at < len(cells) else "" for name, at in self.places.items()}
        line = PastedRow(place)
        try:
            line.row = self._met_by(said, place)
            if line.row is None:
                line.section = self._section(said.get(SECTION, ""))
        except Unclear as fault:
            line.fault = str(fault)
        for name in self.columns:
            self._read(line, name, said[name])
        return line

    def _met_by(self, said, place):
        """The row of the grid that a pasted one is about, or None where it is a new one."""
        same = self._wordings.get(alike(said.get("wording", "")), [])
        number = said.get(NUMBER, "").rstrip(".")
        found = same[0] if len(same) == 1 else self._numbers.get(number)
        if found is None and len(same) > 1:
            raise Unclear("Several actions have this wording. Give their numbers as well.")
        if found is None and "wording" not in self.places and NUMBER not in self.places:
            found = self.below[place - 1] if place <= len(self.below) else None
        if found is None and not said.get("wording"):
            raise Unclear("No action here has this number, and no wording is given for a new one.")
        if found is not None and found.number in self._met:
            raise Unclear(f"An earlier row is about action {found.number} as well.")
        if found is not None:
            self._met.add(found.number)
        return found

    def _section(self, name):
        if name:
            if alike(name) not in self._sections:
                raise Unclear(f"No section of this plan is called “{name}”.")
            return self._sections[alike(name)]
        if self.below:
            return self.below[0].action.section
        if self.section is None:
            raise Unclear("Choose the section to which new actions are added.")
        return self.section

    def _read(self, line, column, typed):
        """One cell; an empty one leaves what stands there as it is."""
        before = line.row.texts[column] if line.row else ""
        if not typed:
            line.cells.append(PastedCell(column, typed, before))
            return
        try:
            # What stands there already is taken as it is, even where it could not be typed anew.
            same = typed == before
            fields = {} if same else read_cell(column, typed, self.grid.leads)
        except Unclear as fault:
            line.cells.append(PastedCell(column, typed, before, fault=str(fault)))
            return
        changes = bool(fields) and not (line.row and says_already(line.row.action, fields))
        after = fields_shown(column, fields, self.grid.leads) if changes else ""
        line.cells.append(PastedCell(column, typed, before, after, changes=changes))
        line.fields |= fields if changes else {}
