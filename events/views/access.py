"""How the workspace finds an event: what is not visible to somebody does not exist for them."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from events.models import Event
from events.permissions import may_write
from partnership.views import visible

__all__ = ["event_context", "for_writing", "visible", "visible_event"]


def visible_event(user, uid):
    """An event of one of the person's partnerships, or 404."""
    events = Event.objects.visible_to(user).select_related(
        "partnership", "series", "document__current_edition"
    )
    return get_object_or_404(events, uid=uid)


def for_writing(user, event):
    """Refuse whoever may not change this event."""
    if not may_write(user, event):
        raise PermissionDenied("Officers of the partnership maintain its events.")


def event_context(event, user, tab):
    """What every page of an event's workspace shows: its head, its tabs, what I may do."""
    return {
        "event": event,
        "partnership": event.partnership,
        "room": "events",
        "tab": tab,
        "can_write": may_write(user, event),
    }
