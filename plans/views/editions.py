"""An edition after Publish: what the public can read now, what is coming, what needs somebody."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView

from plans.documents.address import readers_address
from plans.models import Plan
from plans.permissions import may_publish
from plans.views.access import visible_edition
from publishing.forms import ReasonForm
from publishing.models import Rendition
from publishing.public_views import pdf_of
from publishing.views import formats_context
from publishing.workflow import retry, withdraw
from records.views import attempt


class EditionDetail(TemplateView):
    """The formats of an edition, each with its state and at most one thing to do."""

    template_name = "plans/edition_detail.html"

    def get_template_names(self):
        return ["publishing/_edition_formats.html"] if self.request.htmx else [self.template_name]

    def get_context_data(self, **kwargs):
        edition = visible_edition(self.request.user, self.kwargs["edition"])
        plan = edition.document.plan
        return {
            **super().get_context_data(**kwargs),
            **formats_context(edition, readers_address(plan, edition)),
            "plan": plan,
            "partnership": plan.partnership,
            "room": "plans",
            "may_publish": may_publish(self.request.user, plan),
            "retry_name": "plans:rendition_retry",
            "withdraw_address": reverse("plans:edition_withdraw", args=[edition.uid]),
        }


class EditionText(TemplateView):
    """An edition as the partnership's own people read it: the frozen text, word for word."""

    template_name = "plans/edition_text.html"

    def get_context_data(self, **kwargs):
        edition = visible_edition(self.request.user, self.kwargs["edition"])
        plan = edition.document.plan
        return {
            **super().get_context_data(**kwargs),
            "edition": edition,
            "plan": plan,
            "partnership": plan.partnership,
            "room": "plans",
            "fragment": mark_safe(edition.fragment),  # noqa: S308 - frozen, cleaned when composed
            "pdf": edition.pdf,
        }


def edition_text_pdf(request, edition):
    """The PDF of an edition, for the partnership's own people."""
    response = pdf_of(visible_edition(request.user, edition))
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_POST
def rendition_retry(request, rendition):
    """Try a failed format once more."""
    plans = Plan.objects.visible_to(request.user)
    found = get_object_or_404(
        Rendition.objects.select_related("edition__document"),
        uid=rendition,
        edition__document__plan__in=plans,
    )
    if not may_publish(request.user, found.edition.document.plan):
        raise PermissionDenied("Officers look after what is published.")
    attempt(request, lambda: retry(found, by=request.user, now=timezone.now()))
    return redirect("plans:edition_detail", found.edition.uid)


@require_http_methods(["GET", "POST"])
def edition_withdraw(request, edition):
    """Withdraw a plan: its page stays under a notice with the reason."""
    found = visible_edition(request.user, edition)
    plan = found.document.plan
    if not may_publish(request.user, plan):
        raise PermissionDenied("Officers withdraw plans.")
    form = ReasonForm(request.POST or None)
    context = {
        "edition": found,
        "back": reverse("plans:edition_detail", args=[found.uid]),
        "partnership": plan.partnership,
        "room": "plans",
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        asked = {"by": request.user, "now": timezone.now(), **form.cleaned_data}
        attempt(request, lambda: withdraw(found.document, **asked))
        return redirect("plans:edition_detail", found.uid)
    return render(request, "publishing/withdrawal.html", context)
