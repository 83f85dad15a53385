"""How a file of contributions comes in: read to the end, confirmed, saved whole or not at all.

The row of the import is the job (see ``records.jobs``). Rows arrive in pieces that nobody counts;
one last step makes all of them count. Rows that arrived before a worker died are known to the
next one, which goes on behind them.
"""

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from events.models import Contribution, ContributionImport, Event, Redaction
from events.models.contributions import Standing
from events.permissions import may_write
from events.workflow.hints import ask
from records.jobs import DONE, FAILED, NOT_READY, READ, SAVING, ImportQueue, beat
from records.models import note
from records.moves import Refused

QUEUE = ImportQueue(ContributionImport, ask, related=("event__partnership", "by"))

NOT_YOURS = "Officers of the partnership import contributions."
ONE_AT_A_TIME = "Another file of this event is being imported. Wait until it is done."
NOTHING_NEW = "Every row of this file is here already."
FAULTY = "Correct the faults in the file first, then upload it again."
MEANWHILE = (
    "The event was changed while the file came in: a table has got another top priority, or a row "
    "of the file has come in another way. Nothing was imported. Upload the file again."
)


@transaction.atomic
def start(event, *, file, name, sha256, extension, by, now):
    """Keep an uploaded file and have it read."""
    if not may_write(by, event):
        raise Refused(NOT_YOURS)
    path = f"imports/{event.uid}/{sha256}.{extension}"
    batch = ContributionImport.objects.create(
        event=event, file=path, name=name, sha256=sha256, made_at=now, seen_at=now, by=by
    )
    note("contributions.upload", by=by, now=now, target=batch)
    default_storage.save(path, file)  # last: no file stays that no row knows
    QUEUE.ask_after_commit(batch)
    return batch


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
    QUEUE.ask_again(batch, now=now)


@transaction.atomic
def start_again(batch, *, by, now):
    """Have somebody else take up an import that shows no sign of life."""
    batch = _locked(batch, by)
    QUEUE.restart(batch, now=now)
    note("contributions.import_again", by=by, now=now, target=batch)


def _locked(batch, by):
    """The import as it is now, with its event locked against a second one."""
    event = Event.objects.select_for_update().get(pk=batch.event_id)
    if not may_write(by, event):
        raise Refused(NOT_YOURS)
    found = ContributionImport.objects.select_for_update().get(pk=batch.pk)
    found.event = event
    return found


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
