"""How the workspace finds a plan: what is not visible to somebody does not exist for them."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from plans.models import Plan
from plans.permissions import may_edit, may_write
from publishing.models import Edition


def visible_plan(user, uid):
    """A plan of one of the person's partnerships, or 404."""
    plans = Plan.objects.visible_to(user).select_related("partnership", "document")
    return get_object_or_404(plans, uid=uid)


def visible(queryset, user, uid):
    """A part of a plan that the person may see, or 404."""
    return get_object_or_404(queryset.filter(**_in_plans(queryset, user)), uid=uid)


def _in_plans(queryset, user):
    path = queryset.model.owned_by.removesuffix("__partnership")
    return {f"{path}__in": Plan.objects.visible_to(user)}


def for_writing(user, plan):
    """Refuse whoever may not write in this plan, or not now."""
    if not may_write(user, plan):
        raise PermissionDenied("Officers of the partnership write its plans.")
    if not may_edit(user, plan):
        raise PermissionDenied("The text is locked. Reopen the plan for changes first.")


def visible_edition(user, uid):
    """An edition of a plan of one of the person's partnerships, or 404."""
    plans = Plan.objects.visible_to(user)
    editions = Edition.objects.filter(document__plan__in=plans)
    return get_object_or_404(
        editions.select_related("document__partnership", "document__plan"), uid=uid
    )
