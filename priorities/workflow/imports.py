"""How a file of evidence comes in: read by the worker, looked at, switched in, or taken back.

The row of the import is the job (see ``records.jobs``). What the file says arrives unseen while
it is read; one short transaction makes it count, and until then the old figures do.
"""

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import dateformat

from priorities.documents.arrived import must_choose
from priorities.models import EvidenceImport
from priorities.models.imports import IfThere
from priorities.permissions import may_bring_in
from priorities.workflow.arriving import remove_arrived
from priorities.workflow.hints import ask
from priorities.workflow.switching import hold_measures, switch_back, switch_in
from records.jobs import (
    DONE,
    FAILED,
    NOT_READY,
    READ,
    SAVING,
    UNDER_WAY,
    ImportQueue,
    beat,
    is_stale,
)
from records.models import note
from records.moves import Refused

QUEUE = ImportQueue(EvidenceImport, ask, related=("partnership", "by"))

NOT_YOURS = (
    "Officers bring in their partnership's files; what all partnerships share, administrators."
)
FAULTY = "Correct the faults in the file first, then bring it in again."
CHOOSE = (
    "Some of it is here already with other values. Choose whether to use the new values or to "
    "keep those that are here."
)
HERE_ALREADY = "This very file came in on {} by the {}. Nothing was changed."
WAITS_ALREADY = "This very file is here since {}, by the {}: see what it says, and decide."
NOT_DONE = "This file has not come in: there is nothing to take back."
ONLY_FIGURES = "Only figures can be taken back; what this file brought can be corrected by hand."
SAY_WHY = "Say why it is taken back."
MEANWHILE = (
    "What the file is about was changed while it came in. Nothing was kept. Bring it in again."
)
DISCARDED = "Discarded by the {}."
TAKEN_BACK = "Taken back by the {}: {}"


class KnownFile(Refused):
    """The file is here already; ``batch`` is how it came."""

    def __init__(self, batch):
        self.batch = batch
        said = HERE_ALREADY if batch.state == DONE else WAITS_ALREADY
        at = batch.counted_at or batch.made_at
        super().__init__(said.format(dateformat.format(at, "j F Y"), batch.by.label.lower()))


def known_file(partnership, dataset, sha256, stated, now):
    """The import by which this very file came in or waits, told apart by what was stated."""
    states = [*UNDER_WAY, READ, DONE]
    found = EvidenceImport.objects.filter(
        partnership=partnership, dataset=dataset, sha256=sha256, state__in=states
    )
    alive = [batch for batch in found.select_related("by") if not is_stale(batch, now)]
    alike = [batch for batch in alive if batch.stated == stated]
    # Where old values were kept, the same file may come again to replace them.
    return next((batch for batch in alike if not _kept_old(batch)), None)


def _kept_old(batch):
    return batch.if_there == IfThere.KEEP and batch.preview.get("differing")


@transaction.atomic
def start(partnership, dataset, *, file, name, sha256, extension, by, now, hint=True, **about):
    """Keep a file and have it read; ``about`` is where it comes from and what the person states."""
    if not may_bring_in(by, partnership, dataset):
        raise Refused(NOT_YOURS)
    known = known_file(partnership, dataset, sha256, about.get("stated", {}), now)
    if known is not None:
        raise KnownFile(known)
    place = partnership.slug if partnership else "national"
    path = f"imports/evidence/{place}/{sha256}.{extension}"
    batch = EvidenceImport.objects.create(
        partnership=partnership,
        dataset=dataset,
        file=path,
        name=name,
        sha256=sha256,
        made_at=now,
        seen_at=now,
        by=by,
        preview={},
        **about,
    )
    note("evidence.upload", by=by, now=now, target=batch)
    default_storage.save(path, file)  # last: no file stays that no row knows
    if hint:
        QUEUE.ask_after_commit(batch)
    return batch


def finish_reading(batch, *, now, **found):
    """The file was read to its end: what it holds, and its faults."""
    beat(batch, now=now, state=READ, **found)


@transaction.atomic
def fail(batch, words, *, now):
    """End an import with the reason; nothing of it stays."""
    beat(batch, now=now, state=FAILED, reason=words)
    remove_arrived(batch)
    note("evidence.import_failure", by=None, now=now, target=batch, reason=words)


def _locked(batch, by):
    found = EvidenceImport.objects.select_for_update().get(pk=batch.pk)
    if not may_bring_in(by, found.partnership, found.dataset):
        raise Refused(NOT_YOURS)
    return found


@transaction.atomic
def confirm(batch, *, by, now, if_there=IfThere.ASK, hint=True):
    """Make what the file says count; where other values count now, as the person chose."""
    batch = _locked(batch, by)
    if batch.state != READ:
        raise Refused(NOT_READY)
    if batch.fault_count:
        raise Refused(FAULTY)
    batch.by = by
    if "changes" not in batch.preview:
        hold_measures(batch)
    if if_there == IfThere.ASK and must_choose(batch):
        raise Refused(CHOOSE)
    batch.if_there = if_there
    if "changes" in batch.preview:
        batch.state, batch.rows_seen = SAVING, 0
        QUEUE.ask_again(batch, now=now, hint=hint)
        return batch
    came, revised = switch_in(batch, if_there)
    return _done(batch, now=now, after={"figures": came, "revised": revised, "if_there": if_there})


def _done(batch, *, now, after):
    batch.state, batch.counted_at, batch.seen_at = DONE, now, now
    batch.save()
    after |= {"file": batch.name, "sha256": batch.sha256}
    note("evidence.import", by=batch.by, now=now, target=batch, after=after)
    return batch


@transaction.atomic
def finish_saving(batch, keep, *, now):
    """Keep all that a file changes at once; ``keep`` returns how many things it made."""
    beat(batch, now=now)
    made = keep()
    _done(batch, now=now, after={"made": made})


@transaction.atomic
def discard(batch, *, by, now, words=DISCARDED):
    """Give up a file that has not come in; what arrived of it is removed, and its copy."""
    batch = _locked(batch, by)
    if batch.state not in {*UNDER_WAY, READ}:
        raise Refused(NOT_READY)
    remove_arrived(batch)
    batch.state, batch.reason, batch.seen_at = FAILED, words.format(by.label.lower()), now
    batch.save()
    file = batch.file
    transaction.on_commit(lambda: file.storage.delete(file.name), robust=True)
    note("evidence.discard", by=by, now=now, target=batch, reason=batch.reason)
    return batch


@transaction.atomic
def take_back(batch, *, reason, by, now):
    """Make what a file brought count no more; what it had revised counts again."""
    batch = _locked(batch, by)
    if batch.state != DONE:
        raise Refused(NOT_DONE)
    if "changes" in batch.preview:
        raise Refused(ONLY_FIGURES)
    if not reason.strip():
        raise Refused(SAY_WHY)
    hold_measures(batch)
    held = switch_back(batch)
    batch.state, batch.reason = FAILED, TAKEN_BACK.format(by.label.lower(), reason.strip())
    batch.seen_at = now
    batch.save()
    note("evidence.take_back", by=by, now=now, target=batch, reason=reason, after={"figures": held})
    return batch


@transaction.atomic
def start_again(batch, *, by, now):
    """Have somebody else take up an import that shows no sign of life."""
    batch = _locked(batch, by)
    QUEUE.restart(batch, now=now)
    note("evidence.import_again", by=by, now=now, target=batch)
