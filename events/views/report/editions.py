"""The report on its way to the public: previewed, published, its formats, withdrawn."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView

from events.documents.address import report_address
from events.documents.compose import compose
from events.models import Event
from events.permissions import may_write
from events.views.access import event_context, for_writing, visible_event
from events.workflow.reports import publish_report
from publishing.forms import PublishForm, ReasonForm
from publishing.models import Edition, Rendition
from publishing.rendering import renderer_available
from publishing.views import draft_pdf, formats_context
from publishing.workflow import retry, withdraw
from records.moves import Refused
from records.views import attempt


class ReportPreview(TemplateView):
    """The report as a page, as it would be published now."""

    template_name = "events/report_preview.html"

    def get_context_data(self, **kwargs):
        event = visible_event(self.request.user, self.kwargs["event"])
        composed = compose(event)
        return {
            **super().get_context_data(**kwargs),
            **event_context(event, self.request.user, "report"),
            "composed": composed,
            "fragment": mark_safe(composed.fragment),  # noqa: S308 - cleaned when composed
            "renderer": renderer_available(),
        }


def report_preview_pdf(request, event):
    """The report as a PDF, as it would be printed now."""
    found = visible_event(request.user, event)
    preview = reverse("events:report_preview", args=[found.uid])
    name = f"{found.slug}-report"
    return draft_pdf(request, compose(found), found.partnership, name=name, preview=preview)


@require_http_methods(["GET", "POST"])
def report_publish(request, event):
    """Ask once more, and what changed; then publish. A second press leads to the same edition."""
    found = visible_event(request.user, event)
    for_writing(request.user, found)
    newest = found.document.newest_edition if found.document else None
    number = newest.number + 1 if newest else 1
    asked = _number(request, number)
    form = PublishForm(request.POST or None, needed=asked > 1)
    context = event_context(found, request.user, "report") | {
        "form": form,
        "number": number,
        "composed": compose(found),
        "address": report_address(found).page,
    }
    if request.method == "GET" or not form.is_valid():
        return render(request, "events/report_publish.html", context)
    try:
        edition = publish_report(
            found, number=asked, by=request.user, now=timezone.now(), **form.cleaned_data
        )
    except Refused as refusal:
        context["refusal"] = refusal
        return render(request, "events/report_publish.html", context, status=409)
    return redirect("events:report_edition", edition.uid)


def _number(request, next_number):
    """The edition that the page asked about; it may have been made by a first press meanwhile."""
    asked = request.POST.get("number", "")
    return min(int(asked), next_number) if asked.isascii() and asked.isdigit() else next_number


def visible_edition(user, uid):
    """An edition of a report of one of the person's partnerships, or 404."""
    editions = Edition.objects.filter(document__event__in=Event.objects.visible_to(user))
    return get_object_or_404(
        editions.select_related("document__event__partnership", "document__current_edition"),
        uid=uid,
    )


class ReportEdition(TemplateView):
    """The formats of an edition, each with its state and at most one thing to do."""

    template_name = "events/report_edition.html"

    def get_template_names(self):
        if self.request.htmx:
            return ["publishing/_edition_formats.html"]
        return [self.template_name]

    def get_context_data(self, **kwargs):
        edition = visible_edition(self.request.user, self.kwargs["edition"])
        event = edition.document.event
        return {
            **super().get_context_data(**kwargs),
            **event_context(event, self.request.user, "report"),
            **formats_context(edition, report_address(event)),
            "may_publish": may_write(self.request.user, event),
            "retry_name": "events:report_retry",
            "withdraw_address": reverse("events:report_withdraw", args=[edition.uid]),
        }


@require_POST
def report_retry(request, rendition):
    """Try a failed format of a report once more."""
    found = get_object_or_404(
        Rendition.objects.select_related("edition__document__event__partnership"),
        uid=rendition,
        edition__document__event__in=Event.objects.visible_to(request.user),
    )
    if not may_write(request.user, found.edition.document.event):
        raise PermissionDenied("Officers look after what is published.")
    attempt(request, lambda: retry(found, by=request.user, now=timezone.now()))
    return redirect("events:report_edition", found.edition.uid)


@require_http_methods(["GET", "POST"])
def report_withdraw(request, edition):
    """Withdraw a report: its page stays under a notice with the reason."""
    found = visible_edition(request.user, edition)
    event = found.document.event
    for_writing(request.user, event)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = {"by": request.user, "now": timezone.now(), **form.cleaned_data}
        attempt(request, lambda: withdraw(found.document, **asked))
        return redirect("events:report_edition", found.uid)
    context = event_context(event, request.user, "report") | {
        "edition": found,
        "back": reverse("events:report_edition", args=[found.uid]),
        "form": form,
    }
    return render(request, "publishing/withdrawal.html", context)
