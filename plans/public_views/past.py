"""Plans that were published elsewhere: what each says, and its file as it came."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from plans.documents.past import file_label, handed_out
from plans.models import PastPlan


def shown_past_plan(partnership, slug):
    """A past plan that its partnership shows to everybody, or 404."""
    plans = PastPlan.objects.published().select_related("partnership")
    return get_object_or_404(plans, partnership__slug=partnership, slug=slug)


@method_decorator(login_not_required, name="dispatch")
class PastPlanPage(TemplateView):
    """What a past plan says in a few words, its file, and whom to ask for another format."""

    template_name = "plans/past_plan_page.html"

    def get_context_data(self, **kwargs):
        plan = shown_past_plan(self.kwargs["partnership"], self.kwargs["past_plan"])
        home = reverse("portal:partnership_home", args=[plan.partnership.slug])
        return super().get_context_data(**kwargs) | {
            "past_plan": plan,
            "partnership": plan.partnership,
            "room": "plan",
            "label": file_label(plan),
            "formats": plan.partnership.contact_points.filter(purpose="formats").first(),
            "crumbs": [
                (home, plan.partnership.place_name),
                (reverse("plans:plan_list", args=[plan.partnership.slug]), _("Plans")),
                ("", f"{plan.title} {plan.years}"),
            ],
        }


@login_not_required
@require_safe
def past_plan_file(request, partnership, past_plan):
    """The file as it came, under our own name."""
    plan = shown_past_plan(partnership, past_plan)
    response = FileResponse(plan.original.open("rb"), **handed_out(plan))
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
