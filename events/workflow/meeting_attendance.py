"""Who came to a meeting: a tap for each body, and a tap again to clear it."""

from django.db import IntegrityError, transaction

from events.models import MeetingAttendance
from events.workflow.meeting_states import for_writing, hold_by_itself
from records.models import note
from records.moves import Refused
from records.saving import StaleVersion, save_new, save_over

State = MeetingAttendance.State


@transaction.atomic
def record(meeting, who, *, state, was, by, now, substitute=""):
    """Whether a body is there; an empty state means “not recorded”, never “absent”.

    ``who`` is an organisation or a row that stands already; ``was`` the state its author saw.
    """
    meeting = for_writing(meeting, by)
    if state not in ("", *State.values):
        raise Refused("Choose Present, Apologies or Substitute.")
    row = _row(meeting, who)
    post = substitute.strip()[:200] if state == State.SUBSTITUTE else ""
    if row.state == state and row.substitute == post:
        return row
    if row.state not in (was, state):
        raise StaleVersion(row)
    row.state, row.substitute = state, post
    _kept(row, by)
    hold_by_itself(meeting, by=by, now=now)
    return row


def _row(meeting, who):
    if isinstance(who, MeetingAttendance):
        return MeetingAttendance.objects.select_for_update().get(pk=who.pk, meeting=meeting)
    rows = meeting.attendances.select_for_update().filter(organisation=who)
    return rows.first() or MeetingAttendance(meeting=meeting, organisation=who)


def _kept(row, by):
    return save_over(row, base_version=row.version, by=by) if row.pk else save_new(row, by=by)


@transaction.atomic
def add(meeting, *, organisation, post, by, now):
    """Somebody who is not in the list attends: a body, or a post."""
    meeting = for_writing(meeting, by)
    if not (organisation or post.strip()):
        raise Refused("Name an organisation or a post.")
    row = MeetingAttendance(
        meeting=meeting, organisation=organisation, post=post.strip(), state=State.PRESENT
    )
    same = {"organisation": organisation} if organisation else {"post__iexact": row.post}
    if meeting.attendances.filter(**same).exists():
        raise Refused(f"{row} is in the list already.")
    try:
        with transaction.atomic():
            save_new(row, by=by)
    except IntegrityError as taken:
        raise Refused(f"{row} is in the list already.") from taken
    hold_by_itself(meeting, by=by, now=now)
    return row


@transaction.atomic
def remove(row, *, by, now):
    """Take somebody off the list who was added by mistake; only while nothing is recorded."""
    meeting = for_writing(row.meeting, by)
    row = MeetingAttendance.objects.select_for_update().get(pk=row.pk)
    if row.state:
        raise Refused(f"Clear what is recorded of {row} first.")
    note("meeting.attendance_remove", by=by, now=now, target=meeting, before={"who": str(row)})
    row._history_user = by
    row.delete()
