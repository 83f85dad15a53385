"""Performance reports: the list, and a report as it would be made now."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from partnership.views import partnership_with_role, visible
from plans.documents.performance import Performance, composed_of
from plans.documents.performance.report import PARTS
from plans.documents.reported import quarter_in
from plans.forms.quarter_reports import EditionForm
from plans.models import QuarterReport, ReportingQuarter
from plans.permissions import may_make_reports
from plans.workflow.quarter_reports import closing_note, make_report, report_of
from publishing.models import Edition, State
from publishing.rendering import renderer_available
from records.views import attempt

NOT_YOURS = "Officers of the partnership make its reports."


def one_quarter(user, uid):
    """A quarter of one of the person's partnerships, or 404."""
    return visible(ReportingQuarter.objects.select_related("partnership"), user, uid)


def known_kind(kind):
    """Which report it is, or 404."""
    if kind not in QuarterReport.Kind.values:
        raise Http404("There is no such report.")
    return QuarterReport.Kind(kind)


def for_making(user, quarter):
    """Refuse whoever does not make reports."""
    if not may_make_reports(user, quarter.partnership):
        raise PermissionDenied(NOT_YOURS)


class QuarterReportList(TemplateView):
    """Each quarter with its reports, the newest first."""

    template_name = "plans/quarter_report_list.html"

    def get_context_data(self, **kwargs):
        partnership = partnership_with_role(self.request.user, self.kwargs["partnership"])
        quarters = ReportingQuarter.objects.filter(partnership=partnership)
        quarters = quarters.prefetch_related(
            Prefetch("documents__document__editions", without_text())
        )
        return super().get_context_data(**kwargs) | {
            "partnership": partnership,
            "room": "progress",
            "quarters": [_listed(one) for one in quarters],
        }


def without_text():
    """Editions as lists tell of them: the text of each is read when it is opened."""
    return Edition.objects.defer("fragment", "snapshot")


def _listed(quarter):
    """A quarter with the newest edition of each kind of report."""
    made = {one.kind: one.document for one in quarter.documents.all() if one.document}
    newest = {kind: max(of.editions.all(), key=_number, default=None) for kind, of in made.items()}
    rows = [(kind, newest.get(kind.value)) for kind in QuarterReport.Kind]
    return quarter, quarter_in(quarter), rows


def _number(edition):
    return edition.number


class QuarterReportDetail(TemplateView):
    """A report as it would be made now: what is asked is changed in place; its editions so far."""

    template_name = "plans/quarter_report_detail.html"

    def get_context_data(self, **kwargs):
        user, kind = self.request.user, known_kind(self.kwargs["report_kind"])
        quarter = one_quarter(user, self.kwargs["quarter"])
        report = report_of(quarter, kind)
        performance = Performance(report, timezone.localdate())
        editions = _editions(report)
        newest = editions[0] if editions else None
        can_make = may_make_reports(user, quarter.partnership)
        changed = (
            can_make and newest and composed_of(performance).content_hash != newest.content_hash
        )
        return super().get_context_data(**kwargs) | {
            "partnership": quarter.partnership,
            "room": "progress",
            "quarter": quarter,
            "report": report,
            "kind": kind,
            "others": [one for one in QuarterReport.Kind if one != kind],
            "performance": performance,
            "template": f"plans/documents/{_template(kind)}",
            "colour": quarter.partnership.colour,
            "parts": PARTS if performance.is_full else [],
            "editions": editions,
            "can_make": can_make,
            "asking": can_make,
            "changed": changed,
            "renderer": renderer_available(),
            "form": kwargs.get("form") or _form(quarter, newest),
            "under_way": (State.WAITING, State.RENDERING),
        }


def _template(kind):
    executive = kind == QuarterReport.Kind.EXECUTIVE
    return "performance.html" if executive else "performance_county.html"


def _editions(report):
    """The newest first, each with its PDF."""
    if report.document is None:
        return []
    found = without_text().filter(document=report.document).order_by("-number")
    return list(found.prefetch_related("renditions"))


def _form(quarter, newest):
    number = newest.number + 1 if newest else 1
    return EditionForm(
        initial={"number": number, "change_note": closing_note(quarter) if newest else ""}
    )


@require_POST
def quarter_report_make(request, quarter, report_kind):
    """Make the report an edition, as it stands."""
    found, kind = one_quarter(request.user, quarter), known_kind(report_kind)
    for_making(request.user, found)
    form = EditionForm(request.POST)
    if not form.is_valid():
        view = QuarterReportDetail()
        view.setup(request, quarter=quarter, report_kind=report_kind)
        return view.render_to_response(view.get_context_data(form=form))
    asked = {"by": request.user, "now": timezone.now(), **form.cleaned_data}
    attempt(request, lambda: make_report(found, kind, **asked), "The report is made.")
    return redirect(f"{reverse('plans:quarter_report_detail', args=[found.uid, kind])}#editions")
