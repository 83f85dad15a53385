"""What the worker does with a file of evidence: read and sum it up, or keep what it changes."""

import datetime
import logging
from itertools import islice

from priorities.documents.arrived import arrived, given_twice
from priorities.importers.registry import READERS
from priorities.workflow import arriving, imports
from records.imports import ImportState
from records.jobs import beat, tried

log = logging.getLogger(__name__)

PIECE = 1000  # figures that arrive at once
MOST_CHANGES = 200  # shown; the number of all of them is said
# Often enough to be seen on the page, and to be known to be alive.
EVERY = datetime.timedelta(seconds=1)


def work(pk, *, sign, clock, tell=None):
    """Do what an import waits for; nothing where somebody else has it.

    ``tell`` is told how many rows were read, of about how many.
    """
    batch = imports.QUEUE.claim(pk, sign=sign, now=clock())
    if batch is None:
        return
    step = _read if batch.state == ImportState.READING else _save
    log.debug("%s: %s.", batch, batch.get_state_display())

    def fail(batch, words):
        imports.fail(batch, words, now=clock())

    tried(lambda: step(batch, clock, tell), batch, fail=fail, meanwhile=imports.MEANWHILE)


class Progress:
    """What a reader calls with the number of rows read; now and then it is a sign of life."""

    def __init__(self, batch, reader, clock, tell):
        self.batch, self.reader = batch, reader
        self.clock, self.tell = clock, tell
        self.said_at = clock()

    def __call__(self, rows_seen):
        if self.tell is not None:
            self.tell(rows_seen, self.reader.sheet.expected)
        now = self.clock()
        if now - self.said_at >= EVERY:
            beat(self.batch, now=now, rows_seen=rows_seen, fault_count=self.reader.fault_count)
            self.said_at = now


def _opened(batch, file):
    return READERS[batch.dataset].opened(file, batch)


def _read(batch, clock, tell):
    arriving.remove_arrived(batch)  # what a worker left who did not come to the end
    with batch.file.open("rb") as file, _opened(batch, file) as reader:
        batch.preview = {"expected": reader.sheet.expected}
        beat(batch, now=clock(), preview=batch.preview)
        reader.read(Progress(batch, reader, clock, tell))
        faults, count = reader.faults, reader.fault_count
        about = batch.preview | {"notes": reader.notes}
        if not count:
            about |= _taken_up(batch, reader, clock)
            faults = list(given_twice(batch))
            count = len(faults)
    imports.finish_reading(
        batch,
        now=clock(),
        preview=about,
        faults=faults,
        fault_count=count,
        rows_seen=reader.rows_seen,
        rows_good=about.get("figures", 0),
        rows_known=about.get("same", 0),
    )


def _taken_up(batch, reader, clock):
    """Let figures arrive, or list what else the file would change; the summary of that."""
    measures = {measure.code: measure for measure in reader.measures()}
    if not measures:
        changes = list(reader.changes())
        return {
            "changes": changes[:MOST_CHANGES],
            "change_count": len(changes),
            "differing": reader.differing(),
        }
    known, figures = {}, iter(reader.figures())
    while piece := list(islice(figures, PIECE)):
        new = {one.code for one in piece} - set(known)
        if new:
            wholes = {measures[code].whole for code in new} - {"", *known}
            wanted = [one for code, one in measures.items() if code in new | wholes]
            known |= arriving.keep_measures(batch, wanted, now=clock())
        arriving.keep_figures(batch, piece, known, now=clock())
    return batch.preview | arrived(batch)


def _save(batch, clock, tell):
    with batch.file.open("rb") as file, _opened(batch, file) as reader:
        reader.read(Progress(batch, reader, clock, tell))
        now = clock()
        imports.finish_saving(batch, lambda: reader.apply(by=batch.by, now=now), now=now)
