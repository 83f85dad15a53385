"""What meetings ask: of the officer who keeps them, and of those who agree their notes."""

import datetime

from django.db.models import Count, Min, Q
from django.urls import reverse

from events.models import Meeting, MeetingAction
from events.models.meetings import MeetingState
from partnership.models.people import RoleKind
from partnership.permissions import officer_of
from plans.views.needs import due_words
from portal.views.rows import Row, dated

AHEAD = datetime.timedelta(days=30)


def meeting_rows(user, on):
    """Notes to answer first; then, for officers, what comes, what was held, what is late."""
    yield from _to_answer(user, on)
    mine = officer_of(user)
    if mine:
        yield from _coming(mine, on)
        yield from _held(mine)
        yield from _sent(mine, on)
        yield from _actions(mine, on)


def _to_answer(user, on):
    executive = [r.partnership_id for r in user.current_roles if r.kind == RoleKind.EXECUTIVE]
    led = [r.group_id for r in user.current_roles if r.group_id]
    if not executive and not led:
        return
    asked = Meeting.objects.filter(
        Q(partnership__in=executive) | Q(groups__in=led), state=MeetingState.SENT
    )
    for meeting in asked.exclude(notes_answers__user=user).distinct():
        kind, state = dated(meeting.answer_by, on) if meeting.answer_by else ("warn", "No date set")
        yield Row(
            f"Notes of {meeting}",
            "Say whether they are right, or what should be corrected.",
            reverse("events:meeting_notes_answer", args=[meeting.uid]),
            "Read and answer",
            kind,
            state,
            due=meeting.answer_by,
            example=meeting.example,
        )


def _coming(mine, on):
    meetings = Meeting.objects.filter(
        partnership__in=mine, state=MeetingState.PLANNED, held_on__lte=on + AHEAD
    ).annotate(agenda=Count("items"))
    for meeting in meetings:
        passed = meeting.held_on < on
        page = "events:meeting_detail" if passed or meeting.agenda else "events:agenda_edit"
        why = "The agenda is written." if meeting.agenda else "It has no agenda yet."
        kind, state = dated(meeting.held_on, on)
        yield Row(
            str(meeting),
            "Its day has passed. Record what was decided, or cancel it." if passed else why,
            reverse(page, args=[meeting.uid]),
            "Record it" if passed else "Open it" if meeting.agenda else "Write the agenda",
            kind if not passed else "bad",
            state,
            due=meeting.held_on,
            group="next",
            example=meeting.example,
        )


def _held(mine):
    for meeting in Meeting.objects.filter(partnership__in=mine, state=MeetingState.HELD):
        yield Row(
            f"Notes of {meeting}",
            "Finish them, and send them round for agreement.",
            reverse("events:meeting_notes", args=[meeting.uid]),
            "Finish the notes",
            "warn",
            "Not sent",
            example=meeting.example,
        )


def _sent(mine, on):
    meetings = Meeting.objects.filter(partnership__in=mine, state=MeetingState.SENT).annotate(
        right=Count("notes_answers", filter=Q(notes_answers__agreed=True)),
        corrections=Count("notes_answers", filter=Q(notes_answers__agreed=False)),
    )
    for meeting in meetings:
        over = meeting.answer_by is None or meeting.answer_by < on
        asks = meeting.corrections or over
        yield Row(
            f"Notes of {meeting}",
            f"{meeting.right} agreed, {meeting.corrections} asked for corrections.",
            reverse("events:meeting_notes", args=[meeting.uid]),
            "Look at the answers",
            "warn" if asks else "wait",
            "Time is over" if over else "Corrections" if asks else "Sent",
            group="mine" if asks else "others",
            example=meeting.example,
        )


def _actions(mine, on):
    """Actions of meetings that are late: one row for each partnership."""
    late = MeetingAction.objects.filter(
        meeting__partnership__in=mine, state=MeetingAction.State.OPEN, due_on__lt=on
    )
    counted = late.order_by().values_list("meeting__partnership__slug")
    for slug, count, first in counted.annotate(n=Count("pk"), first=Min("due_on")):
        yield Row(
            f"{count} action{' of meetings is' if count == 1 else 's of meetings are'} late",
            "Ask those who own them, or say why they are no longer needed.",
            reverse("events:meeting_action_list", args=[slug]),
            "See them",
            "bad",
            due_words(first, on),
            due=first,
        )
