"""What groups asked somebody to do, as people read it: how late it is, from when, and whose."""

import datetime
from dataclasses import dataclass

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from events.documents.agendas import earlier_meetings, last_meeting
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


def open_actions(groups, on, *, partnership=None):
    """Rows of what these groups' meetings left open, late first; nothing of later meetings.

    A group may be lent: with a partnership only what was asked at its own meetings.
    """
    found = MeetingAction.objects.filter(meeting__groups__in=list(groups)).distinct()
    if partnership:
        found = found.for_partnership(partnership)
    return rows(found.filter(state=OPEN, meeting__held_on__lte=on), on)


def action_log(meeting, on):
    """What a meeting has before it: all that is open, and what ended since the last meeting."""
    last = last_meeting(meeting)
    since = Q(ended_on__gte=last.held_on) if last else Q(ended_on__isnull=False)
    wanted = Q(state=OPEN) | since & Q(ended_on__lte=max(on, meeting.held_on))
    earlier = earlier_meetings(meeting).order_by().values("pk")
    actions = MeetingAction.objects.filter(
        Q(meeting=meeting) | Q(meeting__in=earlier) & wanted
    ).for_partnership(meeting.partnership)
    return rows(actions, on, meeting=meeting)


def rows(actions, on, *, meeting=None):
    """Actions of one partnership as rows: late, then open by their date, then what has ended."""
    found = list(actions.select_related("meeting__partnership", "organisation", "item"))
    return in_order(found, on, meeting=meeting)


def in_order(found, on, *, meeting=None):
    """The same of actions that were read already, with their meetings and owners."""
    gone = _gone(found, on)
    made = [_row(one, on, meeting, gone) for one in found]
    return sorted(made, key=lambda row: _place(row.action, on))


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
    held = Membership.objects.filter(
        organisation__in=bodies, partnership__in={one.meeting.partnership_id for one in actions}
    )
    held = held.annotate(now=ExpressionWrapper(valid_on(on), output_field=BooleanField()))
    told = held.values_list("organisation", "partnership", "now")
    ever = {(body, partnership) for body, partnership, _ in told}
    now = {(body, partnership) for body, partnership, still in told if still}
    found = {}
    for key, body in bodies.items():
        if body.to_date and body.to_date < on:
            found[key] = f"{body} ended on {day_label(body.to_date)}."
        elif body.merged_into_id:
            found[key] = f"{body} was merged into another body."
        elif any(one[0] == key and one not in now for one in ever):
            found[key] = f"{body} has left the partnership."
    return found


# ---- all of a partnership

SHOWN = {"": "Open", "late": "Late", "done": "Done", "dropped": "No longer needed", "all": "All"}


def listed(partnership, on, *, show="", owner=""):
    """The actions that a list asks for: open ones, late ones, done ones; of one owner."""
    found = _owned(partnership, owner).filter(_shown(show, on))
    return found.select_related("meeting", "organisation")


def _owned(partnership, owner):
    """By the name of a partner or a post, as the list writes it."""
    actions = MeetingAction.objects.for_partnership(partnership)
    if not owner:
        return actions
    return actions.filter(Q(organisation__name=owner) | Q(post=owner))


def _shown(show, on):
    wanted = {
        "late": Q(state=OPEN, due_on__lt=on),
        "done": Q(state=DONE),
        "dropped": Q(state=DROPPED),
        "all": Q(),
    }
    return wanted.get(show, Q(state=OPEN))


def list_filters(partnership, on, *, show="", owner=""):
    """The filters with how many each shows, and the owners that can be chosen."""
    actions = _owned(partnership, owner)
    counts = actions.aggregate(
        **{key or "open": Count("pk", filter=_shown(key, on)) for key in SHOWN if key != "all"},
        all=Count("pk"),
    )
    ways = [
        {"key": key, "label": label, "count": counts[key or "open"], "here": key == show}
        for key, label in SHOWN.items()
    ]
    every = MeetingAction.objects.for_partnership(partnership).order_by()
    names = every.values_list("organisation__name", "post").distinct()
    owners = sorted({name for pair in names for name in pair if name}, key=str.casefold)
    return {"ways": ways, "owners": owners}
