"""The editions of a return: published, read, printed, tried again."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView

from plans.documents.funder_returns import compose_return, return_of
from plans.permissions import may_make_reports
from plans.views.funder_returns import (
    acting_for,
    for_returns,
    one_return,
    return_address,
    return_context,
)
from plans.workflow.funder_returns import publish_return
from publishing.forms import PublishForm
from publishing.models import Edition, Rendition
from publishing.permissions import may_take_out
from publishing.public_views import pdf_of
from publishing.workflow import retry
from records.moves import Refused
from records.views import attempt


@require_http_methods(["GET", "POST"])
def funder_return_publish(request, funder_return):
    """Ask once more, and what changed; then freeze it. A second press leads to the same edition."""
    found = one_return(request.user, funder_return)
    for_returns(request.user, found.partnership)
    newest = found.document.newest_edition if found.document else None
    number = newest.number + 1 if newest else 1
    asked = _number(request, number)
    form = PublishForm(request.POST or None, needed=asked > 1)
    form.fields["change_note"].label = "What changed, for the funder"
    form.fields["change_note"].help_text = "Stands on the edition"
    context = return_context(found.partnership, request.user) | {
        "of": found,
        "form": form,
        "number": number,
        "composed": compose_return(return_of(found)),
    }
    if request.method == "GET" or not form.is_valid():
        return render(request, "plans/funder_return_publish.html", context)
    given = {"by": request.user, "now": timezone.now(), **form.cleaned_data}
    try:
        edition = publish_return(found, number=asked, **given)
    except Refused as refusal:
        context["refusal"] = refusal
        return render(request, "plans/funder_return_publish.html", context, status=409)
    return redirect("plans:funder_return_edition", found.uid, edition.number)


def _number(request, next_number):
    """The edition that the page asked about; it may have been made by a first press meanwhile."""
    asked = request.POST.get("number", "")
    return min(int(asked), next_number) if asked.isascii() and asked.isdigit() else next_number


def one_edition(user, funder_return, number):
    """A return that the person may see, and one of its editions; else 404."""
    found = one_return(user, funder_return)
    editions = found.document.editions.all() if found.document else Edition.objects.none()
    return found, get_object_or_404(editions, number=number)


class FunderReturnEdition(TemplateView):
    """A return as it was frozen, word for word."""

    template_name = "plans/funder_return_edition.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        found, edition = one_edition(user, self.kwargs["funder_return"], self.kwargs["number"])
        return {
            **super().get_context_data(**kwargs),
            **return_context(acting_for(user, found), user),
            "may_make": may_make_reports(user, found.partnership),
            "of": found,
            "edition": edition,
            "may_take_out": may_take_out(user, edition),
            "newest": found.document.newest_edition,
            "renditions": edition.renditions.all(),
            "fragment": mark_safe(edition.fragment),  # noqa: S308 - frozen, escaped when composed
        }


def funder_return_pdf(request, funder_return, number):
    """The PDF of an edition, for the partnership's own people, who send it on."""
    _, edition = one_edition(request.user, funder_return, number)
    response = pdf_of(edition)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_POST
def funder_return_retry(request, funder_return, number):
    """Try once more to make a file that failed."""
    found, edition = one_edition(request.user, funder_return, number)
    for_returns(request.user, found.partnership)
    rendition = get_object_or_404(Rendition, edition=edition)
    attempt(request, lambda: retry(rendition, by=request.user, now=timezone.now()))
    return redirect(f"{return_address(found)}#editions")
