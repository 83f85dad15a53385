"""The officer's quarter: asked for, watched until every group has reported, and closed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from partnership.models import Partnership
from partnership.views import partnership_with_role, visible
from plans.documents.reported import quarter_in
from plans.documents.reported_preview import mails_to_write
from plans.documents.reported_rows import rows_of
from plans.documents.reported_when import askable, due_by_itself, next_to_ask
from plans.forms.quarters import QuarterForm
from plans.models import ReportCorrection, ReportingQuarter
from plans.models.reporting import GroupReportState
from plans.permissions import may_fill, may_run_quarters
from plans.workflow import closing
from plans.workflow.quarters import open_quarter
from records.moves import Refused
from records.views import attempt

QUARTERS = ReportingQuarter.objects.select_related("partnership")
IN = (GroupReportState.SENT, GroupReportState.ACCEPTED)


def for_running(user, partnership):
    """Refuse whoever is not an officer of the partnership."""
    if not may_run_quarters(user, partnership):
        raise PermissionDenied("Officers of the partnership ask its groups for reports.")


def progress_home(request):
    """Straight to the quarters of my only partnership; who has several chooses."""
    user = request.user
    found = Partnership.objects.all()
    if not user.is_superuser:
        found = found.filter(pk__in={role.partnership_id for role in user.current_roles})
    if len(found) == 1:
        return redirect("plans:quarter_list", found[0].slug)
    context = {"partnerships": found, "room": "progress"}
    return render(request, "plans/progress_home.html", context)


class QuarterList(TemplateView):
    """Every quarter for which reports were asked, the newest first."""

    template_name = "plans/quarter_list.html"

    def get_context_data(self, **kwargs):
        partnership = partnership_with_role(self.request.user, self.kwargs["partnership"])
        quarters = QUARTERS.filter(partnership=partnership).annotate(
            asked=Count("reports"),
            came=Count("reports", filter=Q(reports__state__in=IN)),
            accepted=Count("reports", filter=Q(reports__state=GroupReportState.ACCEPTED)),
        )
        found = askable(partnership, timezone.localdate())
        return super().get_context_data(**kwargs) | {
            "partnership": partnership,
            "room": "progress",
            "today": timezone.localdate(),
            "quarters": quarters,
            "next": next_to_ask(partnership, found),
            "may_run": may_run_quarters(self.request.user, partnership),
        }


class QuarterOpen(FormView):
    """Ask for a quarter's reports: whom, by when, and with which mail, seen before it goes."""

    template_name = "plans/quarter_open.html"
    form_class = QuarterForm

    def dispatch(self, request, *args, **kwargs):
        self.partnership = partnership_with_role(request.user, self.kwargs["partnership"])
        for_running(request.user, self.partnership)
        self.on = timezone.localdate()
        self.quarters = askable(self.partnership, self.on)
        self.quarter = self._quarter()
        return super().dispatch(request, *args, **kwargs)

    def _quarter(self):
        asked = self.request.GET.get("quarter")
        if not asked:
            return next_to_ask(self.partnership, self.quarters)
        found = [one for one in self.quarters if one.key == asked]
        if not found and self.request.method == "GET":
            raise Http404("This quarter cannot be asked for.")
        return found[0] if found else None

    def get_form_kwargs(self):
        fields = super().get_form_kwargs() | {"quarter": self.quarter, "on": self.on}
        if self.quarter:
            fields["initial"] = {"due_on": due_by_itself(self.quarter, self.on)}
        return fields

    def post(self, request, *args, **kwargs):
        if self.quarter is None:
            messages.error(request, "Reports for this quarter were asked for already.")
            return redirect("plans:quarter_list", self.partnership.slug)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        asked = {"year": self.quarter.year, "quarter": self.quarter.number}
        told = {"by": self.request.user, "now": timezone.now()}
        try:
            opened = open_quarter(self.partnership, **asked, **form.cleaned_data, **told)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "The groups are asked. Their mails are on their way.")
        return redirect("plans:quarter_detail", opened.uid)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        groups, sample = [], None
        if self.quarter:
            due_on = due_by_itself(self.quarter, self.on)
            groups, sample = mails_to_write(
                self.partnership, self.quarter, due_on, now=timezone.now()
            )
        return context | {
            "partnership": self.partnership,
            "room": "progress",
            "quarter": self.quarter,
            "quarters": self.quarters,
            "groups": groups,
            "without": [one for one in groups if not one.leads],
            "sample": sample,
        }


class QuarterDetail(TemplateView):
    """Who has reported and who has not; what to do about each."""

    template_name = "plans/quarter_detail.html"

    def get_context_data(self, **kwargs):
        quarter = visible(QUARTERS, self.request.user, self.kwargs["quarter"])
        rows = rows_of(quarter, timezone.localdate())
        for row in rows:
            row.opens = may_fill(self.request.user, row.report)
        return super().get_context_data(**kwargs) | {
            "partnership": quarter.partnership,
            "room": "progress",
            "quarter": quarter,
            "days": quarter_in(quarter),
            "waiting": [row for row in rows if row.may_be_reminded],
            "sent": [row for row in rows if row.waits_for_officer],
            "accepted": [row for row in rows if row.report.state == GroupReportState.ACCEPTED],
            "total": len(rows),
            "late": sum(row.late for row in rows),
            "corrections": ReportCorrection.objects.filter(quarter=quarter).select_related(
                "report__group", "action", "target__measure"
            ),
            "may_run": may_run_quarters(self.request.user, quarter.partnership),
        }


class QuarterClose(TemplateView):
    """What is not in, asked once more before nothing can come in any longer."""

    template_name = "plans/quarter_close.html"

    def dispatch(self, request, *args, **kwargs):
        self.quarter = visible(QUARTERS, request.user, self.kwargs["quarter"])
        for_running(request.user, self.quarter.partnership)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        told = {"by": request.user, "now": timezone.now()}
        attempt(
            request,
            lambda: closing.close_quarter(self.quarter, **told),
            "The quarter is closed. Changes are now corrections with a reason.",
        )
        return redirect("plans:quarter_detail", self.quarter.uid)

    def get_context_data(self, **kwargs):
        rows = rows_of(self.quarter, timezone.localdate())
        return super().get_context_data(**kwargs) | {
            "partnership": self.quarter.partnership,
            "room": "progress",
            "quarter": self.quarter,
            "waiting": [row for row in rows if row.may_be_reminded],
            "sent": [row for row in rows if row.waits_for_officer],
            "accepted": sum(row.report.state == GroupReportState.ACCEPTED for row in rows),
        }
