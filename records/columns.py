"""The columns of a table that comes in: what each is called, by us and by others."""

import re

from records.sheets.sheet import Unreadable


def key(words):
    """A name without what people write differently: case, blanks, punctuation."""
    return "".join(letter for letter in str(words).casefold() if letter.isalnum())


def letter(position):
    """The letter over a column, as spreadsheets write it: A to Z, then AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Columns:
    """The columns that a kind of table has, each with the other names that people write over it.

    Names are compared without case, blanks and punctuation; a compiled pattern must match the
    whole of a name that was made plain in this way (``re.compile("lad[0-9]{2}cd")``).
    """

    def __init__(self, names, *, needed=()):
        self.needed = tuple(needed)
        self._plain, self._patterns = {}, []
        for column, others in names.items():
            for other in (column, *others):
                if isinstance(other, re.Pattern):
                    self._patterns.append((other, column))
                else:
                    self._plain[key(other)] = column

    def named(self, words):
        """The column that some words over it mean, or None."""
        plain = key(words) if words else ""
        if plain in self._plain:
            return self._plain[plain]
        return next((column for way, column in self._patterns if way.fullmatch(plain)), None)

    def fits(self, cells):
        """How many of the columns that are needed a line names, from 0 to 1."""
        found = {self.named(cell) for cell in cells}
        return sum(column in found for column in self.needed) / max(len(self.needed), 1)

    def places(self, header, line="The first line"):
        """Where each column stands in this table: {column: position}, and the others' names.

        ``line`` is what people call the line that names the columns.
        """
        found, unused = {}, []
        for position, name in enumerate(header):
            column = self.named(name)
            if column in found:
                raise Unreadable(
                    f"Two columns stand for “{column}”: “{header[found[column]].strip()}” and "
                    f"“{name.strip()}”. Rename one of them."
                )
            if column:
                found[column] = position
            elif name.strip():
                unused.append(name.strip())
        self._insist(found, header, line)
        return found, unused

    def _insist(self, found, header, line):
        missing = [f"“{column}”" for column in self.needed if column not in found]
        if missing:
            names = ", ".join(f"“{name.strip()}”" for name in header if name.strip()) or "nothing"
            raise Unreadable(
                f"No column is named {' or '.join(missing)}. {line} names {names[:500]}."
            )
