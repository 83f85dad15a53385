"""What changed between last year's plan and this one, as anybody reads it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from plans.documents.since import since
from plans.models import Plan
from plans.public_views.plans import published_plan


@method_decorator(login_not_required, name="dispatch")
class PlanSince(TemplateView):
    """Two published texts side by side, section by section, and what became of the actions."""

    template_name = "plans/plan_since.html"

    def get_context_data(self, **kwargs):
        plan = published_plan(self.kwargs["partnership"], self.kwargs["plan"])
        before = self._before(plan)
        edition = plan.document.current_edition
        home = reverse("portal:partnership_home", args=[plan.partnership.slug])
        return super().get_context_data(**kwargs) | {
            "plan": plan,
            "before": before,
            "partnership": plan.partnership,
            "room": "plan",
            "edition": edition,
            "since": since(before.document.current_edition.fragment, edition.fragment),
            "carried": edition.snapshot.get("carried", []),
            "crumbs": [
                (home, plan.partnership.place_name),
                (reverse("plans:plan_list", args=[plan.partnership.slug]), _("Plans")),
                (reverse("plans:plan_page", args=[plan.partnership.slug, plan.slug]), plan.years),
                ("", _("What changed")),
            ],
        }

    def _before(self, plan):
        plans = Plan.objects.published().select_related("document__current_edition")
        before = plans.filter(pk=plan.predecessor_id).first()
        if before is None:
            raise Http404("No plan before this one is published here.")
        return before
