"""A plan that holds longer than it says."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic.edit import FormView

from plans.forms.extending import ExtensionForm
from plans.permissions import may_publish
from plans.views.access import visible_plan
from plans.workflow.extending import extend
from records.moves import Refused


class PlanExtend(FormView):
    """Let a published plan hold beyond its last day, or take that back."""

    template_name = "plans/plan_extend.html"
    form_class = ExtensionForm

    def dispatch(self, request, *args, **kwargs):
        self.plan = visible_plan(request.user, kwargs["plan"])
        if not may_publish(request.user, self.plan):
            raise PermissionDenied("Officers extend plans.")
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {"until": self.plan.extended_until, "reason": self.plan.extended_reason}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "plan": self.plan,
            "partnership": self.plan.partnership,
            "room": "plans",
        }

    def form_valid(self, form):
        try:
            extend(self.plan, **form.cleaned_data, by=self.request.user, now=timezone.now())
        except Refused as refused:
            form.add_error("until", str(refused))
            return self.form_invalid(form)
        return redirect("plans:plan_detail", self.plan.uid)
