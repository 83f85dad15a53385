"""Mails: written as rows with what they are about, and sent until a mail server took each.

The rows are the queue. Whoever sends claims one row at a time by a conditional change with a
lease: a sender that is killed leaves at most the one in its hand to be sent once more, under
the same Message-ID. How the mail server answers is in ``posting``.
"""

import datetime
import logging
import time
import uuid
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F

from partnership.models import Letter
from partnership.models.letters import MOST_ATTEMPTS, TAKEN_OUT, LetterState
from partnership.workflow import posting

log = logging.getLogger(__name__)

SEND = "partnership.send_letters"
# Longer than a mail server can keep one mail in hand: a dozen answers of EMAIL_TIMEOUT each.
LEASE = datetime.timedelta(minutes=3)
A_SWEEP = 50  # letters that a sweep sends at most: publishing must not wait for mail
A_SWEEP_LASTS = datetime.timedelta(seconds=10)
WAITS = [1, 2, 5, 15, 30, 60, 120]  # minutes before each further attempt
LOOK = 100  # letters found at once; each is claimed on its own
KILLED = "The portal was stopped {} times while it sent this."


# ---- written


def letter(partnership, *, key, to, subject, body, now, about=None, not_before=None):
    """A mail to somebody, not written yet.

    ``key`` names what it is for (“reminder 3 of report X to Y”): asking twice writes once.
    """
    uid = uuid.uuid4()
    return Letter(
        uid=uid,
        partnership=partnership,
        key=key,
        to=to,
        subject=" ".join(subject.split())[:200],
        body=body,
        about=about,
        message_id=f"<{uid.hex}@{urlsplit(settings.SITE_URL).hostname}>",
        written_at=now,
        not_before=not_before or now,
    )


def write(partnership, **fields):
    """Owe somebody a mail; returns it, or None where a letter with this key was written before."""
    owed = letter(partnership, **fields)
    write_all([owed])
    return Letter.objects.filter(uid=owed.uid).first()


@transaction.atomic
def write_all(owed):
    """Owe many mails at once; returns how many were not owed before."""
    Letter.objects.bulk_create(owed, ignore_conflicts=True, batch_size=100)
    written = Letter.objects.filter(uid__in=[one.uid for one in owed]).count()
    if written and any(one.not_before <= one.written_at for one in owed):
        _hint_once()
    return written


def _hint_once():
    """One hint for all that a transaction writes: a frozen broker costs its caller one wait."""
    if not any(run is _hint for _, run, *_ in transaction.get_connection().run_on_commit):
        transaction.on_commit(_hint, robust=True)


def _hint():
    try:
        current_app.send_task(SEND, retry=False)
    except Exception as error:  # whatever a broker's client may raise: the rows are the queue
        log.warning("The queue did not take a hint (%s); the sweeper sends the mail.", error)


# ---- sent


def send_due(now):
    """What the sweeper sends, should no worker do it."""
    began = time.monotonic()

    def clock():  # a lease that began with the sweep would end while its last letter is in hand
        return now + datetime.timedelta(seconds=time.monotonic() - began)

    _give_up(now)
    send_letters(clock=clock, most=A_SWEEP, until=now + A_SWEEP_LASTS)


def _give_up(now):
    """A letter whose sender was stopped at every attempt says so; nobody would claim it again."""
    left = Letter.objects.filter(state=LetterState.SENDING, lease_until__lt=now)
    left.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=LetterState.FAILED,
        reason=KILLED.format(MOST_ATTEMPTS),
        lease_until=None,
        leased_by="",
    )


def send_letters(*, clock, most=None, until=None):
    """Send what is due, one after the other over one connection; returns how many went out.

    Where the mail server is away no letter is touched: each waits, however long it takes.
    """
    sent = tried = 0
    faults = 0  # connections lost one after the other
    post = posting.Post()
    try:
        while _more(tried, most, until, clock) and (due := _due(clock(), most)):
            for pk in due:
                if faults > 1 or not _more(tried, most, until, clock) or not post.open():
                    return sent
                claimed = _claim(pk, clock())
                if claimed is None:
                    continue  # somebody else sends it
                tried += 1
                answer = post.send(claimed)
                _keep(claimed, answer, clock())
                sent += answer.taken
                faults = faults + 1 if answer.lost else 0
    finally:
        post.close()
    return sent


def _more(tried, most, until, clock):
    return (most is None or tried < most) and (until is None or clock() < until)


def _due(now, most):
    """Keys of the letters that wait longest."""
    due = Letter.objects.claimable(now).order_by("not_before", "pk")
    return list(due.values_list("pk", flat=True)[: min(most or LOOK, LOOK)])


def _claim(pk, now):
    """Take one letter to send it, or None where it is in somebody else's hand."""
    holder = uuid.uuid4().hex
    taken = Letter.objects.claimable(now).filter(pk=pk)
    if not taken.update(
        state=LetterState.SENDING,
        lease_until=now + LEASE,
        leased_by=holder,
        attempts=F("attempts") + 1,
    ):
        return None
    return Letter.objects.get(pk=pk, leased_by=holder)


def _keep(claimed, answer, now):
    """Write down what the mail server answered."""
    if answer.taken:
        return _end(claimed, LetterState.SENT, "", now)
    if answer.for_good or (answer.counts and claimed.attempts >= MOST_ATTEMPTS):
        return _end(claimed, LetterState.FAILED, answer.reason, now)
    wait = datetime.timedelta(minutes=WAITS[claimed.attempts - 1])
    return _held(claimed).update(
        state=LetterState.WAITING,
        reason=answer.reason,
        not_before=now + wait,
        lease_until=None,
        leased_by="",
        attempts=claimed.attempts - (0 if answer.counts else 1),
    )


def _held(claimed):
    return Letter.objects.filter(
        pk=claimed.pk, state=LetterState.SENDING, leased_by=claimed.leased_by
    )


def _end(claimed, state, reason, now):
    sent_at = now if state == LetterState.SENT else None
    _held(claimed).update(
        state=state, reason=reason, sent_at=sent_at, lease_until=None, leased_by=""
    )


# ---- emptied


def empty(letters):
    """Take out whom letters went to and what they said; that they went, and when, stays."""
    emptied = list(letters)
    for one in emptied:
        one.key, one.to, one.body = f"taken-out:{one.uid}", TAKEN_OUT, ""
        one.reason = "Could not be sent." if one.reason else ""
    Letter.objects.bulk_update(emptied, ["key", "to", "body", "reason"])
