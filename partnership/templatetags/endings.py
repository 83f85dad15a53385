"""What every page of a partnership that has ended says at its head."""

from django import template
from django.utils import timezone

from partnership.documents.endings import ending_of

register = template.Library()


@register.simple_tag
def what_ended(partnership):
    """The end of a partnership, or nothing while it lasts; asks nothing of one that lasts."""
    return ending_of(partnership, timezone.localdate()) if partnership.ended_on else None
