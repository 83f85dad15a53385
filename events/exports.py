"""All contributions of an event as CSV and XLSX, and the empty file to fill in.

What is written here can be read by ``events.importers`` again, without loss.
"""

import csv
import io
import re
import tempfile

from django.utils import timezone
from openpyxl import Workbook

from events.importers.columns import COLUMNS, MARK_OF_EXAMPLE, SHEET
from events.importers.vocabulary import session_name
from events.models import Contribution
from events.models.contributions import LONGEST, Heading, Level
from events.models.workshops import Kind, Workshop
from records.cells import safe

PIECE = 500
TEMPLATE = [
    *("reference", "session", "table", "kind", "text", "heading", "level"),
    *("resident type", "top priority", "said at"),
]
YES_NO = {True: "yes", False: ""}
# What XML cannot hold: each becomes one blank, so that redactions still count letters rightly.
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


def contribution_rows(event, *, originals):
    """The first line and then each contribution that counts, as cells.

    Without ``originals`` the words are those that everybody may see.
    """
    yield list(COLUMNS)
    found = (
        Contribution.objects.kept()
        .filter(event=event)
        .select_related("workshop", "table", "resident_type")
        .prefetch_related("redactions")
        .order_by("pk")
    )
    for contribution in found.iterator(chunk_size=PIECE):
        cells = _cells(contribution, originals)
        yield [safe(cells[column]) for column in COLUMNS]


def _cells(said, originals):
    return {
        "uid": str(said.uid),
        "reference": said.source,
        "session": said.workshop.order if said.workshop else "",
        "table": said.table.number if said.table else "",
        "kind": said.get_kind_display(),
        "text": said.text if originals else said.public_text,
        "heading": str(said.heading.label) if said.heading else "",
        "urgent": _answer(said.urgent),
        "essential": _answer(said.essential),
        "level": said.get_level_display(),
        "resident type": said.resident_type.name if said.resident_type else "",
        "top priority": YES_NO[said.top_priority],
        "said at": timezone.localtime(said.said_at).isoformat() if said.said_at else "",
        "origin": said.get_origin_display(),
        "redacted": _redacted(said, originals),
    }


def _answer(value):
    return "" if value is None else "yes" if value else "no"


def _redacted(said, originals):
    redactions = sorted(said.redactions.all(), key=lambda r: (r.starts_at, r.pk))
    if not originals:
        return YES_NO[bool(redactions)]
    return "; ".join(f"{r.starts_at}-{r.ends_at} {r.reason}" for r in redactions)


def csv_lines(rows):
    """Rows as the lines of a CSV file that Excel opens with the right letters, one at a time."""
    yield "\ufeff"
    line = io.StringIO()
    writer = csv.writer(line)
    for row in rows:
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def workbook(rows, *, more=None, title=SHEET):
    """Rows as an open XLSX file, on a sheet of this title; ``more`` are further ones."""
    book = Workbook(write_only=True)
    for name, lines in {title: rows, **(more or {})}.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for row in lines:
            sheet.append([_xml(cell) for cell in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    book.save(file)
    file.seek(0)
    return file


def _xml(cell):
    return NOT_IN_XML.sub(" ", cell) if isinstance(cell, str) else cell


# ---- the template


def template_rows(event):
    """The first line, and an example that is left out when the file comes back."""
    session = _sessions(event).first()
    example = {
        "reference": MARK_OF_EXAMPLE,
        "session": session.order if session else "",
        "table": getattr(event.tables.order_by("number").first(), "number", ""),
        "kind": str(session.kinds[0][1] if session else Kind.COMMENT.label),
        "text": "Future funding and role of PCSOs",
        "heading": str(Heading.URGENT_ESSENTIAL.label) if session and session.asks_heading else "",
        "level": str(Level.LOCAL.label) if session and session.asks_level else "",
    }
    yield TEMPLATE
    yield [safe(example.get(column, "")) for column in TEMPLATE]


def explained_rows(event):
    """The same with the allowed values below it, for a file that has only one sheet."""
    yield from template_rows(event)
    for column, values in allowed_values(event):
        yield [f"# {column}: {values}"]


def allowed_values(event):
    """What each column of the template may hold at this event."""
    sessions = list(_sessions(event).prefetch_related("resident_types"))
    numbers = ", ".join(str(n) for n in event.tables.values_list("number", flat=True))
    kinds = [
        f"{session_name(s)}: {', '.join(str(label) for _, label in s.kinds)}" for s in sessions
    ]
    types = [
        f"{session_name(s)}: {', '.join(t.name for t in s.resident_types.all())}"
        for s in sessions
        if s.resident_types.all()
    ]
    return [
        ("reference", "your own number of the row, or empty; a reference comes in only once"),
        ("session", "; ".join(map(session_name, sessions)) or "leave it empty: it has no sessions"),
        ("table", numbers or "leave it empty: it has no tables"),
        ("kind", "; ".join(kinds) or "; ".join(map(str, Kind.labels))),
        ("text", f"what was said, in at most {LONGEST:,} characters; the only one that is needed"),
        ("heading", "; ".join(map(str, Heading.labels)) + "; or empty"),
        ("level", "; ".join(map(str, Level.labels)) + "; or empty"),
        ("resident type", "; ".join(types) or "leave it empty: no session has resident types"),
        ("top priority", "yes for the one that matters most to its table; else empty"),
        ("said at", "day and time as 23/11/2009 19:27, a time alone, or empty"),
    ]


def _sessions(event):
    return event.workshops.filter(form=Workshop.Form.WORKSHOP).order_by("order")
