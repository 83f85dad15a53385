"""How the workspace finds evidence and rounds: what is not visible does not exist."""

from django.core.exceptions import PermissionDenied

from partnership.views import partnership_with_role, visible
from priorities.permissions import may_keep, may_review

__all__ = [
    "evidence_context",
    "for_keeping",
    "for_review",
    "partnership_with_role",
    "visible",
]


def for_keeping(user, partnership):
    """Refuse whoever does not keep this partnership's evidence (or, without one, everybody's)."""
    if not may_keep(user, partnership):
        raise PermissionDenied("Officers of the partnership keep its evidence and priorities.")


def for_review(user, round):
    """Refuse whoever does not take part in the review."""
    if not may_review(user, round):
        raise PermissionDenied("Officers and executive members review priorities.")


def evidence_context(partnership, user, tab):
    """What every page of this room shows: whose it is, its tabs, what I may do."""
    return {
        "partnership": partnership,
        "room": "priorities",
        "tab": tab,
        "can_keep": may_keep(user, partnership),
    }
