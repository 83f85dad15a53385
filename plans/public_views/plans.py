"""What anybody can read of a plan: its page, its editions, its files."""

import csv

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partnership.models import Partnership
from plans.documents.address import public_address
from plans.documents.easy_read import public_easy_read
from plans.documents.following import ways_on
from plans.documents.past import shown_past_plans
from plans.documents.shelf import published_plans, published_reports
from plans.models import ConsultationDraft, Picture, Plan
from plans.models.standing import standing_of
from plans.workflow.consulting import takes_replies
from publishing.models import Edition, EditionText
from publishing.public_views import (
    edition_context,
    file_of_current,
    file_of_edition,
    public_edition,
)
from records.cells import safe

FIGURE_COLUMNS = (
    *("measure", "area", "period", "compared_with", "level", "direction"),
    *("change", "noun", "change_percent", "how_to_read"),
)


def published_plan(slug, plan):
    """A plan of which the public can read an edition, or 404."""
    plans = Plan.objects.published().select_related(
        "partnership", "document__partnership", "document__current_edition"
    )
    return get_object_or_404(plans, partnership__slug=slug, slug=plan)


@method_decorator(login_not_required, name="dispatch")
class PlanList(TemplateView):
    """All that a partnership has published: plans, drafts, reports, and older files."""

    template_name = "plans/plan_list.html"

    def get_context_data(self, **kwargs):
        found = Partnership.objects.published()
        partnership = get_object_or_404(found, slug=self.kwargs["partnership"])
        today = timezone.localdate()
        return {
            **super().get_context_data(**kwargs),
            "partnership": partnership,
            "room": "plan",
            "plans": published_plans(partnership, today),
            "reports": published_reports(partnership),
            "drafts": public_drafts(partnership, today),
            "past_plans": shown_past_plans(partnership),
            "crumbs": [*plan_crumbs(partnership)[:1], ("", _("Plans"))],
        }


def public_drafts(partnership, on):
    """Drafts that the public was asked about, each with whether people can still reply."""
    drafts = ConsultationDraft.objects.public().filter(plan__partnership=partnership)
    return [(draft, takes_replies(draft, on)) for draft in drafts.select_related("plan")]


@method_decorator(login_not_required, name="dispatch")
class PlanPage(TemplateView):
    """The current edition of a plan as a web page, the first-class form."""

    template_name = "plans/plan_page.html"

    def get_context_data(self, **kwargs):
        plan = published_plan(self.kwargs["partnership"], self.kwargs["plan"])
        return super().get_context_data(**kwargs) | plan_context(plan, self.edition_of(plan))

    def edition_of(self, plan):
        return plan.document.current_edition


class EditionPage(PlanPage):
    """One edition of a plan, for ever at this address; an older one says so at its top."""

    template_name = "plans/edition_page.html"

    def edition_of(self, plan):
        return public_edition(plan.document, self.kwargs["number"])


def plan_context(plan, edition):
    """An edition of a plan, and how the plan stands today."""
    today = timezone.localdate()
    context = edition_context(plan.document, edition, public_address(plan), ways_on(plan, edition))
    return context | {
        "example": plan.example,
        "room": "plan",
        "plan": plan,
        "standing": standing_of(plan, today),
        "easy_read": public_easy_read(plan.document),
        "follows": Plan.objects.published().filter(pk=plan.predecessor_id).first(),
        "crumbs": [*plan_crumbs(plan.partnership), ("", plan.years)],
    }


def plan_crumbs(partnership):
    """The way to a partnership's plans."""
    slug = partnership.slug
    return [
        (reverse("portal:partnership_home", args=[slug]), partnership.place_name),
        (reverse("plans:plan_list", args=[slug]), _("Plans")),
    ]


@login_not_required
def plan_file(request, partnership, plan, suffix):
    """The current edition in one of its formats: ``plan.pdf``, ``plan.epub`` …"""
    return file_of_current(published_plan(partnership, plan).document, suffix)


@login_not_required
def edition_file(request, partnership, plan, number, suffix):
    """One edition in one of its formats: the same bytes for ever."""
    return file_of_edition(published_plan(partnership, plan).document, number, suffix)


@login_not_required
def plan_figures(request, partnership, plan):
    """The figures of the current edition as CSV, safe to open in a spreadsheet."""
    edition = published_plan(partnership, plan).document.current_edition
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{partnership}-{plan}-figures.csv"'
    )
    writer = csv.writer(response)
    writer.writerow(FIGURE_COLUMNS)
    for figure in edition.snapshot["figures"]:
        writer.writerow([safe(figure[column]) for column in FIGURE_COLUMNS])
    return response


@login_not_required
def picture(request, name):
    """A picture that a public edition shows, or that the signed-in person's plans hold."""
    # Several partnerships, or one twice, may have put in the same picture.
    stored = Picture.objects.filter(sha256=name.split(".")[0], extension=name.split(".")[-1])
    for found in stored:
        if _is_public(found) or _is_mine(found, request.user):
            return FileResponse(default_storage.open(f"pictures/{found.name}"), filename=found.name)
    raise Http404("No such picture.")


def _is_public(found):
    editions = Edition.objects.public().filter(document__partnership=found.partnership_id)
    texts = EditionText.objects.filter(edition__in=editions)
    shown = [*editions.values_list("snapshot__pictures", flat=True)]
    shown += texts.values_list("snapshot__pictures", flat=True)
    return any(found.name in (names or []) for names in shown)


def _is_mine(found, user):
    if not user.is_authenticated:
        return False
    return user.is_superuser or any(
        role.partnership_id == found.partnership_id for role in user.current_roles
    )
