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

from publishing.documents import print_html
from publishing.models import MOST_ATTEMPTS, Rendition, State
from publishing.rendering import Abandoned, RenderFailed, render_pdf
from publishing.workflow.editions import lock, show_when_whole
from publishing.workflow.hints import ask_after_commit
from records.models import note
from records.moves import Refused

log = logging.getLogger(__name__)

GIVEN_UP = (
    f"The program that makes it stopped {MOST_ATTEMPTS} times without finishing. Try again; if it "
    "fails once more, tell the administrator of the portal."
)
NOT_KEPT = "The finished file could not be stored. It will be tried again by itself."
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
    name = f"editions/{sha256[:2]}/{sha256}.{rendition.format}"
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
            pages=made.pages,
            progress=made.pages,
            sha256=sha256,
            ready_at=now,
        ):
            return False
        note("rendition.ready", by=None, now=now, target=rendition, after={"sha256": sha256})
        show_when_whole(rendition.edition, now=now)
    return True


@transaction.atomic
def fail(rendition, words, *, passing, now):
    """Put it back in the queue after a passing fault; else, or at the last attempt, say why."""
    again = passing and rendition.attempts < MOST_ATTEMPTS
    if passing and not again:
        words = GIVEN_UP
    state = State.WAITING if again else State.FAILED
    if _held(rendition).update(state=state, lease_until=None, leased_by="", reason=words):
        note("rendition.failure", by=None, now=now, target=rendition, reason=words)


def put_back(rendition):
    """Leave a rendition to the next worker because this one is told to stop."""
    _held(rendition).update(
        state=State.WAITING, lease_until=None, leased_by="", attempts=F("attempts") - 1
    )


@transaction.atomic
def give_up(*, now):
    """End what was left behind at its last attempt: it stops whoever makes it."""
    left = Rendition.objects.filter(
        state=State.RENDERING, lease_until__lt=now, attempts__gte=MOST_ATTEMPTS
    )
    for rendition in left:
        fail(rendition, GIVEN_UP, passing=True, now=now)


def make(pk, *, clock):
    """Claim a rendition, make its file and keep it; does nothing where another has it."""
    rendition = claim(pk, now=clock())
    if rendition is None:
        return
    log.info("Making %s, attempt %s.", rendition, rendition.attempts)
    try:
        made = _render(rendition, clock)
        finish(rendition, made, now=clock())
    except Abandoned:
        log.info("Somebody else is making %s.", rendition)
    except RenderFailed as failure:
        fail(rendition, str(failure), passing=failure.passing, now=clock())
    except OSError:
        log.exception("%s could not be stored.", rendition)
        fail(rendition, NOT_KEPT, passing=True, now=clock())
    except Exception:
        log.exception("%s could not be made.", rendition)
        fail(rendition, UNKNOWN, passing=True, now=clock())
    except BaseException:  # told to stop
        put_back(rendition)
        raise


def _render(rendition, clock):
    edition = rendition.edition
    html = print_html(
        title=edition.title,
        fragment=edition.fragment,
        snapshot=edition.snapshot,
        edition_number=edition.number,
        published_at=edition.published_at,
        partnership=edition.document.partnership,
        language=rendition.language,
    )
    return render_pdf(
        html,
        watch=lambda pages: _still_ours(rendition, pages, clock()),
        every=min(2, settings.LEASE_SECONDS / 3),
    )


def _still_ours(rendition, pages, now):
    """Renew the lease. While the database is away the work goes on: ``finish`` asks again."""
    try:
        return renew(rendition, pages=pages, now=now)
    except Error:
        log.warning("The database does not answer while %s is made.", rendition)
        close_old_connections()
        return True


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
