"""The milestones of an action, kept by officers and the lead of its group."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.documents.milestones import is_outside
from plans.forms.milestones import MilestoneForm
from plans.models import Action, Milestone
from plans.permissions import may_keep_milestones
from plans.views.access import visible
from plans.workflow.milestones import NOT_YOURS, reach, remove, reopen
from records.periods import day_label
from records.views import CheckedEdit, attempt

ACTIONS = Action.objects.select_related("plan__partnership")
MILESTONES = Milestone.objects.select_related("action__plan__partnership")


class MilestoneEdit(CheckedEdit):
    """Change a milestone, or remove it."""

    form_class = MilestoneForm
    template_name = "plans/milestone_edit.html"

    def get_record(self):
        return _kept(self.request, self.kwargs["milestone"])

    def get_form_kwargs(self):
        now = timezone.now()
        return super().get_form_kwargs() | {"now": now, "today": timezone.localdate(now)}

    def form_valid(self, form):
        answer = super().form_valid(form)
        plan = self.object.action.plan
        if self.object.pk and is_outside(plan, self.object.due_on):
            time = f"{day_label(plan.starts_on)} to {day_label(plan.ends_on)}"
            messages.warning(self.request, f"Saved. Its day lies outside the plan’s time, {time}.")
        return answer

    def get_back_url(self):
        return _page_of(self.object.action)

    def get_context_data(self, **kwargs):
        action = self.object.action
        return super().get_context_data(**kwargs) | {
            "action": action,
            "partnership": action.plan.partnership,
            "room": "progress",
        }


class MilestoneAdd(MilestoneEdit):
    """A new step of an action."""

    template_name = "plans/milestone_add.html"

    def get_record(self):
        action = visible(ACTIONS.all(), self.request.user, self.kwargs["action"])
        if not may_keep_milestones(self.request.user, action):
            raise PermissionDenied(NOT_YOURS)
        return Milestone(action=action)


def _kept(request, uid):
    found = visible(MILESTONES.all(), request.user, uid)
    if not may_keep_milestones(request.user, found.action):
        raise PermissionDenied(NOT_YOURS)
    return found


def _page_of(action):
    return reverse("plans:action_detail", args=[action.uid])


@require_POST
def milestone_reach(request, milestone):
    """Mark a milestone as reached today; the same place undoes it."""
    found, now = _kept(request, milestone), timezone.now()
    on = timezone.localdate(now)
    attempt(request, lambda: reach(found, on=on, by=request.user, now=now), "Marked as reached.")
    return redirect(f"{_page_of(found.action)}#milestones")


@require_POST
def milestone_reopen(request, milestone):
    """Take back that a milestone was reached."""
    found, now = _kept(request, milestone), timezone.now()
    attempt(request, lambda: reopen(found, by=request.user, now=now), "Not reached yet.")
    return redirect(f"{_page_of(found.action)}#milestones")


@require_POST
def milestone_remove(request, milestone):
    """Remove a milestone, in the version that was read."""
    found, now = _kept(request, milestone), timezone.now()
    typed = request.POST.get("base_version", "")
    base = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
    attempt(
        request,
        lambda: remove(found, base_version=base, by=request.user, now=now),
        f"“{found.wording}” was removed.",
    )
    return redirect(f"{_page_of(found.action)}#milestones")
