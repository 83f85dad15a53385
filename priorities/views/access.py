"""How the workspace finds evidence and rounds: what is not visible does not exist."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from partnership.permissions import has_any_role
from partnership.views import partnership_with_role, visible
from priorities.models import AssessmentRound
from priorities.permissions import may_keep, may_review

__all__ = [
    "acting_for",
    "evidence_context",
    "for_keeping",
    "for_review",
    "in_round",
    "partnership_with_role",
    "round_context",
    "visible",
]


def in_round(queryset, user, uid):
    """A round of one of the person's partnerships or shared with one, or a part of it; or 404."""
    path = queryset.model.owned_by.removesuffix("partnership").removesuffix("__")
    rounds = AssessmentRound.objects.visible_to(user)
    return get_object_or_404(queryset.filter(**{f"{path or 'pk'}__in": rounds}), uid=uid)


def acting_for(round, user):
    """For whom of those that take part somebody is here: whose round it is, else their own."""
    return next((one for one in round.partners if has_any_role(user, one)), round.partnership)


def round_context(round, user):
    """What every page of a round shows; it is changed by officers of the one whose round it is."""
    of = acting_for(round, user)
    return evidence_context(of, user, "round") | {"can_keep": may_keep(user, round.partnership)}


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
