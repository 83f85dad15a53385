"""How a file of contributions comes in: read to the end, confirmed, saved whole or not at all.

The row of the import is the job. Its ``seen_at`` is at once a sign of life and the key to it:
whoever works on it changes it every few hundred rows, and who holds an older one has lost it.
Rows arrive in pieces that nobody counts; one last step makes all of them count.
"""

import datetime

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from events.models import Contribution, ContributionImport, Event, Redaction
from events.models.contributions import Standing
from events.permissions import may_write
from events.workflow.hints import ask_after_commit
from records.imports import ImportState
from records.models import note
from records.moves import Refused

WAITING, READING, READ, SAVING, DONE, FAILED = ImportState.values
UNDER_WAY = (WAITING, READING, SAVING)
PATIENCE = datetime.timedelta(seconds=30)
TICK = datetime.timedelta(microseconds=1)

NOT_YOURS = "Officers of the partnership import contributions."
NOT_READY = "This file is not ready to be imported: look at its state below."
ONE_AT_A_TIME = "Another file of this event is being imported. Wait until it is done."
NOTHING_NEW = "Every row of this file is here already."
FAULTY = "Correct the faults in the file first, then upload it again."
STILL_ALIVE = "It is being worked on. Give it half a minute."
MEANWHILE = (
    "The event was changed while the file came in: a table has got another top priority, or a row "
    "of the file has come in another way. Nothing was imported. Upload the file again."
)


class Lost(Exception):
    """Somebody else has taken this import over; whoever worked on it stops here."""


@transaction.atomic
def start(event, *, file, name, sha256, extension, by, now):
    """Keep an uploaded file and have it read."""
    if not may_write(by, event):
        raise Refused(NOT_YOURS)
    kept = default_storage.save(f"imports/{event.uid}/{sha256}.{extension}", file)
    batch = ContributionImport.objects.create(
        event=event, file=kept, name=name, sha256=sha256, made_at=now, seen_at=now, by=by
    )
    note("contributions.upload", by=by, now=now, target=batch)
    ask_after_commit(batch)
    return batch


def claim(pk, *, sign, now):
    """Take the import that a hint spoke of, or None where somebody has it or nothing is to do.

    Rows that arrived before a worker died are known to the next one, which goes on behind them.
    """
    waits = ContributionImport.objects.filter(pk=pk, seen_at=sign)
    taken = {"seen_at": _after(sign, now), "rows_seen": 0}
    if waits.filter(state=WAITING).update(state=READING, **taken) or waits.filter(
        state=SAVING
    ).update(**taken):
        return ContributionImport.objects.select_related("event__partnership", "by").get(pk=pk)
    return None


def _after(sign, now):
    """A sign of life that differs from the last one, even where a clock stands still."""
    return max(now, sign + TICK)


def _held(batch):
    """The import's row as long as this worker has it."""
    return ContributionImport.objects.filter(pk=batch.pk, state=batch.state, seen_at=batch.seen_at)


def beat(batch, *, now, **progress):
    """Give a sign of life with the progress; raises Lost where somebody has taken it over."""
    seen_at = _after(batch.seen_at, now)
    if not _held(batch).update(seen_at=seen_at, **progress):
        raise Lost
    batch.seen_at = seen_at


def finish_reading(batch, *, now, **found):
    """The file was read to its end: what it holds, and its faults."""
    beat(batch, now=now, state=READ, **found)


@transaction.atomic
def fail(batch, words, *, now):
    """End an import with the reason; nothing of it stays."""
    beat(batch, now=now, state=FAILED, reason=words)
    _take_back(batch)
    note("contributions.import_failure", by=None, now=now, target=batch, reason=words)


@transaction.atomic
def confirm(batch, *, by, now):
    """Have the rows of a file without faults saved."""
    batch = _locked(batch, by)
    if batch.state != READ:
        raise Refused(NOT_READY)
    if batch.fault_count:
        raise Refused(FAULTY)
    if not batch.rows_good:
        raise Refused(NOTHING_NEW)
    if batch.event.imports.filter(state=SAVING).exists():
        raise Refused(ONE_AT_A_TIME)
    batch.state, batch.by, batch.rows_seen = SAVING, by, 0
    _ask_again(batch, now)


@transaction.atomic
def start_again(batch, *, by, now):
    """Have somebody else take up an import that shows no sign of life."""
    batch = _locked(batch, by)
    if not is_stale(batch, now):
        raise Refused(STILL_ALIVE if batch.state in UNDER_WAY else NOT_READY)
    if batch.state == READING:
        batch.state = WAITING
    note("contributions.import_again", by=by, now=now, target=batch)
    _ask_again(batch, now)


def _locked(batch, by):
    """The import as it is now, with its event locked against a second one."""
    event = Event.objects.select_for_update().get(pk=batch.event_id)
    if not may_write(by, event):
        raise Refused(NOT_YOURS)
    found = ContributionImport.objects.select_for_update().get(pk=batch.pk)
    found.event = event
    return found


def _ask_again(batch, now):
    batch.seen_at = max(now, batch.seen_at + TICK) if batch.seen_at else now
    batch.save()
    ask_after_commit(batch)


def is_stale(batch, now):
    """Whether nobody seems to work on it any more, or ever began."""
    return batch.state in UNDER_WAY and now - (batch.seen_at or batch.made_at) > PATIENCE


@transaction.atomic
def keep_rows(batch, pairs, *, now, rows_seen):
    """Let some rows arrive: (contribution, its redactions) each. They do not count yet."""
    beat(batch, now=now, rows_seen=rows_seen)
    rows = [contribution for contribution, _ in pairs]
    for row in rows:
        row.batch, row.standing = batch, Standing.ARRIVING
    Contribution.objects.bulk_create(rows)
    for row in rows:
        row.standing = Standing.KEPT  # as which its history will know it
    Contribution.history.bulk_history_create(rows, default_user=batch.by, default_date=now)
    Redaction.objects.bulk_create(
        [
            Redaction(
                contribution=contribution,
                at=now,
                by=batch.by.uid,
                by_label=batch.by.label,
                **redaction,
            )
            for contribution, redactions in pairs
            for redaction in redactions
        ]
    )


def finish_saving(batch, *, now):
    """Make all rows count at once; where the event has changed meanwhile, none."""
    sign = batch.seen_at
    try:
        with transaction.atomic():
            beat(batch, now=now, state=DONE)
            arrived = batch.rows.filter(standing=Standing.ARRIVING).update(standing=Standing.KEPT)
            if arrived != batch.rows_good:
                raise IntegrityError(f"{arrived} rows arrived of {batch.rows_good}")
            after = {"rows": arrived, "file": batch.name, "sha256": batch.sha256}
            note("contributions.import", by=batch.by, now=now, target=batch, after=after)
    except IntegrityError:
        batch.seen_at = sign  # the new one was rolled back with the rest
        fail(batch, MEANWHILE, now=now)


def _take_back(batch):
    """Remove what has arrived of an import that was not finished, with all its traces.

    Row by row with signals it would write each removal into a history that nobody counts.
    """
    arrived = batch.rows.filter(standing=Standing.ARRIVING)
    Redaction.objects.filter(contribution__in=arrived).delete()
    arrived.order_by()._raw_delete(arrived.db)
    if not batch.rows.exists():
        Contribution.history.filter(batch_id=batch.pk)._raw_delete(arrived.db)
