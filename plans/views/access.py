"""How the workspace finds a plan: what is not visible to somebody does not exist for them."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404

from plans.models import Plan
from plans.permissions import may_edit, may_write
from publishing.models import Edition
from records.views import CONFLICT, CheckedEdit

LOCKED = "The text is locked. Reopen the plan for changes first."
LOCKED_MEANWHILE = (
    "The text was locked while you wrote, so this is not saved. What you typed still stands here: "
    "reopen the plan for changes, then save again."
)


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
    _for_writers(user, plan)
    if not may_edit(user, plan):
        raise PermissionDenied(LOCKED)


def _for_writers(user, plan):
    if not may_write(user, plan):
        raise PermissionDenied("Officers of the partnership write its plans.")


class PlanWriting(CheckedEdit):
    """A page on which something of a plan is written.

    Nobody submits the plan while it is saved, and who comes after that loses nothing that was
    typed.
    """

    def open_for_writing(self, plan):
        """To be asked by ``get_record``; what was sent is looked at in ``get_form``."""
        self.written_in = plan
        if self.request.method == "POST":
            _for_writers(self.request.user, plan)
        else:
            for_writing(self.request.user, plan)

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        self.locked = form.is_bound and not self._held_open()
        if self.locked:
            form.add_error(None, LOCKED_MEANWHILE)
        return form

    def form_invalid(self, form):
        answer = super().form_invalid(form)
        if self.locked:
            answer.status_code = CONFLICT
        return answer

    def _held_open(self):
        """Whether the plan is open; it stays so until this is saved. A new one is nobody's yet."""
        held = Plan.objects.select_for_update().filter(pk=self.written_in.pk).first()
        return held is None or held.is_open


def visible_edition(user, uid):
    """An edition of a plan of one of the person's partnerships, or 404."""
    plans = Plan.objects.visible_to(user)
    editions = Edition.objects.filter(document__plan__in=plans)
    return get_object_or_404(
        editions.select_related("document__partnership", "document__plan"), uid=uid
    )
