"""The columns of a table of contributions: what each is called, by us and by others."""

from events.importers.sheets import Unreadable

# Each column as our own files call it, and what else people write over it. Compared without
# case, blanks and punctuation.
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
# What stands in the first cell of a template's example; such a row says nothing.
MARK_OF_EXAMPLE = "Example: delete this row"


def key(words):
    """A name without what people write differently: case, blanks, punctuation."""
    return "".join(letter for letter in str(words).casefold() if letter.isalnum())


KNOWN = {key(name): column for column, names in COLUMNS.items() for name in (column, *names)}


def places(header):
    """Where each column stands in this table: {column: position}, and the names of the others."""
    found, unused = {}, []
    for position, name in enumerate(header):
        column = KNOWN.get(key(name)) if name else None
        if column in found:
            raise Unreadable(
                f"Two columns stand for “{column}”: “{header[found[column]].strip()}” and "
                f"“{name.strip()}”. Rename one of them."
            )
        if column:
            found[column] = position
        elif name.strip():
            unused.append(name.strip())
    if "text" not in found:
        names = ", ".join(f"“{name.strip()}”" for name in header if name.strip()) or "nothing"
        raise Unreadable(f"No column is named “text”. The first line names {names[:500]}.")
    return found, unused


def letter(position):
    """The letter over a column, as spreadsheets write it: A to Z, then AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
