"""What groups asked somebody to do, as people read it: how late it is, from when, and whose."""

import datetime
from dataclasses import dataclass

from django.db.models import Q

from events.models import MeetingAction
from partnership.models import Membership
from records.fields import valid_on
from records.periods import day_label

OPEN, DONE, DROPPED = MeetingAction.State.values
SOON = datetime.timedelta(days=7)
A_YEAR = 365


@dataclass(frozen=True)
class ActionRow:
    """An action with the words beside it."""

    action: MeetingAction
    kind: str
    words: str
    source: str  # “From 26 January”
    left: str  # why its owner can do it no longer, or ""
    just_ended: bool

    @property
    def late(self):
        return self.kind == "bad"


def open_actions(groups, on):
    """Rows of what these groups' meetings left open, late first; nothing of later meetings."""
    found = _of(groups).filter(state=OPEN, meeting__held_on__lte=on)
    return rows(found, on)


def action_log(meeting, on):
    """What a meeting has before it: all that is open, and what ended since the last meeting."""
    groups = list(meeting.groups.all())
    last = last_meeting(meeting)
    since = Q(ended_on__gte=last.held_on) if last else Q()
    wanted = Q(state=OPEN) | since & Q(ended_on__lte=max(on, meeting.held_on))
    of_today = Q(meeting=meeting)
    earlier = Q(meeting__held_on__lte=meeting.held_on, meeting__groups__in=groups)
    actions = MeetingAction.objects.filter(of_today | earlier & wanted).distinct()
    return rows(actions, on, meeting=meeting)


def last_meeting(meeting):
    """The meeting of the same groups before this one, or None."""
    groups = [group.pk for group in meeting.groups.all()]
    before = type(meeting).objects.filter(
        partnership=meeting.partnership_id, groups__in=groups, held_on__lt=meeting.held_on
    )
    return before.exclude(state="cancelled").distinct().order_by("-held_on", "-pk").first()


def rows(actions, on, *, meeting=None):
    """Actions of one partnership as rows: late, then open by their date, then what has ended."""
    found = list(actions.select_related("meeting__partnership", "organisation", "item", "decision"))
    gone = _gone(found, on)
    made = [_row(one, on, meeting, gone) for one in found]
    return sorted(made, key=lambda row: _place(row.action, on))


def _of(groups):
    return MeetingAction.objects.filter(meeting__groups__in=list(groups)).distinct()


def _place(action, on):
    due = action.due_on or datetime.date.max
    if action.state != OPEN:
        return 2, -action.ended_on.toordinal(), action.pk
    return (0 if due < on else 1), due.toordinal(), action.pk


def _row(action, on, meeting, gone):
    kind, words = standing(action, on)
    left = gone.get(action.organisation_id, "") if action.state == OPEN else ""
    just_ended = action.ended_on == on
    return ActionRow(action, kind, words, _source(action, on, meeting), left, just_ended)


def standing(action, on):
    """The kind of its status, and the words: “Late by 14 days”."""
    if action.state == DONE:
        return "done", f"Done {_short(action.ended_on, on)}"
    if action.state == DROPPED:
        return "wait", "No longer needed"
    if not action.due_on:
        return "wait", "Open"
    days = (action.due_on - on).days
    if days < -A_YEAR:
        return "bad", "Late by over a year"
    if days < 0:
        return "bad", f"Late by {_days(-days)}"
    if days == 0:
        return "warn", "Due today"
    return ("warn", f"Due in {_days(days)}") if days <= SOON.days else ("wait", "Open")


def _days(number):
    return f"{number} day{'' if number == 1 else 's'}"


def _short(day, on):
    """A day without its year where that is this one."""
    return f"{day.day} {day:%B}" if day.year == on.year else day_label(day)


def _source(action, on, meeting):
    if meeting and action.meeting_id == meeting.pk:
        return (
            f"From this meeting, item {action.item.order}" if action.item else "From this meeting"
        )
    return f"From {_short(action.meeting.held_on, meeting.held_on if meeting else on)}"


def _gone(actions, on):
    """Owners that are no longer there, by key: why."""
    bodies = {one.organisation_id: one.organisation for one in actions if one.organisation_id}
    held = Membership.objects.filter(organisation__in=bodies)
    ever = set(
        held.filter(partnership__in={one.meeting.partnership_id for one in actions}).values_list(
            "organisation", "partnership"
        )
    )
    now = set(held.filter(valid_on(on)).values_list("organisation", "partnership"))
    found = {}
    for key, body in bodies.items():
        if body.to_date and body.to_date < on:
            found[key] = f"{body} ended on {day_label(body.to_date)}."
        elif body.merged_into_id:
            found[key] = f"{body} was merged into another body."
        elif any(one[0] == key and one not in now for one in ever):
            found[key] = f"{body} has left the partnership."
    return found
