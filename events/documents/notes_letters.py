"""The mail with which notes go round for agreement, and who has answered."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from events.documents.meeting_people import members_of
from partnership.models import Letter
from records.periods import day_label


@dataclass(frozen=True)
class Mail:
    """What everybody gets: the same words to all, one letter each."""

    subject: str
    body: str
    people: list
    number: int  # which sending of these notes it is


def notes_mail(meeting, answer_by, on):
    """The mail as it would go out on a day; ``answer_by`` may not be chosen yet."""
    number = sendings(meeting) + 1
    what = "Changed notes" if number > 1 else "Notes"
    page = settings.SITE_URL + reverse("events:meeting_notes_answer", args=[meeting.uid])
    until = day_label(answer_by) if answer_by else "(the day that you choose)"
    lines = [
        f"{what} of {meeting.title}, {day_label(meeting.held_on)}",
        "",
        "Please read the notes, and say whether they are right or what should be corrected:",
        page,
        "",
        f"Please answer by {until}. You sign in with your e-mail address.",
        "",
        str(meeting.partnership),
        "",
    ]
    subject = f"{what} for agreement: {meeting.title}, {day_label(meeting.held_on)}"
    return Mail(subject, "\n".join(lines), members_of(meeting, on), number)


def letter_key(meeting):
    return f"notes:{meeting.uid}:"


def sendings(meeting):
    """How often the notes were sent round."""
    sent = Letter.objects.filter(about=meeting.uid, key__startswith=letter_key(meeting))
    keys = sent.values_list("key", flat=True)
    return max((int(key.rpartition(":")[2]) for key in keys), default=0)


@dataclass(frozen=True)
class Reader:
    """A member, by post, and what they said to the notes."""

    user: object
    answer: object

    @property
    def earlier(self):
        """Whether the answer was to notes that have been sent again since."""
        sent = self.answer and self.answer.meeting.sent_at
        return bool(sent and self.answer.at < sent)


def readers(meeting, on):
    """Who gets the notes, with their answers; and whoever answered and is a member no longer."""
    given = {one.user_id: one for one in meeting.notes_answers.select_related("user")}
    for one in given.values():
        one.meeting = meeting
    members = members_of(meeting, on)
    known = {member.pk for member in members}
    found = [Reader(member, given.get(member.pk)) for member in members]
    return found + [Reader(one.user, one) for one in given.values() if one.user_id not in known]
