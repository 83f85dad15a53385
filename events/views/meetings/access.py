"""How the workspace finds a meeting: what is not visible to somebody does not exist for them."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from events.models import Meeting
from events.permissions import may_run
from partnership.views import visible

__all__ = ["for_running", "meeting_context", "visible", "visible_meeting"]


def visible_meeting(user, uid):
    """A meeting of one of the person's partnerships, or 404."""
    meetings = Meeting.objects.visible_to(user).select_related("partnership")
    return get_object_or_404(meetings, uid=uid)


def for_running(user, meeting):
    """Refuse whoever may not set up this meeting."""
    if not may_run(user, meeting):
        raise PermissionDenied("Officers of the partnership set up its meetings.")


def meeting_context(meeting, user):
    """What every page of a meeting shows: whose it is, and what I may do."""
    return {
        "meeting": meeting,
        "partnership": meeting.partnership,
        "room": "meetings",
        "can_run": may_run(user, meeting),
    }
