"""What comes after the day on which the demonstration is loaded: all of it made up."""

import datetime

from django.utils.timezone import localdate

from events.models import Event, Meeting
from events.models.events import EventKind
from events.workflow.meetings import plan
from events.workflow.public_meetings import add_public_meetings


def add_what_comes(keep, partnership, group, *, now):
    """The group's next meeting, which has no agenda yet, and two evenings for everybody."""
    today = localdate(now)
    next_one = Meeting(
        partnership=partnership,
        title="Executive Group",
        starts_at=datetime.time(10),
        ends_at=datetime.time(12),
        venue="South Lakeland House, Kendal",
    )
    day = today + datetime.timedelta(days=24)
    planned = plan(next_one, groups=[group], days=[day], template=None, by=keep.by, now=now)
    Meeting.objects.filter(pk__in=[one.pk for one in planned]).update(example=True)
    evening = Event(
        partnership=partnership,
        kind=EventKind.PUBLIC_MEETING,
        title="Example: neighbourhood meeting in Kendal",
        summary="Say what matters to you where you live, and hear what became of the last time.",
        venue="A town hall",
        starts_at=datetime.time(19),
        ends_at=datetime.time(20, 30),
    )
    days = [today + datetime.timedelta(weeks=weeks) for weeks in (2, 6)]
    made = add_public_meetings(evening, areas=[], days=days, announced=True, by=keep.by, now=now)
    Event.objects.filter(pk__in=[one.pk for one in made]).update(example=True)
