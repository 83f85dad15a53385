"""Events as a calendar file (RFC 5545) that phones and office programs read."""

import datetime
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery
from icalendar import Calendar
from icalendar import Event as Entry

from events.models import Event
from events.models.events import EventState

MADE_BY = "-//Community Safety Partnership Portal//Events//EN"
HERE = ZoneInfo("Europe/London")


def for_calendar(events):
    """The events that have a day, each with the time of its last change."""
    changes = Event.history.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    dated = events.filter(starts_on__isnull=False).order_by("starts_on", "pk")
    return dated.annotate(changed_at=Subquery(changes.values("history_date")[:1]))


def calendar_file(events, *, name, address_of):
    """The bytes of a calendar of events; the same data always give the same bytes.

    ``address_of`` gives the whole web address of an event.
    """
    made = Calendar()
    made.add("prodid", MADE_BY)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _one_line(name))
    for event in events:
        made.add_component(_entry(event, address_of(event)))
    return made.to_ical()


def _entry(event, address):
    entry = Entry()
    entry.add("uid", f"{event.uid}@events.portal")
    entry.add("summary", _one_line(event.title))
    # The time of the last change, never of this request: so the file stays the same.
    changed = (event.changed_at or _midnight(event)).astimezone(datetime.UTC)
    entry.add("dtstamp", changed.replace(microsecond=0))
    entry.add("sequence", event.version - 1)
    for key, value in _times(event).items():
        entry.add(key, value)
    entry.add("status", "CANCELLED" if event.state == EventState.CANCELLED else "CONFIRMED")
    entry.add("url", address)
    for key, value in {"location": event.place, "description": event.summary}.items():
        if value:
            entry.add(key, _one_line(value))
    return entry


def _one_line(words):
    """A line break in a text would end its line of the file, and begin another with any meaning."""
    return " ".join(words.split())


def _midnight(event):
    return datetime.datetime.combine(event.starts_on, datetime.time(), HERE)


def _times(event):
    """From and to; whole days where no time is stated. A whole day ends before the next one."""
    last = event.ends_on or event.starts_on
    if not event.starts_at:
        return {"dtstart": event.starts_on, "dtend": last + datetime.timedelta(days=1)}
    times = {"dtstart": _moment(event.starts_on, event.starts_at)}
    if event.ends_at and _moment(last, event.ends_at) > times["dtstart"]:
        times["dtend"] = _moment(last, event.ends_at)
    return times


def _moment(day, time):
    return datetime.datetime.combine(day, time, HERE).astimezone(datetime.UTC)
