"""The agenda goes to the members by mail: shown first, then written once for each person."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from events.documents.agendas import items_of, timed
from events.documents.meeting_people import members_of
from events.models import Meeting
from events.models.meetings import MeetingState
from events.permissions import may_run
from events.workflow.meeting_letters import owe_each
from partnership.models import Letter
from records.models import note
from records.moves import Refused
from records.periods import day_label

SENT_MEANWHILE = "The agenda was sent a moment ago. Nothing was sent twice."
TOO_LATE = "This meeting is {}. Its agenda is not sent any more."


@dataclass(frozen=True)
class Mail:
    """What everybody gets: the same words to all, one letter each."""

    subject: str
    body: str
    people: list
    number: int  # which sending of this meeting's agenda it is


def mail_of(meeting, on):
    """The mail as it would go out on a day."""
    number = sendings(meeting) + 1
    again = "Changed agenda" if number > 1 else "Agenda"
    return Mail(
        subject=f"{again}: {meeting.title}, {day_label(meeting.held_on)}",
        body=_body(meeting, again),
        people=members_of(meeting, on),
        number=number,
    )


def _body(meeting, again):
    page = settings.SITE_URL + reverse("events:agenda_page", args=[meeting.uid])
    lines = [f"{again} of {meeting.title}", "", meeting.when]
    lines += [f"Place: {meeting.venue or 'not stated'}", ""]
    for line in timed(items_of(meeting), meeting.starts_at):
        time = f"{line.starts_at:%H:%M}  " if line.starts_at else ""
        lines.append(f"{time}{line.number}. {line.item.title}")
        lines += [f"   {words}" for words in _below(line)]
    return "\n".join([*lines, "", "Agenda and papers, for reading and printing:", page, ""])


def _below(line):
    item = line.item
    if item.presenter:
        yield item.presenter
    yield f"Decision needed: {item.asked}" if item.asked else line.asks
    for paper in item.papers.all():
        yield str(paper)


def letters_of(meeting):
    """The letters that were written with this meeting's agenda."""
    return Letter.objects.filter(about=meeting.uid, key__startswith=_key(meeting))


def sendings(meeting):
    """How often the agenda was sent to its members."""
    keys = letters_of(meeting).values_list("key", flat=True)
    return max((int(key.rpartition(":")[2]) for key in keys), default=0)


def _key(meeting):
    return f"agenda:{meeting.uid}:"


@transaction.atomic
def send_agenda(meeting, *, number, by, now, on):
    """Owe every member a mail with the agenda; returns how many letters were written.

    ``number`` is the sending that the officer saw a preview of: pressed twice, sent once.
    """
    found = Meeting.objects.select_for_update().select_related("partnership").get(pk=meeting.pk)
    if not may_run(by, found):
        raise Refused("Officers send the agendas of their partnership.")
    if found.state != MeetingState.PLANNED:
        raise Refused(TOO_LATE.format(found.get_state_display().lower()))
    mail = mail_of(found, on)
    if mail.number != number:
        raise Refused(SENT_MEANWHILE)
    _refuse_empty(found, mail)
    people = owe_each(found, mail, key=_key(found), now=now)
    note("meeting.send_agenda", by=by, now=now, target=found, after={"people": people})
    return people


def _refuse_empty(meeting, mail):
    if not meeting.items.exists():
        raise Refused("The agenda has no items yet.")
    if not mail.people:
        raise Refused("Nobody is a member of the executive or leads a group that meets.")
