"""The actions of a plan as a table that can be pasted or uploaded into the plan again."""

from plans.documents.actions import serves
from plans.documents.cells import COLUMNS
from records.cells import safe


def action_rows(grid):
    """The first line, then each action of a grid in the order of the plan."""
    status = f"Status, {grid.quarter.label[0].lower()}{grid.quarter.label[1:]}"
    yield ["No.", "Section", *COLUMNS.values(), "Serves", status]
    for row in grid.rows:
        section = f"{row.entry.number} {row.entry.section.title}".strip()
        cells = [section, *(row.texts[name] for name in COLUMNS), serves(row.action)]
        yield [row.number, *map(safe, cells), row.standing.words]
