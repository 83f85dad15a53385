"""How an object of an archive becomes a row: each of its values read and looked at."""

from dataclasses import dataclass, field

from plans.documents.submitted import BORDER
from portal.archiving import inside
from portal.archiving.columns import Wrong
from portal.archiving.frozen_html import strange
from records import richtext
from records.fields import RichTextField

MISSING = "is missing."
UNKNOWN = "is not known here. docs/archive.md says what an object may hold."
NOWHERE = "“{}” leads to nothing in this archive."
NOT_OURS = "holds HTML that the portal does not write: {}"
# Published text, which is shown as it stands.
FROZEN = {
    ("publishing.Edition", "fragment"),
    ("publishing.EditionText", "fragment"),
    ("plans.Plan", "submitted_fragment"),
}


@dataclass
class Row:
    """What an object says: values of columns, keys of its lists, the member of its file."""

    values: dict = field(default_factory=dict)
    lists: dict = field(default_factory=dict)
    parts: dict = field(default_factory=dict)
    file: str = ""  # the member
    ending: str = ""  # of its name, by what it holds
    home: str = ""  # where the portal keeps it
    faults: list = field(default_factory=list)  # (column, words)


class Reader:
    """Reads objects; ``find(model, name)`` gives the key of what a name means, or None."""

    def __init__(self, find, now):
        self.find, self.now = find, now

    def row(self, kind, said):
        """An object of a kind as a row, with its faults."""
        row = Row()
        if not isinstance(said, dict):
            row.faults.append(("", "must be an object: {…}."))
            return row
        row.faults += [(name[:60], UNKNOWN) for name in sorted(set(said) - kind.names)]
        said = inside.inward(kind.label, said, self._inside)
        for column in kind.columns.values():
            self._column(kind, column, said, row)
        for name, listed in kind.lists.items():
            self._list(name, listed.remote_field.model, said.get(name, []), row)
        for name, part in kind.parts.items():
            self._parts(name, part, said.get(name, []), row)
        if "email" in row.values and kind.is_shared:  # of accounts, as they are kept
            row.values["email"] = row.values["email"].lower()
        if "file" in kind.beside:
            row.file = said.get("file") if isinstance(said.get("file"), str) else ""
        return row

    def _inside(self, model, name):
        return self.find(model, name) if isinstance(name, str) else None

    def _column(self, kind, column, said, row):
        if column.name not in said:
            if column.is_optional:
                row.values[column.field.attname] = column.absent(self.now)
            elif column.name not in kind.derived:
                row.faults.append((column.name, MISSING))
            return
        try:
            value = column.read(said[column.name])
            if column.kind == "reference" and value is not None:
                value = self._found(column.target, value)
            if column.kind == "file":
                row.file = value
            else:
                _check_html(kind, column, value)
        except Wrong as fault:
            row.faults.append((column.name, str(fault)))
            return
        row.values[column.field.attname] = value

    def _found(self, model, name):
        key = self.find(model, name)
        if key is None:
            raise Wrong(NOWHERE.format(name[:80]))
        return key

    def _list(self, name, model, said, row):
        if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
            row.faults.append((name, "must be a list of names."))
            return
        keys = []
        for one in said:
            try:
                keys.append(self._found(model, one))
            except Wrong as fault:
                row.faults.append((name, str(fault)))
        if len(set(keys)) < len(keys):
            row.faults.append((name, "names something twice."))
        row.lists[name] = keys

    def _parts(self, name, part, said, row):
        """Rows that stand inside an object, each with its own faults."""
        if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
            row.faults.append((name, "must be a list of objects."))
            return
        row.parts[name] = []
        for number, one in enumerate(said, start=1):
            inner = Row()
            inner.faults += [(each[:60], UNKNOWN) for each in sorted(set(one) - set(part.columns))]
            for column in part.columns.values():
                self._column(part, column, one, inner)
            row.faults += [(f"{name} {number}, {column}", why) for column, why in inner.faults]
            row.parts[name].append(inner.values)


def _check_html(kind, column, value):
    if not isinstance(value, str):
        return
    if (kind.label, column.name) in FROZEN and (odd := strange(value.replace(BORDER, ""))):
        raise Wrong(NOT_OURS.format(odd))
    if isinstance(column.field, RichTextField) and (odd := richtext.faults(value)):
        raise Wrong(f"holds what is not kept: {', '.join(odd)}.")
