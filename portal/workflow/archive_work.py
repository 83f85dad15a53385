"""What the worker does with an archive: make it, check it, or bring it in."""

import datetime
import logging
import tempfile

from django.conf import settings
from django.db import connection

from portal.archiving.once import HERE_ALREADY
from portal.workflow import archive_jobs
from portal.workflow.archives import (
    import_partnership,
    look_into,
    note_export,
    sha256_of,
    write_partnership,
)
from records.jobs import READ, READING, beat, tried

log = logging.getLogger(__name__)

# Often enough to be seen on the page, and to be known to be alive.
EVERY = datetime.timedelta(seconds=1)
MEANWHILE = "Something was changed here while it was brought in. Nothing was kept. Bring it again."
NOT_MADE = {
    "not_found": "The file could not be written: the disk may be full. Make it again after that.",
    "unknown": "Something went wrong. Make it again; if it fails once more, read the worker’s log.",
}
FAULTY = "Nothing was written."
IS_HERE = (
    "All of it is in this installation already: it was brought in before, or never left. An "
    "archive comes into an installation that does not have the partnership."
)


def work(pk, *, sign, clock):
    """Do what an archive waits for; nothing where somebody else has it."""
    archive = archive_jobs.QUEUE.claim(pk, sign=sign, now=clock())
    if archive is None:
        return
    said = {}
    if archive.way == archive_jobs.OUT:
        step, said = _make, NOT_MADE
    else:
        step = _check if archive.state == READING else _bring_in
    log.info("%s: %s.", archive, archive.get_state_display())

    def fail(archive, words):
        archive_jobs.fail(archive, words, now=clock())

    tried(lambda: step(archive, clock), archive, fail=fail, meanwhile=MEANWHILE, **said)


class Progress:
    """What is told how far it is; now and then it is a sign of life with the number of objects."""

    def __init__(self, archive, clock):
        self.archive, self.clock = archive, clock
        self.done, self.said_at = {}, clock()

    def __call__(self, what, done):
        self.done[what] = done
        now = self.clock()
        if now - self.said_at >= EVERY and not connection.in_atomic_block:  # nobody would see it
            beat(self.archive, now=now, rows_seen=sum(self.done.values()))
            self.said_at = now


def _make(archive, clock):
    say = Progress(archive, clock)
    with tempfile.TemporaryFile(dir=settings.VAR_DIR) as file:  # gone with a worker that is killed
        manifest = write_partnership(file, archive.partnership, now=clock(), say=say)
        sha256, size = sha256_of(file), file.tell()
        objects = sum(manifest["counts"].values())
        archive_jobs.keep_made(
            archive, file, now=clock(), sha256=sha256, size=size, rows_seen=objects
        )
    note_export(archive.partnership, manifest, sha256, by=archive.by, now=clock())


def _check(archive, clock):
    with archive.file.open("rb") as file:
        look = look_into(file, now=clock(), slug=None, say=Progress(archive, clock))
    if look.fault_count:
        _tell_faults(archive, look, clock)
    else:
        beat(archive, now=clock(), state=READ, preview=_preview(look))


def _preview(look):
    return {
        "name": look.partnership,
        "slug": look.slug,
        "objects": sum(look.counts.values()),
        "kinds": look.counts,
        "shared": look.shared,
    }


def _bring_in(archive, clock):
    with archive.file.open("rb") as file:
        partnership, look = import_partnership(
            file,
            by=archive.by,
            now=clock(),
            slug=archive.slug,
            say=Progress(archive, clock),
            within=lambda: archive_jobs.bringing_in(archive, clock),
        )
    if partnership is None:
        _tell_faults(archive, look, clock)


def _tell_faults(archive, look, clock):
    is_here = all(one.words == HERE_ALREADY for one in look.placed)
    archive_jobs.fail(
        archive, IS_HERE if is_here else FAULTY,
        now=clock(), faults=look.placed, count=look.fault_count,
    )  # fmt: skip
