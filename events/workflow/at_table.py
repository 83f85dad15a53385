"""What a table sees: the session that is on, its own entries, and nothing of other tables."""

from django.utils import timezone

from events.models.contributions import Standing
from events.models.events import Capture
from events.models.workshops import SessionState, Workshop
from events.workflow.capture import GRACE
from events.workflow.pins import devices_at


def current_session(event):
    """The open session; else the one that closed last; else None."""
    sessions = list(event.workshops.exclude(form=Workshop.Form.PRESENTATION))
    for number, workshop in enumerate(sessions, 1):
        workshop.number, workshop.of = number, len(sessions)
        workshop.is_open = workshop.state == SessionState.OPEN and event.capture == Capture.OPEN
        workshop.event = event
    is_on = [one for one in sessions if one.state == SessionState.OPEN]
    closed = [one for one in sessions if one.state == SessionState.CLOSED and one.closed_at]
    return (is_on or sorted(closed, key=lambda one: one.closed_at)[-1:] or [None])[0]


def takes_until(workshop, event):
    """Until when what waits on devices is taken after the close, or None while it is open."""
    ends = [event.capture_closed_at if event.capture == Capture.CLOSED else None]
    ends.append(workshop.closed_at if workshop.state == SessionState.CLOSED else None)
    known = [end for end in ends if end]
    return min(known) + GRACE if known else None


def entries_of(table, workshop):
    """A table's entries in a session, oldest first; those that it removed are among them."""
    if workshop is None:
        return []
    entries = table.contributions.filter(workshop=workshop).exclude(standing=Standing.ARRIVING)
    return list(entries.select_related("resident_type", "workshop").prefetch_related("redactions"))


def entry_facts(entry):
    """One entry as its table sees it: its words without what was taken out since."""
    redacted = bool(entry.redactions.all())
    return {
        "uid": str(entry.uid),
        "workshop": str(entry.workshop.uid),
        "version": entry.version,
        "text": entry.public_text,
        "kind": entry.kind,
        "heading": entry.heading.value if entry.heading else "",
        "level": entry.level,
        "resident_type": str(entry.resident_type.uid) if entry.resident_type else "",
        "top_priority": entry.top_priority,
        "standing": entry.standing,
        "locked": redacted or entry.has_theme or bool(entry.no_theme_reason),
        "time": f"{timezone.localtime(entry.said_at):%H:%M}" if entry.said_at else "",
    }


def table_facts(table, *, now):
    """What the page asks for every few seconds."""
    event = table.event
    workshop = current_session(event)
    return {
        "closed": event.capture == Capture.CLOSED,
        "session": _session_facts(workshop, event) if workshop else None,
        "mark": session_mark(workshop),
        "entries": [entry_facts(entry) for entry in entries_of(table, workshop)],
        "devices": devices_at(table, now=now),
        "time": f"{timezone.localtime(now):%H:%M}",
    }


def session_mark(workshop):
    """By what a page tells that it shows the session that is on, as it is now."""
    if workshop is None:
        return "none"
    return f"{workshop.uid}/{'open' if workshop.is_open else 'closed'}/{workshop.version}"


def _session_facts(workshop, event):
    until = takes_until(workshop, event)
    return {
        "uid": str(workshop.uid),
        "number": workshop.number,
        "open": workshop.is_open,
        "until": f"{timezone.localtime(until):%H:%M}" if until else "",
    }
