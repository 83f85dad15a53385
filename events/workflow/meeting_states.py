"""How a meeting moves: planned, held, its notes sent round, agreed and shown; or cancelled.

Once notes are agreed they stand still: what turns out to be wrong is corrected by a further
decision, with a date of its own.
"""

from django.db import transaction
from django.utils.timezone import localdate

from events.models.meetings import Meeting, MeetingState
from events.permissions import may_run
from records.models import note
from records.moves import Move, MoveTable, Refused
from records.periods import day_label
from records.saving import save_over

PLANNED, HELD, SENT, AGREED, CANCELLED = MeetingState.values

MEETING_MOVES = MoveTable(
    Move("hold", "The meeting has begun", (PLANNED,), HELD, may_run),
    Move("send_notes", "Send the notes for agreement", (HELD,), SENT, may_run),
    Move("take_back", "Take the notes back to change them", (SENT,), HELD, may_run),
    Move("agree", "The notes were agreed", (HELD, SENT), AGREED, may_run),
    Move("cancel", "Cancel the meeting", (PLANNED,), CANCELLED, may_run, needs_reason=True),
)


def hold(meeting, *, by, now):
    """The meeting takes place, or did."""
    if meeting.held_on > localdate(now):
        raise Refused(f"The meeting is on {day_label(meeting.held_on)}.")
    return MEETING_MOVES.make(meeting, "hold", by=by, now=now)


def hold_by_itself(meeting, *, by, now):
    """The first thing recorded on the day, or after it, says that the meeting takes place."""
    if meeting.state == PLANNED and meeting.held_on <= localdate(now):
        return hold(meeting, by=by, now=now)
    return meeting


def cancel(meeting, *, reason, by, now):
    """It does not take place; people are told why."""
    after = {"cancelled_reason": reason.strip()[:300]}
    return MEETING_MOVES.make(meeting, "cancel", by=by, now=now, reason=reason, after=after)


def take_back(meeting, *, by, now):
    """The notes can be written again; what members answered is kept."""
    after = {"sent_at": None, "answer_by": None}
    return MEETING_MOVES.make(meeting, "take_back", by=by, now=now, after=after)


def agree(meeting, *, on, changed, by, now):
    """The group agreed the notes on a day, as they were written or with changes."""
    if on < meeting.held_on:
        raise Refused("Notes cannot be agreed before the meeting was held.")
    if on > localdate(now):
        raise Refused("Notes cannot be agreed on a day to come.")
    after = {"agreed_on": on, "agreed_with_changes": changed, "current_item": None}
    return MEETING_MOVES.make(meeting, "agree", by=by, now=now, after=after)


@transaction.atomic
def publish_notes(meeting, *, by, now):
    """Everybody reads of the notes what an officer allowed, item by item."""
    meeting = for_running(meeting, by)
    if meeting.state != AGREED:
        raise Refused("Only agreed notes are published.")
    if not meeting.announced_at:
        raise Refused("Announce the meeting first: the public does not know of it.")
    if not meeting.items.filter(public=True).exists():
        raise Refused("Choose at least one item that the public may see.")
    return _shown(meeting, now, "meeting.publish_notes", by=by, now=now)


@transaction.atomic
def withdraw_notes(meeting, *, reason, by, now):
    """Take the notes off the public site."""
    meeting = for_running(meeting, by)
    if not meeting.notes_published_at:
        raise Refused("The notes are not public.")
    if not reason.strip():
        raise Refused("Give a reason.")
    return _shown(meeting, None, "meeting.withdraw_notes", by=by, now=now, reason=reason)


def for_running(meeting, by):
    """The meeting as it is now, locked, if this person runs it."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not may_run(by, meeting):
        raise Refused("Officers of the partnership run its meetings.")
    return meeting


def for_writing(meeting, by):
    """The same, if its notes may still be written."""
    meeting = for_running(meeting, by)
    if meeting.state == AGREED:
        agreed = day_label(meeting.agreed_on)
        raise Refused(f"The notes were agreed on {agreed} and stand. Correct the decision instead.")
    if not meeting.is_open:
        raise Refused(f"Nothing can be recorded now: {meeting.get_state_display().lower()}.")
    return meeting


def _shown(meeting, since, action, *, by, now, reason=""):
    meeting.notes_published_at = since
    save_over(meeting, base_version=meeting.version, by=by)
    note(action, by=by, now=now, target=meeting, reason=reason)
    return meeting
