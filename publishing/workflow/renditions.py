"""Make the files of an edition: claim, render, keep, and what happens when that fails."""

import datetime
import hashlib
import logging
import os
import socket
import uuid

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import Error, close_old_connections, transaction
from django.db.models import F

from publishing.children import Abandoned, RenderFailed
from publishing.making import file_of
from publishing.models import MOST_ATTEMPTS, Format, Rendition, State, suffix_of
from publishing.workflow.editions import lock, show_when_whole
from publishing.workflow.hints import ask_after_commit
from publishing.workflow.withholding import withhold
from records.models import note
from records.moves import Refused

log = logging.getLogger(__name__)

GIVEN_UP = (
    f"The program that makes it stopped {MOST_ATTEMPTS} times without finishing. Try again; if it "
    "fails once more, tell the administrator of the portal."
)
NOT_KEPT = "The finished file could not be stored. It will be tried again by itself."
HANDS = 20  # more workers than this may each find the first ones taken
UNKNOWN = "Something went wrong while it was being made. It will be tried again by itself."


def claim(pk, *, now):
    """Take one rendition to make it, or None where another has it or nothing is to do."""
    holder = f"{socket.gethostname()[:60]}:{os.getpid()}:{uuid.uuid4().hex[:12]}"
    taken = (
        Rendition.objects.claimable(now)
        .filter(pk=pk)
        .update(
            state=State.RENDERING,
            leased_by=holder,
            lease_until=now + datetime.timedelta(seconds=settings.LEASE_SECONDS),
            attempts=F("attempts") + 1,
            tried_at=now,
            progress=0,
        )
    )
    if not taken:
        return None
    chosen = Rendition.objects.select_related("edition__document__partnership")
    return chosen.filter(pk=pk, leased_by=holder).first()


def _held(rendition):
    """The rendition's row as long as this holder has its lease."""
    return Rendition.objects.filter(
        pk=rendition.pk, state=State.RENDERING, leased_by=rendition.leased_by
    )


def renew(rendition, *, pages, now):
    """Keep the lease and tell how far it is; False when somebody else has taken it over."""
    until = now + datetime.timedelta(seconds=settings.LEASE_SECONDS)
    return bool(_held(rendition).update(lease_until=until, progress=pages))


def finish(rendition, made, *, now):
    """Keep the whole file, then switch the row to it; False when the lease was lost."""
    sha256 = hashlib.sha256(made.bytes).hexdigest()
    extension = suffix_of(rendition.format).rpartition(".")[2]
    name = f"editions/{sha256[:2]}/{sha256}.{extension}"
    kept = default_storage.save(name, ContentFile(made.bytes))
    with transaction.atomic():
        lock(rendition.edition.document)
        if not _held(rendition).update(
            state=State.READY,
            lease_until=None,
            leased_by="",
            reason="",
            file=kept,
            size=len(made.bytes),
            pages=made.pages or None,
            progress=made.pages,
            sha256=sha256,
            ready_at=now,
        ):
            _leave_nothing(kept)
            return False
        withhold(rendition.edition.document)  # its pages offer one format more
        note("rendition.ready", by=None, now=now, target=rendition, after={"sha256": sha256})
        show_when_whole(rendition.edition, now=now)
    return True


def _leave_nothing(name):
    """A file that was finished after its edition was taken out is nobody's."""
    if not Rendition.objects.filter(file=name).exists():
        default_storage.delete(name)


@transaction.atomic
def fail(rendition, words, *, passing, now):
    """Put it back in the queue after a passing fault; else, or at the last attempt, say why."""
    again = passing and rendition.attempts < MOST_ATTEMPTS
    if passing and not again:
        words = GIVEN_UP
    state = State.WAITING if again else State.FAILED
    if _held(rendition).update(state=state, lease_until=None, leased_by="", reason=words):
        note("rendition.failure", by=None, now=now, target=rendition, reason=words)


@transaction.atomic
def _wait_for_room(rendition, *, now):
    """A disk that is full or cannot be written is not its fault: no attempt is used up, however
    long that lasts, and the audit says it once."""
    waits = {"state": State.WAITING, "lease_until": None, "leased_by": "", "reason": NOT_KEPT}
    held = _held(rendition).update(**waits, attempts=F("attempts") - 1)
    if held and rendition.reason != NOT_KEPT:
        note("rendition.failure", by=None, now=now, target=rendition, reason=NOT_KEPT)


def put_back(rendition):
    """Leave a rendition to the next worker because this one is told to stop."""
    _held(rendition).update(
        state=State.WAITING, lease_until=None, leased_by="", attempts=F("attempts") - 1
    )


def _give_way(rendition):
    """Leave what may wait because a PDF waits; it is taken up again after that."""
    log.info("%s waits for a PDF to be made first.", rendition)
    put_back(rendition)
    ask_after_commit([rendition])


@transaction.atomic
def give_up(*, now):
    """End what was left behind at its last attempt: it stops whoever makes it."""
    left = Rendition.objects.filter(
        state=State.RENDERING, lease_until__lt=now, attempts__gte=MOST_ATTEMPTS
    )
    for rendition in left:
        fail(rendition, GIVEN_UP, passing=True, now=now)


def make_next(*, clock, without=(), meanwhile=None):
    """Make what is most urgent of all that waits, whatever the hint was about.

    Its key; None when nothing is left but those ``without`` which it was to be.
    """
    waiting = Rendition.objects.claimable(clock()).exclude(pk__in=without).in_turn()
    for pk in waiting.values_list("pk", flat=True)[:HANDS]:
        if make(pk, clock=clock, meanwhile=meanwhile):
            return pk
    return None


def make(pk, *, clock, meanwhile=None):
    """Claim a rendition, make its file and keep it; False where another has it already.

    ``meanwhile`` is called again and again while a program works on it.
    """
    rendition = claim(pk, now=clock())
    if rendition is None:
        return False
    log.info(
        "Making %s, attempt %s.",
        rendition,
        rendition.attempts,
        extra={"job": f"rendition {rendition.uid}", "attempt": rendition.attempts},
    )
    try:
        made = _render(rendition, clock, meanwhile)
        finish(rendition, made, now=clock())
    except Abandoned:
        log.info("%s is left to others.", rendition)
    except RenderFailed as failure:
        fail(rendition, str(failure), passing=failure.passing, now=clock())
    except OSError:
        log.exception("%s could not be stored.", rendition)
        _wait_for_room(rendition, now=clock())
    except Exception:
        log.exception("%s could not be made.", rendition)
        fail(rendition, UNKNOWN, passing=True, now=clock())
    except BaseException:  # told to stop
        put_back(rendition)
        raise
    return True


def _render(rendition, clock, meanwhile):
    def watch(pages):
        if meanwhile:
            meanwhile()
        return _goes_on(rendition, pages, clock())

    every = min(2, settings.LEASE_SECONDS / 3)
    return file_of(
        rendition.edition, rendition.format, rendition.language, watch=watch, every=every
    )


def _goes_on(rendition, pages, now):
    """Renew the lease, and see whether a PDF waits for what is made here.

    While the database is away the work goes on: ``finish`` asks again.
    """
    try:
        if rendition.format != Format.PDF and _pdf_waits(now):
            _give_way(rendition)
            return False
        return renew(rendition, pages=pages, now=now)
    except Error:
        log.warning("The database does not answer while %s is made.", rendition)
        close_old_connections()
        return True


def _pdf_waits(now):
    return Rendition.objects.claimable(now).filter(format=Format.PDF).exists()


@transaction.atomic
def retry(rendition, *, by, now):
    """Queue again what could not be made."""
    rendition = Rendition.objects.select_for_update().get(pk=rendition.pk)
    if rendition.state != State.FAILED:
        raise Refused("There is nothing to try again: it has not failed.")
    rendition.state, rendition.attempts, rendition.reason = State.WAITING, 0, ""
    rendition.progress = 0
    rendition.save()
    note("rendition.retry", by=by, now=now, target=rendition)
    ask_after_commit([rendition])
    return rendition
