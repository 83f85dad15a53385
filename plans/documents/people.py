"""Who has which section of a plan open just now."""

import datetime

from plans.models import Presence

GONE_AFTER = datetime.timedelta(seconds=60)  # after the last key
CLOSED_AFTER = datetime.timedelta(seconds=20)  # a window that no longer says it is there


def writing_now(plan, *, now, besides=None):
    """Who typed in a section of the plan within the last minute: their presences, by section."""
    found = Presence.objects.filter(
        section__plan=plan, typed_at__gt=now - GONE_AFTER, seen_at__gt=now - CLOSED_AFTER
    )
    if besides is not None:
        found = found.exclude(user=besides)
    return found.select_related("user", "section").order_by("section", "-typed_at")
