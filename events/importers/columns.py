"""The columns of a table of contributions: what each is called, by us and by others."""

from records.columns import Columns

# Each column as our own files call it, and what else people write over it.
COLUMNS = {
    "uid": [],
    "reference": ["ref", "id", "source", "reference in its source", "number", "no"],
    "session": ["workshop", "workshop session", "session number"],
    "table": ["table number", "table no"],
    "kind": ["kind of contribution", "type", "category"],
    "text": ["words", "contribution", "challenge", "comment", "remark", "what was said"],
    "heading": ["priority heading", "priority", "urgency", "quadrant"],
    "urgent": [],
    "essential": [],
    "level": ["local or division", "where it can be dealt with"],
    "resident type": ["resident", "type of resident"],
    "top priority": ["top", "star", "the table's top priority"],
    "said at": ["time", "date and time", "when"],
    "origin": ["how it came in"],
    "redacted": ["removed"],
}
KNOWN = Columns(COLUMNS, needed=["text"])
# The sheet of a workbook on which contributions stand, where there are several.
SHEET = "Contributions"
# What stands in the first cell of a template's example; such a row says nothing.
MARK_OF_EXAMPLE = "Example: delete this row"
