"""The mail server as a sender meets it: one connection, and what each answer means for a mail."""

import logging
import smtplib
from dataclasses import dataclass

from django.core.mail import EmailMessage, get_connection

log = logging.getLogger(__name__)

NOT_TAKEN = "The mail server did not take it: {}"
GONE = 421  # “service not available, closing the connection”
PERMANENT = range(500, 600)


@dataclass(frozen=True)
class Answer:
    """What became of one mail.

    ``for_good``: asking again is of no use. ``lost``: the connection went with it. ``counts``:
    it was this mail's own fault, so that it counts as one of its attempts.
    """

    taken: bool = False
    reason: str = ""
    for_good: bool = False
    lost: bool = False
    counts: bool = True


class Post:
    """A connection to the mail server, opened when there is something to send."""

    def __init__(self):
        self.connection = None

    def open(self):
        """Whether the server is there; where it is away, the log says why."""
        if self.connection is not None:
            return True
        connection = get_connection()
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as fault:
            log.warning("The mail server is away (%s); the mails wait.", fault)
            return False
        self.connection = connection
        return True

    def close(self):
        connection, self.connection = self.connection, None
        if connection is None:
            return
        try:
            connection.close()
        except (OSError, smtplib.SMTPException) as fault:
            log.warning("The mail server went away (%s).", fault)

    def send(self, letter):
        """Hand over one mail; after an answer that ends the connection the next opens it anew."""
        message = EmailMessage(
            letter.subject,
            letter.body,
            to=[letter.to],
            connection=self.connection,
            # Nobody's absence note should answer a reminder.
            headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
        )
        answer = _send(message)
        if answer.lost:
            self.close()
        return answer


def _send(message):
    try:
        taken = message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        code, _ = next(iter(refused.recipients.values()))
        return _answer(code, refused)
    except smtplib.SMTPSenderRefused as refused:
        # The portal's own address: no letter is at fault, and each waits until that is mended.
        return _lost(refused, counts=False)
    except smtplib.SMTPResponseException as refused:
        return _answer(refused.smtp_code, refused)
    except (OSError, smtplib.SMTPServerDisconnected) as fault:
        return _lost(fault)
    except Exception as fault:  # an address or words that cannot be made into a mail
        return Answer(reason=NOT_TAKEN.format(fault), for_good=True)
    if not taken:
        return Answer(reason=NOT_TAKEN.format("it has no address"), for_good=True)
    return Answer(taken=True)


def _answer(code, refused):
    reason = NOT_TAKEN.format(refused)
    if code == GONE:
        return _lost(refused, counts=False)
    return Answer(reason=reason, for_good=code in PERMANENT)


def _lost(fault, *, counts=True):
    return Answer(reason=NOT_TAKEN.format(fault), lost=True, counts=counts)
