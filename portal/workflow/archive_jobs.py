"""Archives that administrators ask for on the screen: made, fetched, checked, brought in.

The row is the job (see ``records.jobs``). Its file goes as soon as nobody needs it; what was done
with it stands in the audit.
"""

import datetime
from contextlib import contextmanager

from celery import current_app
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from partnership.models import Partnership
from partnership.permissions import is_administrator
from portal.models import PartnershipArchive
from records import jobs
from records.jobs import DONE, FAILED, NOT_READY, READ, SAVING, STILL_ALIVE, UNDER_WAY, Lost
from records.models import note
from records.moves import Refused

WORK = "portal.see_to_archive"
OUT, IN = PartnershipArchive.Way.values
# One transaction writes all of it, and nobody sees its signs of life meanwhile.
BRINGING_IN_LASTS = datetime.timedelta(minutes=2)
NOT_YOURS = "Administrators see to archives."


def ask(key, sign):
    """Ask the worker to see to an archive while it bears this sign of life."""
    current_app.send_task(WORK, [key, sign], retry=False)


QUEUE = jobs.ImportQueue(PartnershipArchive, ask, related=("partnership", "by"))


def is_stale(archive, now):
    """Whether nobody seems to work on it any more, or ever began."""
    patience = BRINGING_IN_LASTS if archive.state == SAVING else jobs.PATIENCE
    return jobs.is_stale(archive, now, patience)


def _new(*, way, by, now, **values):
    if not is_administrator(by):
        raise Refused(NOT_YOURS)
    archive = PartnershipArchive(way=way, made_at=now, seen_at=now, by=by, preview={}, **values)
    archive.file = f"archives/{archive.uid}.zip"
    archive.save()
    return archive


def _forget_file(archive):
    """Delete its file once what was said about it stands."""
    name = archive.file.name
    transaction.on_commit(lambda: default_storage.delete(name), robust=True)


# ---- going out


@transaction.atomic
def send_out(partnership, *, by, now):
    """Have the archive of a partnership made; one that is being made already is that one."""
    partnership = Partnership.objects.select_for_update().get(pk=partnership.pk)
    going = PartnershipArchive.objects.filter(
        way=OUT, partnership=partnership, state__in=UNDER_WAY
    ).first()
    if going:
        return going
    name = f"{partnership.slug}-{now:%Y-%m-%d}.zip"
    archive = _new(way=OUT, by=by, now=now, partnership=partnership, name=name)
    QUEUE.ask_after_commit(archive)
    return archive


def keep_made(archive, file, **about):
    """Keep the file of an archive that was made; none stays of one that was removed meanwhile."""
    default_storage.save(archive.file.name, File(file))
    try:
        jobs.beat(archive, state=DONE, **about)
    except Lost:
        if not PartnershipArchive.objects.filter(pk=archive.pk).exists():
            default_storage.delete(archive.file.name)
        raise


# ---- coming in


@transaction.atomic
def take_in(*, file, name, sha256, by, now):
    """Keep an archive that somebody brings and have it checked."""
    archive = _new(way=IN, by=by, now=now, name=name, sha256=sha256, size=file.size)
    note("archive.upload", by=by, now=now, target=archive, after={"sha256": sha256})
    default_storage.save(archive.file.name, file)  # last: no file stays that no row knows
    QUEUE.ask_after_commit(archive)
    return archive


@transaction.atomic
def confirm(archive, *, slug, by, now):
    """Have a checked archive brought in under an address; a second press finds it under way."""
    archive = _locked(archive, by)
    if archive.state != READ:
        raise Refused(NOT_READY)
    archive.state, archive.slug, archive.by = SAVING, slug, by
    QUEUE.ask_again(archive, now=now)


@contextmanager
def bringing_in(archive, clock):
    """The transaction in which an archive comes in: nobody else takes it up meanwhile, and that
    it is here is true at the same moment as all that came with it."""
    held = PartnershipArchive.objects.filter(pk=archive.pk, state=SAVING, seen_at=archive.seen_at)
    with transaction.atomic():
        if held.select_for_update().first() is None:
            raise Lost
        yield lambda partnership: held.update(
            state=DONE, partnership=partnership, slug=partnership.slug, seen_at=clock()
        )
        _forget_file(archive)


@transaction.atomic
def fail(archive, words, *, now, faults=(), count=0):
    """End it with the reason, and with what is wrong in it."""
    placed = [{"place": one.place, "words": one.words} for one in faults]
    jobs.beat(archive, now=now, state=FAILED, reason=words, faults=placed, fault_count=count)
    note("archive.failure", by=None, now=now, target=archive, reason=words)
    _forget_file(archive)


# ---- either way


@transaction.atomic
def start_again(archive, *, by, now):
    """Have somebody else take up what shows no sign of life."""
    archive = _locked(archive, by)
    if archive.state in UNDER_WAY and not is_stale(archive, now):
        raise Refused(STILL_ALIVE)
    QUEUE.restart(archive, now=now)
    note("archive.again", by=by, now=now, target=archive)


@transaction.atomic
def remove(archive, *, by, now):
    """Delete an archive with its file; whoever works on it stops. A partnership that came stays."""
    archive = _locked(archive, by)
    if archive.state == SAVING:
        raise Refused(STILL_ALIVE)
    note("archive.remove", by=by, now=now, target=archive)
    _forget_file(archive)
    archive.delete()


def _locked(archive, by):
    """The row, locked; a worker that brings it in at this moment has it."""
    if not is_administrator(by):
        raise Refused(NOT_YOURS)
    free = PartnershipArchive.objects.select_for_update(skip_locked=True)
    found = free.filter(pk=archive.pk).first()
    if found is None:
        raise Refused(STILL_ALIVE)
    return found
