"""Plans that were published elsewhere: chosen many at once, described, shown or not."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from plans.documents.past import handed_out
from plans.forms.past import PastPlanForm
from plans.models import PastPlan
from plans.views.bringing import officers_partnership
from plans.views.staging import Staged
from plans.workflow import past
from records.moves import Refused
from records.views import CheckedEdit, attempt

PLANS = PastPlan.objects.select_related("partnership")
MEANWHILE = "One of these files was added by somebody else a moment ago. Nothing was added."


def own_past_plan(user, uid):
    """A past plan of a partnership whose officer this person is."""
    found = get_object_or_404(PLANS, uid=uid)
    officers_partnership(user, found.partnership.slug)
    return found


class PastPlanList(TemplateView):
    """All past plans, on the public site or not."""

    template_name = "plans/past_plan_list.html"

    def get_context_data(self, **kwargs):
        partnership = officers_partnership(self.request.user, self.kwargs["partnership"])
        return super().get_context_data(**kwargs) | {
            "partnership": partnership,
            "room": "plans",
            "past_plans": partnership.past_plans.all(),
            "waiting": len(Staged(self.request.session, partnership).rows),
        }


class PastPlanAdd(TemplateView):
    """Choose files, then describe each; what was chosen and typed is kept until all is said."""

    template_name = "plans/past_plan_add.html"

    def dispatch(self, request, *args, **kwargs):
        self.partnership = officers_partnership(request.user, kwargs["partnership"])
        self.staged = Staged(request.session, self.partnership)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.staged.keep_typed(request.POST)
        self.staged.drop(request.POST.get("drop", ""))
        faults = self.staged.take(request.FILES.getlist("files"))
        is_save = request.POST.get("act") == "save" and not request.FILES
        if is_save and not faults:
            return self._save()
        if faults or not (request.FILES or request.POST.get("drop")):
            faults = faults or ["Choose one or more files."]
            return self.render_to_response(self.get_context_data(faults=faults))
        return redirect(request.path)

    def _save(self):
        forms = self.staged.forms(checked=True)
        if not forms or [form for form in forms if not form.is_valid()]:
            return self.render_to_response(self.get_context_data(forms=forms))
        plans = [form.instance for form in forms]
        try:
            past.add(plans, by=self.request.user, now=timezone.now())
        except (Refused, IntegrityError) as refusal:
            said = str(refusal) if isinstance(refusal, Refused) else MEANWHILE
            context = self.get_context_data(forms=forms, faults=[said])
            return self.render_to_response(context)
        self.staged.clear()
        many = "past plan was" if len(plans) == 1 else "past plans were"
        messages.success(self.request, f"{len(plans)} {many} added.")
        return redirect("plans:past_plan_list", self.partnership.slug)

    def get_context_data(self, faults=(), forms=None, **kwargs):
        forms = self.staged.forms() if forms is None else forms
        return super().get_context_data(**kwargs) | {
            "partnership": self.partnership,
            "room": "plans",
            "rows": list(zip(self.staged.rows, forms, strict=True)),
            "faults": faults,
            "forms_with_errors": [form for form in forms if form.errors],
        }


class PastPlanEdit(CheckedEdit):
    """Title, period and summary of a past plan; its file stays as it came."""

    form_class = PastPlanForm
    template_name = "plans/past_plan_edit.html"

    def get_record(self):
        return own_past_plan(self.request.user, self.kwargs["past_plan"])

    def get_back_url(self):
        return reverse("plans:past_plan_list", args=[self.object.partnership.slug])

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        plan = context["form"].instance
        return context | {"past_plan": plan, "partnership": plan.partnership, "room": "plans"}


@require_POST
def past_plan_show(request, past_plan):
    """Put it on the public site, or take it off."""
    found = own_past_plan(request.user, past_plan)
    public = request.POST.get("public") == "1"
    done = "is on the public site now" if public else "is no longer on the public site"

    def act():
        past.show(found, public=public, by=request.user, now=timezone.now())

    attempt(request, act, done=f"“{found}” {done}.")
    return redirect("plans:past_plan_list", found.partnership.slug)


@require_safe
def past_plan_original(request, past_plan):
    """The file as it came, for officers, whether it is public or not."""
    plan = own_past_plan(request.user, past_plan)
    response = FileResponse(plan.original.open("rb"), **handed_out(plan))
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
