"""Tables of a Word file as plain ones: no cell over several rows, none within another."""

from plans.importers.word.pieces import inner, words
from records.richtext import WIDEST_COLSPAN

MERGED = (
    "a table with cells that reach over several rows: their words stand in the first, the rest "
    "are empty."
)
NESTED = "a table within a table: its words stand in the cell, line by line."
HIGHEST_SPAN = 1000


def plain_table(table, say):
    """The HTML of a table; ``say`` is told what could not stay as it was."""
    if any(next(cell.iter("table"), None) is not None for cell in _cells(table)):
        say(NESTED)
    if any(_span(cell, "rowspan") > 1 for cell in _cells(table)):
        say(MERGED)
    head = table.findall("thead/tr")
    body = [*table.findall("tbody/tr"), *table.findall("tr")]
    rows = _filled([*((row, "th") for row in head), *((row, "td") for row in body)])
    top, rest = rows[: len(head)], rows[len(head) :]
    start = f"<thead>{''.join(top)}</thead>" if top else ""
    return f"<table>{start}<tbody>{''.join(rest)}</tbody></table>"


def alone_in_its_table(table):
    """The one cell of a table that is a frame round some text, or None."""
    cells = list(_cells(table))
    return cells[0] if len(cells) == 1 and words(cells[0]) else None


def _cells(table):
    for row in [*table.findall("thead/tr"), *table.findall("tbody/tr"), *table.findall("tr")]:
        yield from (cell for cell in row if cell.tag in {"td", "th"})


def _span(cell, name):
    said = cell.get(name, "1")
    return min(int(said), HIGHEST_SPAN) if said.isdigit() else 1


def _filled(rows):
    """The rows as HTML, with an empty cell wherever one from above reaches down."""
    open_cells = {}  # column: rows that are still to fill
    return [f"<tr>{''.join(_row(row, tag, open_cells))}</tr>" for row, tag in rows]


def _row(row, tag, open_cells):
    column = 0
    for cell in [one for one in row if one.tag in {"td", "th"}]:
        while open_cells.get(column):
            open_cells[column] -= 1
            column += 1
            yield f"<{tag}></{tag}>"
        wide, high = min(_span(cell, "colspan"), WIDEST_COLSPAN), _span(cell, "rowspan")
        yield _cell(cell, tag, wide)
        for reached in range(column, column + wide):
            open_cells[reached] = high - 1
        column += wide
    for later in sorted(key for key, left in open_cells.items() if left and key >= column):
        open_cells[later] -= 1
        yield f"<{tag}></{tag}>"


def _cell(cell, tag, wide):
    about = (' scope="col"' if tag == "th" else "") + (f' colspan="{wide}"' if wide > 1 else "")
    return f"<{tag}{about}>{inner(cell, in_cell=True)}</{tag}>"
