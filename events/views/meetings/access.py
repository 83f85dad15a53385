"""How the workspace finds a meeting: what is not visible to somebody does not exist for them."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from events.models import Meeting
from events.permissions import may_run
from partnership.models import Partnership
from partnership.permissions import has_any_role
from partnership.views import visible

__all__ = ["for_running", "meeting_context", "visible", "visible_meeting"]


def visible_meeting(user, uid):
    """A meeting of one of the person's partnerships, or 404."""
    meetings = Meeting.objects.visible_to(user).select_related("partnership")
    return get_object_or_404(meetings, uid=uid)


def acting_for(meeting, user):
    """The partnership whose meeting it is; else, of a group that is lent, that of the reader."""
    if has_any_role(user, meeting.partnership):
        return meeting.partnership
    lent = Partnership.objects.filter(borrowed_groups__meetings=meeting).distinct()
    return next((one for one in lent if has_any_role(user, one)), meeting.partnership)


def for_running(user, meeting):
    """Refuse whoever may not set up this meeting."""
    if not may_run(user, meeting):
        raise PermissionDenied("Officers of the partnership set up its meetings.")


def meeting_context(meeting, user):
    """What every page of a meeting shows: for whom I am here, and what I may do."""
    return {
        "meeting": meeting,
        "partnership": acting_for(meeting, user),
        "room": "meetings",
        "can_run": may_run(user, meeting),
    }
