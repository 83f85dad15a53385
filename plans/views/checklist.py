"""The checklist: all that is asked of a plan, and what officers state about it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from plans.documents.checklist import checklist
from plans.documents.welsh import both_texts
from plans.forms.requirements import StatementForm
from plans.models import Requirement, RequirementStatement
from plans.permissions import may_edit, may_write
from plans.views.access import visible_plan
from plans.workflow.requirements import withdraw_statement
from records.views import CheckedEdit, attempt


class PlanChecklist(TemplateView):
    """Everything that is asked of a plan with its source, and everything to look at."""

    template_name = "plans/plan_checklist.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        plan = visible_plan(user, self.kwargs["plan"])
        return {
            **super().get_context_data(**kwargs),
            "plan": plan,
            "partnership": plan.partnership,
            "room": "plans",
            "checklist": checklist(plan, timezone.localdate()),
            "welsh": both_texts(plan) if plan.in_welsh else None,
            "can_write": may_write(user, plan),
            "can_edit": may_edit(user, plan),
            "to_submit": "submit" in self.request.GET,
        }


class RequirementState(CheckedEdit):
    """How a line is met, in the words of a named person, from a day on."""

    form_class = StatementForm
    template_name = "plans/requirement_state.html"

    def get_record(self):
        self.plan, self.requirement = _asked(self.request.user, self.kwargs)
        stored = RequirementStatement.objects.filter(plan=self.plan, requirement=self.requirement)
        return stored.first() or RequirementStatement(
            plan=self.plan,
            requirement=self.requirement,
            stated_by=self.request.user.label,
            stated_on=timezone.localdate(),
        )

    def get_back_url(self):
        page = reverse("plans:plan_checklist", args=[self.plan.uid])
        return f"{page}#{self.requirement.code}"

    def get_context_data(self, **kwargs):
        found = checklist(self.plan, timezone.localdate())
        mine = (item for item in found.items if item.requirement == self.requirement)
        return super().get_context_data(**kwargs) | {
            "plan": self.plan,
            "partnership": self.plan.partnership,
            "room": "plans",
            "item": next(mine),
        }


@require_POST
def requirement_withdraw(request, plan, requirement):
    """Take a statement back; the line is open again."""
    of, asked = _asked(request.user, {"plan": plan, "requirement": requirement})
    stated = get_object_or_404(RequirementStatement, plan=of, requirement=asked)
    attempt(
        request,
        lambda: withdraw_statement(stated, by=request.user, now=timezone.now()),
        f"Withdrawn. “{asked}” has no statement now; the history keeps what was stated.",
    )
    return redirect("plans:plan_checklist", of.uid)


def _asked(user, kwargs):
    """The plan and the line, for an officer who may make statements on it."""
    plan = visible_plan(user, kwargs["plan"])
    asked = Requirement.objects.asked_of(plan)
    requirement = get_object_or_404(asked, uid=kwargs["requirement"])
    if not may_write(user, plan):
        raise PermissionDenied("Officers of the partnership make its statements.")
    return plan, requirement
