"""A filled spreadsheet of a group's report: what each row would change, looked at first."""

import datetime
import hashlib
import itertools
import json
from dataclasses import dataclass, field

from partnership.models.names import alike
from plans.documents.reporting_columns import COLUMNS, OF_ACTIONS, OF_MEASURES, SHEET
from plans.documents.reporting_lines import CHOICES, ActionLine
from plans.forms.reporting_page import Filling
from plans.workflow.reporting import Brought
from records import sheets
from records.cells import plain
from records.columns import Columns, key, letter
from records.sheets import Unreadable

MOST_ROWS, MOST_BYTES = 500, 1_000_000
MEASURE = "Measure: "
KNOWN = Columns(
    {
        "reference": ("reference", "uid"),
        "what": ("action or measure", "action", "measure"),
        "last": ("last quarter",),
        "status": ("status", "rag"),
        "commentary": ("what happened and what happens next", "commentary"),
        "value": ("figure", "value", "this quarter"),
        "to_date": ("year to date",),
        "no_figure": ("no figure yet because",),
        "explanation": ("why it rose or fell", "explanation"),
    },
    needed=("what",),
)
STATUSES = {
    key(name): value
    for value, words, _ in CHOICES
    for name in (value, words, words.partition(": ")[2] or words)
}
NOT_HERE = "No action or measure of this report is meant. Rows of other groups are not read."
TWICE = "An earlier row is about this line as well."
NO_STATUS = "“{}” is no status. Choose one of the list: green, amber, red, grey or complete."


def table_in(file):
    """The table in an uploaded file as text that a form can carry; Unreadable says why not."""
    if file.size > MOST_BYTES:
        raise Unreadable("The file holds at most 1 MB. Bring the file that you downloaded here.")
    with sheets.opened(file, name=SHEET, fits=KNOWN.fits) as sheet:
        rows = [
            (number, [_text(one) for one in cells])
            for number, cells in itertools.islice(sheet.rows, MOST_ROWS + 1)
        ]
        if len(rows) > MOST_ROWS:
            raise Unreadable(f"The file holds at most {MOST_ROWS} rows.")
        return json.dumps({"header": sheet.header, "rows": rows})


def _text(value):
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return "" if value is None else plain(str(value)).strip()


@dataclass
class BroughtRow:
    """One row of the file: the line it is about, what it changes, and what is wrong with it."""

    place: int
    what: str
    part: object = None
    changes: list = field(default_factory=list)
    faults: list = field(default_factory=list)

    @property
    def kind(self):
        return "To mend" if self.faults else "Changed" if self.changes else "As it is"


class Filled:
    """All rows of a filled file beside the lines of the report that they are about."""

    def __init__(self, text, user, report):
        try:
            read = json.loads(text)
            self.places, _ = KNOWN.places(read["header"])
            rows = [(int(number), list(map(str, cells))) for number, cells in read["rows"]]
        except (ValueError, TypeError, KeyError) as error:
            raise Unreadable("This came incomplete. Choose the file again.") from error
        self.user, self.report = user, report
        lines = Filling(user, report).sheet.lines
        self._by_reference = {str(line.row.uid): line for line in lines}
        self._by_title = {}
        for line in lines:
            self._by_title.setdefault(alike(line.title), []).append(line)
        self._met, self._data = set(), {}
        self.rows = [self._row(number, cells) for number, cells in rows[:MOST_ROWS] if any(cells)]
        if not self.rows:
            raise Unreadable("There is no row in it below the names of the columns.")
        self._look()

    @property
    def faults(self):
        return [row for row in self.rows if row.faults]

    @property
    def changed(self):
        return [row for row in self.rows if row.kind == "Changed"]

    @property
    def brought(self):
        """What applying it writes; nothing while a row is to be mended."""
        return [
            Brought(row.part.form.instance, row.part.form.cleaned_data["base_version"])
            for row in self.changed
        ]

    def stamp(self, text):
        """What a look was made of: the file, and the versions of the lines that it meets."""
        met = sorted(f"{row.part.row.uid} {row.part.row.version}" for row in self.rows if row.part)
        return hashlib.sha256("\n".join([text, *met]).encode()).hexdigest()

    # ---- reading

    def _row(self, number, cells):
        said = {name: cells[at] if at < len(cells) else "" for name, at in self.places.items()}
        row = BroughtRow(number, said.get("what", ""))
        line = self._meant(said)
        if line is None:
            row.faults.append((f"row {number}", row.what, NOT_HERE))
        elif line.prefix in self._met:
            row.faults.append((f"row {number}", row.what, TWICE))
        else:
            self._met.add(line.prefix)
            row.part = line
            self._read(row, line, said)
        return row

    def _meant(self, said):
        if said.get("reference"):
            return self._by_reference.get(said["reference"])
        same = self._by_title.get(alike(said.get("what", "").removeprefix(MEASURE)), [])
        return same[0] if len(same) == 1 else None

    def _read(self, row, line, said):
        """What the boxes of a line hold after this row; an empty cell leaves what is there."""
        form, own = line.form, OF_ACTIONS if isinstance(line, ActionLine) else OF_MEASURES
        for name in form.fields:
            value = form[name].value()
            self._data[form.add_prefix(name)] = "" if value is None else value
        for name in (*OF_ACTIONS, *OF_MEASURES):
            typed = said.get(name, "")
            if not typed:
                continue
            if name not in own or name not in form.fields:
                row.faults.append((self._cell(row, name), typed, "This line has no such box."))
            elif name == "status":
                self._status(row, form, typed)
            else:
                self._data[form.add_prefix(name)] = typed
        if "without" in form.fields:
            self._data[form.add_prefix("without")] = self._is_without(form, said)

    def _is_without(self, form, said):
        """A figure takes the place of the reason for none, and a reason that of a figure."""
        if said.get("no_figure") and not said.get("value"):
            self._data[form.add_prefix("value")] = ""
            return "on"
        kept = form["without"].value() and not said.get("value")
        return "on" if kept or (said.get("no_figure") and said.get("value")) else ""

    def _status(self, row, form, typed):
        if key(typed) in STATUSES:
            self._data[form.add_prefix("status")] = STATUSES[key(typed)]
        else:
            row.faults.append((self._cell(row, "status"), typed, NO_STATUS.format(typed)))

    def _cell(self, row, name):
        """“E5”, as a spreadsheet names it."""
        return f"{letter(self.places[name])}{row.place}" if name in self.places else str(row.place)

    # ---- looking

    def _look(self):
        """Let the forms of the report say what each row changes, and what is wrong."""
        parts = {part.prefix: part for part in Filling(self.user, self.report, self._data).parts}
        for row in self.rows:
            if row.part is None:
                continue
            row.part = parts[row.part.prefix]
            form = row.part.form
            before = dict(form.initial)
            if not form.is_valid():
                row.faults += [
                    (self._cell(row, name), form.data.get(form.add_prefix(name), ""), words[0])
                    for name, words in form.errors.items()
                ]
            elif form.differs:
                row.changes = [
                    (COLUMNS[name], _shown(form, name, before), _shown(form, name))
                    for name in form._meta.fields
                    if name in COLUMNS and form.cleaned_data.get(name, "") != before.get(name, "")
                ]


def _shown(form, name, values=None):
    value = (form.cleaned_data if values is None else values).get(name)
    choices = dict(getattr(form.fields.get(name), "choices", []))
    if value in (None, ""):
        return ""
    return choices.get(value) or str(form.fields[name].prepare_value(value))
