"""What the worker does with an uploaded file: read it to its end, or save it."""

import logging

from events.importers.columns import SHEET
from events.importers.contributions import ContributionFile
from events.models import Contribution
from events.models.contributions import Level, heading_of
from events.models.workshops import Kind
from events.workflow import imports
from records import sheets
from records.imports import ImportState
from records.jobs import beat, tried
from records.sheets import Unreadable

log = logging.getLogger(__name__)

MOST_FAULTS = 500  # kept and shown; whoever has more corrects these first
SHOWN = 20

NO_ROWS = "This file has a first line and no rows below it."


def work(pk, *, sign, clock):
    """Do what an import waits for; nothing where somebody else has it."""
    batch = imports.QUEUE.claim(pk, sign=sign, now=clock())
    if batch is None:
        return
    step = _read if batch.state == ImportState.READING else _save
    log.info("%s: %s.", batch, batch.get_state_display())

    def fail(batch, words):
        imports.fail(batch, words, now=clock())

    tried(lambda: _with_file(step, batch, clock), batch, fail=fail, meanwhile=imports.MEANWHILE)


def _with_file(step, batch, clock):
    with batch.file.open("rb") as file, sheets.opened(file, name=SHEET) as sheet:
        step(batch, ContributionFile(sheet, batch.event, batch.sha256), clock)


def _read(batch, file, clock):
    found = {"rows_seen": 0, "rows_good": 0, "rows_known": 0, "fault_count": 0}
    faults, shown = [], []
    about = {"notes": file.notes, "expected": file.sheet.expected}
    beat(batch, now=clock(), preview=about, **found)
    for piece in file.pieces():
        for row in piece:
            found["rows_known"] += row.known
            found["rows_good"] += not (row.known or row.faults)
            found["fault_count"] += len(row.faults)
            faults += row.faults[: MOST_FAULTS - len(faults)]
            if len(shown) < SHOWN and not (row.known or row.faults):
                shown.append(_shown(row))
        found["rows_seen"] += len(piece)
        beat(batch, now=clock(), **found)
    if not found["rows_seen"]:
        raise Unreadable(NO_ROWS)
    about["rows"] = shown
    imports.finish_reading(batch, now=clock(), faults=faults, preview=about, **found)


def _shown(row):
    """A row as it was understood, in the words in which it will stand here."""
    said = row.values
    heading = heading_of(said["urgent"], said["essential"])
    return {
        "row": row.number,
        "session": str(said["workshop"] or ""),
        "table": str(said["table"] or ""),
        "kind": str(Kind(said["kind"]).label),
        "text": said["text"],
        "heading": heading.value if heading else "",
        "level": str(Level(said["level"]).label) if said["level"] else "",
        "resident_type": str(said.get("resident_type") or ""),
        "top_priority": said["top_priority"],
    }


def _save(batch, file, clock):
    seen = 0
    for piece in file.pieces():
        seen += len(piece)
        if any(row.faults for row in piece):
            imports.fail(batch, imports.MEANWHILE, now=clock())
            return
        pairs = [(_contribution(batch, row), row.redactions) for row in piece if not row.known]
        imports.keep_rows(batch, pairs, now=clock(), rows_seen=seen)
    imports.finish_saving(batch, now=clock())


def _contribution(batch, row):
    return Contribution(event=batch.event, uid=row.uid, **row.values)
