"""Meetings of a year by month, with what is missing; and the next one that is public."""

import datetime
import re
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch
from django.urls import reverse
from django.utils.formats import date_format

from events.documents.facts import hours
from events.documents.standing import standing_of
from events.models import Event, Meeting
from events.models.events import CONSULTATIONS, EventState
from events.models.meetings import MeetingState
from partnership.models import Group
from partnership.models.groups import GroupState
from records.languages import in_language
from records.quarters import Quarter, quarter_of

# How often a group says that it meets, as the number of quarters in which it should do so once.
OFTEN = (
    (re.compile(r"six.?month|half.?year|twice a year|two times a year", re.I), 2),
    (re.compile(r"annual|yearly|once a year|every year", re.I), 4),
)
OTHERWISE = 1

# How a meeting stands, for those who work on it.
STANDINGS = {
    MeetingState.PLANNED: ("wait", "Planned"),
    MeetingState.HELD: ("warn", "Notes being written"),
    MeetingState.SENT: ("here", "Notes sent for agreement"),
    MeetingState.AGREED: ("done", "Notes agreed"),
    MeetingState.CANCELLED: ("bad", "Cancelled"),
}


@dataclass(frozen=True)
class Day:
    """A line of the calendar: a meeting of groups, or an event at which the public speaks."""

    on: datetime.date
    title: str
    address: str
    hours: str
    place: str
    kind: str
    words: str
    meeting: Meeting | None = None
    event: Event | None = None

    @property
    def cancelled(self):
        return "cancelled" in (getattr(self.meeting, "state", ""), getattr(self.event, "state", ""))

    @property
    def example(self):
        return (self.meeting or self.event).example


@dataclass(frozen=True)
class Month:
    """A month of the plan year with its days, and who should meet in the quarter it ends."""

    first: datetime.date
    days: list
    unmet: list = field(default_factory=list)


def year_calendar(partnership, year, today, *, group=None):
    """April to March: all meetings and events in one order, month by month."""
    first, last = Quarter(year, 1).starts_on, Quarter(year, 4).ends_on
    meetings = list(_meetings(partnership, first, last))
    events = [] if group else _events(partnership, first, last)
    shown = [one for one in meetings if group is None or group in one.groups.all()]
    days = [_meeting_day(one, today) for one in shown]
    days += [_event_day(one, today) for one in events]
    days.sort(key=lambda day: (day.on, day.hours == "", day.title))
    unmet = _unmet(_should_meet(partnership, group), meetings, year)
    return [
        Month(month, [day for day in days if _in(month, day.on)], unmet.get(month, []))
        for month in _months(year)
    ]


def _months(year):
    for number in range(12):
        yield datetime.date(year + (number > 8), (number + 3) % 12 + 1, 1)


def _in(month, day):
    return (day.year, day.month) == (month.year, month.month)


def _meetings(partnership, first, last):
    found = Meeting.objects.seen_in([partnership.pk]).filter(held_on__range=(first, last))
    return found.annotate(item_count=Count("items")).prefetch_related(
        Prefetch("groups", Group.objects.only("uid", "name"))
    )


def _events(partnership, first, last):
    found = Event.objects.for_partnership(partnership).filter(starts_on__range=(first, last))
    return found.exclude(kind__in=CONSULTATIONS).select_related("document")


def _meeting_day(meeting, today):
    kind, words = standing_in_workspace(meeting, today)
    address = reverse("events:meeting_detail", args=[meeting.uid])
    return Day(
        *(meeting.held_on, meeting.title, address, hours(meeting), meeting.venue, kind, words),
        meeting=meeting,
    )


def _event_day(event, today):
    address = reverse("events:event_detail", args=[event.uid])
    stands = standing_of(event, today)
    kind, words = stands.kind, stands.words
    if event.state == EventState.PLANNED:
        kind, words = "wait", "Not public"
    return Day(
        *(event.starts_on, event.title, address, hours(event), event.place, kind, words),
        event=event,
    )


def standing_in_workspace(meeting, today):
    """The kind and words of a meeting's status: what is published says so, what is past too."""
    if meeting.notes_published_at:
        return "good", "Notes published"
    if meeting.state == MeetingState.PLANNED and meeting.held_on < today:
        return "warn", "Past, nothing recorded"
    return STANDINGS[MeetingState(meeting.state)]


def _should_meet(partnership, group):
    """Groups that say how often they meet, and are not only proposed."""
    groups = Group.objects.for_partnership(partnership).exclude(meets="")
    groups = groups.filter(state__in=[GroupState.ACTIVE, GroupState.REVIEW])
    return [one for one in groups if group is None or one == group]


def _unmet(groups, meetings, year):
    """By the last month of a span of quarters: the groups that have no date within it."""
    dated = {
        (group.pk, quarter_of(meeting.held_on).number)
        for meeting in meetings
        if meeting.state != MeetingState.CANCELLED
        for group in meeting.groups.all()
    }
    found = {}
    for group in groups:
        for numbers in _spans(group):
            first, last = Quarter(year, numbers[0]), Quarter(year, numbers[-1])
            if _there(group, first.starts_on, last.ends_on) and not any(
                (group.pk, number) in dated for number in numbers
            ):
                found.setdefault(last.ends_on.replace(day=1), []).append((group, first, last))
    return found


def _spans(group):
    long = next((quarters for words, quarters in OFTEN if words.search(group.meets)), OTHERWISE)
    return [range(first, first + long) for first in range(1, 5, long)]


def _there(group, first, last):
    """Whether a group was there for the whole of a span; half a quarter asks for nothing."""
    return not (
        (group.from_date and group.from_date > first) or (group.to_date and group.to_date < last)
    )


@dataclass(frozen=True)
class NextPublic:
    """The next occasion that is open to everybody, for a front page."""

    on: datetime.date
    title: str
    when: str
    hours: str
    place: str
    address: str
    calendar: str
    example: bool
    moved_from: datetime.date | None = None
    cancelled_reason: str = ""
    cancelled: bool = False


def next_public(partnership, on):
    """The next event or open meeting that people can come to, or None.

    A cancelled one is given only where nothing else is announced.
    """
    coming = sorted(
        [*_coming_events(partnership, on), *_coming_meetings(partnership, on)],
        key=lambda one: (one.cancelled, one.on, one.hours, one.title),
    )
    return coming[0] if coming else None


def _coming_events(partnership, on):
    found = Event.objects.published().filter(partnership=partnership, starts_on__gte=on)
    for event in found.exclude(kind__in=CONSULTATIONS).order_by("starts_on")[:20]:
        address = reverse("events:event_page", args=[partnership.slug, event.slug])
        calendar = reverse("events:event_calendar", args=[partnership.slug, event.slug])
        yield NextPublic(
            *(event.starts_on, in_language(event, "title"), event.when, hours(event), event.place),
            *(address, calendar, event.example),
            cancelled=event.state == EventState.CANCELLED,
        )


def _coming_meetings(partnership, on):
    found = Meeting.objects.announced().filter(
        partnership=partnership, held_on__gte=on, open_to_all=True
    )
    for meeting in found.order_by("held_on")[:20]:
        where = [partnership.slug, meeting.slug]
        yield NextPublic(
            *(
                meeting.held_on,
                in_language(meeting, "title"),
                day_words(meeting),
                hours(meeting),
                meeting.venue,
            ),
            *(reverse("events:meeting_page", args=where),),
            *(reverse("events:meeting_calendar", args=where), meeting.example),
            moved_from=meeting.moved_from,
            cancelled_reason=meeting.cancelled_reason,
            cancelled=meeting.state == MeetingState.CANCELLED,
        )


def day_words(meeting):
    """“Thursday 26 April 2012”."""
    return date_format(meeting.held_on, "l j F Y")
