"""The partnership's own list of steps to agreement, kept by its officers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from plans.documents.steps import asked, free_steps
from plans.forms.approval import StepForm
from plans.models import ApprovalStep
from plans.permissions import may_arrange_steps
from plans.views.access import visible, visible_plan
from plans.workflow.steps import copy_steps, move_step, remove_step, steps_before
from records.moves import Refused
from records.views import CheckedEdit, attempt

STEPS = ApprovalStep.objects.select_related("plan__partnership", "plan__document", "group")


def plan_to_arrange(user, uid):
    return _arranged_by(user, visible_plan(user, uid))


def step_to_arrange(user, uid):
    step = visible(STEPS, user, uid)
    _arranged_by(user, step.plan)
    return step


def _arranged_by(user, plan):
    if not may_arrange_steps(user, plan):
        raise PermissionDenied("Officers of the partnership arrange the steps to agreement.")
    return plan


class StepList(TemplateView):
    """All steps in their order, each with the ways to change it while that is possible."""

    template_name = "plans/step_list.html"

    def get_context_data(self, **kwargs):
        plan = plan_to_arrange(self.request.user, self.kwargs["plan"])
        found = asked(plan)
        free = free_steps(plan, found)
        return {
            **super().get_context_data(**kwargs),
            "plan": plan,
            "partnership": plan.partnership,
            "room": "plans",
            "rows": list(_rows(found, free)),
            "can_add": plan.is_open or plan.state == "submitted",
            "before": steps_before(plan) if plan.is_open else None,
        }


def _rows(found, free):
    """Each step with its place among the others, and what can be done with it."""
    orders = [one.step.order for one in found]
    movable = [step.order for step in free]
    for one in found:
        order = one.step.order
        beside = orders.count(order) > 1
        yield {
            "step": one.step,
            "beside": beside,
            "free": one.step in free,
            "kept": bool(one.answers or one.earlier),
            "up": beside or order > min(movable, default=order),
            "down": beside or order < max(movable, default=order),
            "join": order > min(movable, default=order),
        }


class StepEdit(CheckedEdit):
    """One step: which body does what, and when."""

    form_class = StepForm
    template_name = "plans/step_edit.html"

    def get_record(self):
        return step_to_arrange(self.request.user, self.kwargs["step"])

    def get_back_url(self):
        return reverse("plans:step_list", args=[self.object.plan.uid])

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)

    def get_context_data(self, **kwargs):
        plan = self.get_plan()
        more = {"plan": plan, "partnership": plan.partnership, "room": "plans"}
        return super().get_context_data(**kwargs) | more

    def get_plan(self):
        return self.object.plan


class StepAdd(StepEdit):
    """A new step, behind all others."""

    template_name = "plans/step_add.html"

    def get_record(self):
        self.plan = plan_to_arrange(self.request.user, self.kwargs["plan"])
        return ApprovalStep(plan=self.plan)

    def get_plan(self):
        return self.plan

    def get_back_url(self):
        return reverse("plans:step_list", args=[self.plan.uid])


def _done(request, plan, act, words=""):
    attempt(request, act, words)
    return redirect("plans:step_list", plan.uid)


@require_POST
def step_move(request, step):
    """Put a step earlier, later, or side by side with the one before."""
    found = step_to_arrange(request.user, step)
    how = request.POST.get("how", "")
    return _done(request, found.plan, lambda: move_step(found, how=how, by=request.user))


@require_POST
def step_remove(request, step):
    """Take a step out of the list."""
    found = step_to_arrange(request.user, step)
    return _done(
        request,
        found.plan,
        lambda: remove_step(found, by=request.user, now=timezone.now()),
        f"Removed: {found}. Add it again if that was not meant.",
    )


@require_POST
def step_copy(request, plan):
    """Take over the steps of the plan before."""
    found = plan_to_arrange(request.user, plan)
    try:
        copied = copy_steps(found, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = "1 step" if copied == 1 else f"{copied} steps"
        messages.success(request, f"Copied {words}. The planned days are not stated yet.")
    return redirect("plans:step_list", found.uid)
