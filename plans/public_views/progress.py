"""How a published plan goes, as far as an officer has approved it for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partnership.models import Partnership
from plans.documents.public_progress import (
    GROUPINGS,
    public_actions,
    public_groups,
    public_tally,
)
from plans.models import Plan
from plans.models.standing import standing_of
from plans.public_views.plans import published_plan


@method_decorator(login_not_required, name="dispatch")
class ProgressPage(TemplateView):
    """Each action of the current edition with its approved updates."""

    template_name = "plans/progress_page.html"

    def get_context_data(self, **kwargs):
        plan = published_plan(self.kwargs["partnership"], self.kwargs["plan"])
        return super().get_context_data(**kwargs) | self.of_plan(plan)

    def of_plan(self, plan):
        partnership, edition = plan.partnership, plan.document.current_edition
        asked = self.request.GET.get("by")
        by = asked if asked in GROUPINGS else "section"
        actions = public_actions(plan, edition)
        home = reverse("portal:partnership_home", args=[partnership.slug])
        return {
            "partnership": partnership,
            "room": "progress",
            "plan": plan,
            "edition": edition,
            "document": plan.document,
            "standing": standing_of(plan, timezone.localdate()),
            "actions": actions,
            "groups": public_groups(actions, edition, by),
            "tally": public_tally(actions),
            "by": by,
            "groupings": GROUPINGS,
            "others": [one for one in followed_plans(partnership) if one.pk != plan.pk],
            "crumbs": [
                (home, partnership.place_name),
                (reverse("plans:progress", args=[partnership.slug]), _("Progress")),
                ("", plan.years),
            ],
        }


@method_decorator(login_not_required, name="dispatch")
class Progress(ProgressPage):
    """The progress of the plan in force, else of the newest one that was published."""

    template_name = "plans/progress.html"

    def get_context_data(self, **kwargs):
        found = Partnership.objects.published()
        partnership = get_object_or_404(found, slug=self.kwargs["partnership"])
        context = super(ProgressPage, self).get_context_data(**kwargs)
        plans, today = followed_plans(partnership), timezone.localdate()
        in_force = [plan for plan in plans if standing_of(plan, today).in_force]
        if plans:
            chosen = (in_force or plans)[0]
            context |= self.of_plan(published_plan(partnership.slug, chosen.slug))
        crumbs = [
            (reverse("portal:partnership_home", args=[partnership.slug]), partnership.place_name),
            ("", _("Progress")),
        ]
        return context | {"partnership": partnership, "room": "progress", "crumbs": crumbs}


def followed_plans(partnership):
    """Published plans of what will be done, the newest first; not what looks back."""
    plans = Plan.objects.published().filter(partnership=partnership)
    texts = ("fragment", "snapshot")
    plans = plans.select_related("document__current_edition").defer(
        *(f"document__current_edition__{name}" for name in texts)
    )
    return [plan for plan in plans if plan.is_carried_on]
