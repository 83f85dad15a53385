"""How an event moves: shown to the public, opened to its tables, closed, its sessions one by one.

Three small tables, because three things happen independently: an event can be public before
its evening, and its tables can write before it is public.
"""

from django.db import transaction

from events.models.events import Capture, Event, EventState
from events.models.workshops import SessionState
from events.permissions import may_write
from records.moves import Move, MoveTable, Refused

PLANNED, PUBLIC, CANCELLED = EventState.values

EVENT_MOVES = MoveTable(
    Move("announce", "Show it to the public", (PLANNED, CANCELLED), PUBLIC, may_write),
    Move("cancel", "Cancel the event", (PUBLIC,), CANCELLED, may_write, needs_reason=True),
    Move("hide", "Take it off the public site", (PUBLIC, CANCELLED), PLANNED, may_write, True),
)
CAPTURE_MOVES = MoveTable(
    Move("open", "Open the tables", (Capture.NOT_YET, Capture.CLOSED), Capture.OPEN, may_write),
    Move("close", "Close the event", (Capture.OPEN,), Capture.CLOSED, may_write),
    field="capture",
)


def _may_run(user, workshop):
    return may_write(user, workshop.event)


SESSION_MOVES = MoveTable(
    Move(
        "open",
        "Open this session",
        (SessionState.WAITING, SessionState.CLOSED),
        SessionState.OPEN,
        _may_run,
    ),
    Move("close", "Close this session", (SessionState.OPEN,), SessionState.CLOSED, _may_run),
)


def announce(event, *, by, now):
    """Let the public find the event; it needs a date first."""
    if not (event.starts_on or event.date_as_stated):
        raise Refused("Give the event a date first, so that people know when to come.")
    return EVENT_MOVES.make(event, "announce", by=by, now=now)


def cancel(event, *, reason, by, now):
    return EVENT_MOVES.make(event, "cancel", by=by, now=now, reason=reason)


def hide(event, *, reason, by, now):
    """Take an event off the public site. Not once its report is public: that is withdrawn."""
    if event.document and event.document.current_edition:
        raise Refused("Its report is public. Withdraw the report instead.")
    return EVENT_MOVES.make(event, "hide", by=by, now=now, reason=reason)


def open_capture(event, *, by, now):
    """Make the tables' links work."""
    return CAPTURE_MOVES.make(event, "open", by=by, now=now, after={"capture_closed_at": None})


@transaction.atomic
def close_capture(event, *, by, now):
    """End the tables' links, and the session that is still open."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    for workshop in event.workshops.filter(state=SessionState.OPEN):
        SESSION_MOVES.make(workshop, "close", by=by, now=now, after={"closed_at": now})
    return CAPTURE_MOVES.make(event, "close", by=by, now=now, after={"capture_closed_at": now})


@transaction.atomic
def open_session(workshop, *, by, now):
    """Put a session to the tables; the one before it closes by itself."""
    event = Event.objects.select_for_update().get(pk=workshop.event_id)
    if event.capture != Capture.OPEN:
        raise Refused("Open the tables first.")
    if workshop.form == workshop.Form.PRESENTATION:
        raise Refused("A presentation collects nothing. Open a workshop.")
    for other in event.workshops.filter(state=SessionState.OPEN).exclude(pk=workshop.pk):
        SESSION_MOVES.make(other, "close", by=by, now=now, after={"closed_at": now})
    return SESSION_MOVES.make(workshop, "open", by=by, now=now, after={"closed_at": None})


def close_session(workshop, *, by, now):
    """End a session; what still waits on the tables' devices is taken for some minutes."""
    return SESSION_MOVES.make(workshop, "close", by=by, now=now, after={"closed_at": now})
