"""Mails: written as rows with what they are about, and sent until a mail server took each.

The rows are the queue. Whoever sends claims one row at a time by a conditional change with a
lease: a sender that is killed leaves at most the one in its hand to be sent once more, under
the same Message-ID.
"""

import datetime
import logging
import smtplib
import uuid
from email.utils import make_msgid
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F

from partnership.models import Letter
from partnership.models.letters import MOST_ATTEMPTS, LetterState

log = logging.getLogger(__name__)

SEND = "partnership.send_letters"
LEASE = datetime.timedelta(seconds=60)
A_SWEEP = 50  # letters that a sweep sends at most: publishing must not wait for mail
WAITS = [1, 2, 5, 15, 30, 60, 120]  # minutes before each further attempt
NOT_TAKEN = "The mail server did not take it: {}"


def write(partnership, *, key, to, subject, body, now, about=None, not_before=None):
    """Owe somebody a mail; returns it, or None where a letter with this key was written before.

    ``key`` names what it is for (“reminder 3 of report X to Y”): asking twice writes once.
    """
    host = urlsplit(settings.SITE_URL).hostname
    written = Letter.objects.bulk_create(
        [
            Letter(
                uid=(uid := uuid.uuid4()),
                partnership=partnership,
                key=key,
                to=to,
                subject=" ".join(subject.split())[:200],
                body=body,
                about=about,
                message_id=make_msgid(uid.hex, domain=host),
                written_at=now,
                not_before=not_before or now,
            )
        ],
        ignore_conflicts=True,
    )
    kept = Letter.objects.filter(uid=written[0].uid).first()
    if kept and kept.not_before <= now:
        transaction.on_commit(_hint, robust=True)
    return kept


def _hint():
    try:
        current_app.send_task(SEND, retry=False)
    except Exception as error:  # whatever a broker's client may raise: the rows are the queue
        log.warning("The queue did not take a hint (%s); the sweeper sends the mail.", error)


def send_due(now):
    """What the sweeper sends, should no worker do it."""
    send_letters(clock=lambda: now, most=A_SWEEP)


def send_letters(*, clock, most=None):
    """Send what is due, one after the other over one connection; returns how many went out."""
    sent = 0
    connection = get_connection()
    try:
        while (most is None or sent < most) and (letter := _claim(clock())):
            if not _send(letter, connection, clock):
                break  # the server is away or refuses: the others wait for the next time
            sent += 1
    finally:
        _close(connection)
    return sent


def _close(connection):
    try:
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        log.warning("The mail server went away (%s).", error)


def _claim(now):
    """Take one letter to send it, or None where nothing is due."""
    holder = uuid.uuid4().hex
    while True:
        found = Letter.objects.claimable(now).order_by("not_before", "pk").values_list("pk")
        first = found.first()
        if first is None:
            return None
        taken = Letter.objects.claimable(now).filter(pk=first[0])
        if taken.update(
            state=LetterState.SENDING,
            lease_until=now + LEASE,
            leased_by=holder,
            attempts=F("attempts") + 1,
        ):
            return Letter.objects.get(pk=first[0])


def _send(letter, connection, clock):
    """Whether the mail server took it; where one address is refused, that letter says so."""
    message = EmailMessage(
        letter.subject,
        letter.body,
        to=[letter.to],
        connection=connection,
        headers={"Message-ID": letter.message_id},
    )
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        _end(letter, LetterState.FAILED, NOT_TAKEN.format(refused), clock())
        return True
    except (OSError, smtplib.SMTPException) as fault:
        _put_back(letter, NOT_TAKEN.format(fault), clock())
        return False
    _end(letter, LetterState.SENT, "", clock())
    return True


def _held(letter):
    return Letter.objects.filter(
        pk=letter.pk, state=LetterState.SENDING, leased_by=letter.leased_by
    )


def _end(letter, state, reason, now):
    sent_at = now if state == LetterState.SENT else None
    _held(letter).update(
        state=state, reason=reason, sent_at=sent_at, lease_until=None, leased_by=""
    )


def _put_back(letter, reason, now):
    """Try again after a while; after the last attempt it says why it did not go."""
    if letter.attempts >= MOST_ATTEMPTS:
        return _end(letter, LetterState.FAILED, reason, now)
    wait = datetime.timedelta(minutes=WAITS[letter.attempts - 1])
    return _held(letter).update(
        state=LetterState.WAITING,
        reason=reason,
        not_before=now + wait,
        lease_until=None,
        leased_by="",
    )
