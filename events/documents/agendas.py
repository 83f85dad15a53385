"""An agenda as people read it: numbers, times, what stands over from earlier meetings."""

import datetime
from dataclasses import dataclass

from events.models import AgendaItem, Meeting
from events.models.agendas import Purpose
from events.models.meetings import MeetingState

# What an item asks of those who meet, where no question is written.
ASKS = {
    Purpose.NOTE: "To note",
    Purpose.DISCUSS: "For discussion",
    Purpose.AGREE: "For agreement",
    Purpose.DECIDE: "For decision",
}


@dataclass(frozen=True)
class Line:
    """One item with its number and the time at which it begins, where that is known."""

    number: int
    item: AgendaItem
    starts_at: datetime.time | None

    @property
    def asks(self):
        return ASKS[Purpose(self.item.purpose)]


def later(time, minutes):
    """A time of day so many minutes later; None past midnight or where one is not known."""
    if time is None or minutes is None:
        return None
    sum_of = time.hour * 60 + time.minute + minutes
    return datetime.time(*divmod(sum_of, 60)) if sum_of < 24 * 60 else None


def timed(items, starts_at):
    """Items as numbered lines: each begins when those before it are over, unless it says when."""
    return _timed(items, starts_at)[0]


def ends_at(items, starts_at):
    """When the last item is over, or None where a time is not stated on the way."""
    return _timed(items, starts_at)[1]


def _timed(items, clock):
    lines = []
    for number, item in enumerate(items, start=1):
        begins = item.starts_at or clock
        lines.append(Line(number, item, begins))
        clock = later(begins, item.minutes)
    return lines, clock


def minutes_over(meeting, items):
    """By how many minutes the agenda is longer than the meeting; 0 where it fits."""
    end = ends_at(items, meeting.starts_at)
    if not (end and meeting.ends_at and end > meeting.ends_at):
        return 0
    return (end.hour - meeting.ends_at.hour) * 60 + end.minute - meeting.ends_at.minute


def items_of(meeting):
    """The items with their papers, and the meeting that each was carried over from."""
    return list(meeting.items.select_related("carried_from__meeting").prefetch_related("papers"))


def earlier_meetings(meeting):
    """Meetings that the same groups had before this one, newest first."""
    others = Meeting.objects.filter(
        partnership=meeting.partnership_id,
        groups__in=meeting.groups.values("pk"),
        held_on__lt=meeting.held_on,
    )
    return others.exclude(state=MeetingState.CANCELLED).distinct().order_by("-held_on", "-pk")


def last_meeting(meeting):
    """The meeting of the same groups before this one, or None."""
    return earlier_meetings(meeting).first()


def stands_over(meeting):
    """Items that earlier meetings of the same groups deferred, and nobody has taken up since."""
    deferred = AgendaItem.objects.filter(
        meeting__in=earlier_meetings(meeting).order_by().values("pk"),
        outcome=AgendaItem.Outcome.DEFERRED,
        carried_to=None,
    )
    return deferred.select_related("meeting").order_by("meeting__held_on", "order", "pk")
