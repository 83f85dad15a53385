"""The notes go to the members by mail: shown first, then written once for each person."""

from django.db import transaction
from django.utils.timezone import localdate

from events.documents.notes_letters import letter_key, notes_mail
from events.workflow.meeting_letters import owe_each
from events.workflow.meeting_states import HELD, MEETING_MOVES, for_running
from records.moves import Refused

SENT_MEANWHILE = "The notes were sent a moment ago. Nothing was sent twice."


@transaction.atomic
def send_notes(meeting, *, answer_by, number, by, now):
    """Owe every member a mail with the link to the notes; returns how many were written.

    ``number`` is the sending that the officer saw a preview of: pressed twice, sent once.
    """
    found = for_running(meeting, by)
    on = localdate(now)
    mail = notes_mail(found, answer_by, on)
    if mail.number != number:
        raise Refused(SENT_MEANWHILE)
    if answer_by < on:
        raise Refused("The day by which members answer must be to come.")
    if found.state == HELD and not mail.people:
        raise Refused("Nobody is a member of the executive or leads a group that met.")
    after = {"sent_at": now, "answer_by": answer_by, "current_item": None}
    MEETING_MOVES.make(found, "send_notes", by=by, now=now, after=after)
    people = owe_each(found, mail, key=letter_key(found), now=now)
    return people
