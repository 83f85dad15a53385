"""A file of evidence brought in at once, from the first look to the switch: commands, the demo."""

import hashlib
from pathlib import Path

from django.core.files import File

from priorities.importers.jobs import work
from priorities.importers.registry import READERS
from priorities.models.imports import IfThere
from priorities.workflow import imports
from records.jobs import DONE, FAILED, SAVING
from records.moves import Refused
from records.sheets import Unreadable

LARGEST_FILE = 1024**3  # bytes

STOP = "stop"
TOO_LARGE = "This file has {:,} MB. One of at most 1,024 MB can come in: divide it into several."
FAULTY = "{:,} fault{} in this file. Nothing was changed."
OTHER_VALUES = (
    "{:,} of its {} are here already with other values. Nothing was changed. Say "
    "whether they shall replace those that are here, or whether those are to be kept."
)
TRIED = "Only tried by the {}: nothing was to be kept."


class NotTaken(Refused):
    """A file that was read and not brought in; ``batch`` holds what it says, and its faults."""

    def __init__(self, words, batch):
        self.batch = batch
        super().__init__(words)


def bring_in(
    path, dataset, *, by, now, partnership=None, if_there=STOP, dry_run=False,
    clock=None, tell=None, **about,
):  # fmt: skip
    """Bring in a file; the same one a second time changes nothing.

    ``about`` is what the file does not say: stated, source, source_url, licence, as_at,
    provisional and assumption; without a source and licence its usual ones are taken. Returns the
    import; of a dry run one that was given up again. Unreadable and Refused say why it cannot be.
    """
    clock = clock or (lambda: now)
    try:
        batch = _started(Path(path), READERS[dataset], partnership, dataset, by, now, about)
    except imports.KnownFile as known:
        if known.batch.state != DONE:
            raise
        return known.batch
    work(batch.pk, sign=batch.seen_at, clock=clock, tell=tell)
    batch.refresh_from_db()
    if batch.state == FAILED:
        raise Unreadable(batch.reason)
    if dry_run:
        return imports.discard(batch, by=by, now=clock(), words=TRIED)
    return _decided(batch, if_there, by, clock)


def _started(path, reader, partnership, dataset, by, now, about):
    """The file kept, not yet read; the workers are not told of it."""
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise Unreadable(TOO_LARGE.format(size // 2**20))
    usual = {"source": reader.source, "source_url": reader.source_url, "licence": reader.licence}
    with path.open("rb") as file:
        return imports.start(
            partnership,
            dataset,
            file=File(file),
            name=path.name,
            sha256=_sha256(file),
            extension=reader.extension_of(file),
            by=by,
            now=now,
            hint=False,
            **usual | {name: value for name, value in about.items() if value is not None},
        )


def _sha256(file):
    found = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return found


def _decided(batch, if_there, by, clock):
    refusal = _refusal(batch, if_there)
    if refusal:
        raise NotTaken(refusal, imports.discard(batch, by=by, now=clock()))
    choice = IfThere.ASK if if_there == STOP else if_there
    batch = imports.confirm(batch, by=by, now=clock(), if_there=choice, hint=False)
    if batch.state == SAVING:
        work(batch.pk, sign=batch.seen_at, clock=clock)
        batch.refresh_from_db()
        if batch.state != DONE:
            raise Unreadable(batch.reason)
    return batch


def _refusal(batch, if_there):
    """Why a file that was read cannot come in as it is, or nothing."""
    if batch.fault_count:
        return FAULTY.format(batch.fault_count, "" if batch.fault_count == 1 else "s")
    other = batch.preview.get("differing", 0)
    if other and if_there == STOP:
        values = "values" if "changes" in batch.preview else f"{batch.rows_good:,} figures"
        return OTHER_VALUES.format(other, values)
    return ""
