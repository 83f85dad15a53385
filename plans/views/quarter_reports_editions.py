"""An edition of a performance report: the page, the PDF, and one more try for a file."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from plans.models import QuarterReport
from plans.views.quarter_reports import for_making, known_kind, one_quarter
from publishing.models import Edition, Rendition
from publishing.permissions import may_take_out
from publishing.public_views import pdf_of
from publishing.workflow import retry
from records.views import attempt


def one_edition(user, quarter, kind, number):
    """A quarter that the person may see, and an edition of its report; else 404."""
    found = one_quarter(user, quarter)
    editions = Edition.objects.filter(
        document__quarter_report__quarter=found,
        document__quarter_report__kind=known_kind(kind),
    )
    editions = editions.select_related("document__partnership", "taken_out")
    return found, get_object_or_404(editions, number=number)


class QuarterReportEdition(TemplateView):
    """A report as it was made, word for word."""

    template_name = "plans/quarter_report_edition.html"

    def get_context_data(self, **kwargs):
        kind = self.kwargs["report_kind"]
        asked = self.kwargs["quarter"], kind, self.kwargs["number"]
        quarter, edition = one_edition(self.request.user, *asked)
        return super().get_context_data(**kwargs) | {
            "partnership": quarter.partnership,
            "room": "progress",
            "quarter": quarter,
            "kind": QuarterReport.Kind(kind),
            "edition": edition,
            "newest": edition.document.newest_edition,
            "pdf": edition.pdf,
            "may_take_out": may_take_out(self.request.user, edition),
            "fragment": mark_safe(edition.fragment),  # noqa: S308 - frozen, escaped when composed
        }


def quarter_report_pdf(request, quarter, report_kind, number):
    """The PDF of an edition, for the partnership's own people."""
    _, edition = one_edition(request.user, quarter, report_kind, number)
    response = pdf_of(edition)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_POST
def quarter_report_retry(request, quarter, report_kind, number):
    """Try once more to make a file that failed."""
    found, edition = one_edition(request.user, quarter, report_kind, number)
    for_making(request.user, found)
    rendition = get_object_or_404(Rendition, edition=edition)
    attempt(request, lambda: retry(rendition, by=request.user, now=timezone.now()))
    return redirect(
        f"{reverse('plans:quarter_report_detail', args=[quarter, report_kind])}#editions"
    )
