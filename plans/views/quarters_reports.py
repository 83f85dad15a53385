"""What an officer does with one group's report: remind of it, accept it, return it, correct it."""

from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from partnership.views import visible
from plans.documents.reported import alone_in
from plans.documents.reported_mails import REMIND, counts_of, leads_of, link_to, text_of
from plans.forms.quarters import ActionCorrectionForm, MeasureCorrectionForm, QuestionForm
from plans.models import ActionReport, GroupReport, MeasureReport
from plans.views.quarters import QUARTERS, for_running
from plans.workflow.accepting import accept, return_with_question
from plans.workflow.correcting import ActionNow, MeasureNow, action_now, correct, measure_now
from plans.workflow.reminding import remind, told_on
from records.moves import Refused
from records.views import attempt

LINE_OF = ("report__group", "report__quarter__partnership")
LINES = {ActionReport: "action", MeasureReport: "target__measure"}
REPORTS = GroupReport.objects.select_related("quarter__partnership", "group")


def report_to_run(request, uid):
    """A report of one of the officer's partnerships."""
    report = visible(REPORTS, request.user, uid)
    for_running(request.user, report.quarter.partnership)
    return report


def _of(report):
    return {
        "report": report,
        "quarter": report.quarter,
        "partnership": report.quarter.partnership,
        "room": "progress",
    }


class QuarterRemind(TemplateView):
    """The reminder as it would go, before it goes."""

    template_name = "plans/quarter_remind.html"

    def dispatch(self, request, *args, **kwargs):
        self.report = report_to_run(request, self.kwargs["report"])
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        told = {"by": request.user, "now": timezone.now()}
        attempt(request, lambda: remind(self.report, **told), f"{self.report.group}: reminded.")
        return redirect("plans:quarter_detail", self.report.quarter.uid)

    def get_context_data(self, **kwargs):
        report, now = self.report, timezone.now()
        asked = {"now": now, "link": link_to(report), "counts": counts_of(report)}
        people = leads_of([report.group_id], localdate(now)).get(report.group_id, [])
        return (
            super().get_context_data(**kwargs)
            | _of(report)
            | {
                "text": text_of(report, REMIND, **asked),
                "leads": [person.label for person in people],
                "told_today": told_on(report, localdate(now)),
            }
        )


@require_POST
def quarter_accept(request, report):
    """Take a report as it was sent."""
    found = report_to_run(request, report)
    told = {"by": request.user, "now": timezone.now()}
    attempt(request, lambda: accept(found, **told), f"{found.group}: accepted.")
    return redirect("plans:quarter_detail", found.quarter.uid)


class QuarterReturn(FormView):
    """Send a report back with a question."""

    template_name = "plans/quarter_return.html"
    form_class = QuestionForm

    def dispatch(self, request, *args, **kwargs):
        self.report = report_to_run(request, self.kwargs["report"])
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        told = {"by": self.request.user, "now": timezone.now()}
        try:
            return_with_question(self.report, form.cleaned_data["question"], **told)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"{self.report.group}: returned. The question goes by mail.")
        return redirect("plans:quarter_detail", self.report.quarter.uid)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | _of(self.report)


class QuarterCorrect(FormView):
    """A correction after the end of a quarter: first of what, then what and why."""

    template_name = "plans/quarter_correct.html"

    def dispatch(self, request, *args, **kwargs):
        self.quarter = visible(QUARTERS, request.user, self.kwargs["quarter"])
        for_running(request.user, self.quarter.partnership)
        self.line = self._line()
        return super().dispatch(request, *args, **kwargs)

    def _line(self):
        """The line that the address names: an action's or a measure's."""
        if alone := self.request.GET.get("action", ""):
            return self._alone(alone)
        asked = self.request.GET.get("line", "")
        if not asked:
            return None
        for model, about in LINES.items():
            lines = model.objects.filter(report__quarter=self.quarter)
            with suppress(ValidationError):  # whatever else stands in the address names none
                if found := lines.select_related(about, *LINE_OF).filter(uid=asked).first():
                    return found
        raise Http404("The quarter has no such line.")

    def _alone(self, asked):
        """An action that no group reports on: it has a line here and in no report."""
        for action in alone_in(self.quarter):
            if str(action.uid) == asked:
                return ActionReport(action=action)
        raise Http404("The quarter has no such action.")

    def post(self, request, *args, **kwargs):
        if self.line is None:
            raise Http404("Say which line is corrected.")
        return super().post(request, *args, **kwargs)

    def get_form_class(self):
        return ActionCorrectionForm if self._is_action else MeasureCorrectionForm

    def get_form(self, form_class=None):
        return super().get_form(form_class) if self.line else None

    @property
    def _report(self):
        return self.line.report if self.line.report_id else None

    @property
    def _is_action(self):
        return isinstance(self.line, ActionReport)

    def get_form_kwargs(self):
        fields, report = super().get_form_kwargs(), self._report
        if self._is_action:
            status, commentary = action_now(self.quarter, self.line.action, report)
            return fields | {"initial": {"status": status, "commentary": commentary}}
        value, explanation = measure_now(report, self.line.target)
        initial = {"value": value, "explanation": explanation}
        return fields | {"initial": initial, "measure": self.line.target.measure}

    def form_valid(self, form):
        given = dict(form.cleaned_data)
        told = {"reason": given.pop("reason"), "by": self.request.user, "now": timezone.now()}
        wanted = (
            ActionNow(self.line.action, **given)
            if self._is_action
            else MeasureNow(self.line.target, **given)
        )
        try:
            correct(self.quarter, self._report, wanted, **told)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Corrected. What was sent stays beside it.")
        return redirect(f"{reverse('plans:quarter_detail', args=[self.quarter.uid])}#corrections")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | {
            "quarter": self.quarter,
            "partnership": self.quarter.partnership,
            "room": "progress",
            "line": self.line,
            "is_action": self._is_action,
        }
        if self.line:
            return context | {"report": self._report}
        reports, alone = _with_lines(self.quarter), alone_in(self.quarter)
        return context | {"reports": reports, "alone": alone}


def _with_lines(quarter):
    """Every report of a quarter with its lines, to choose one from."""
    return quarter.reports.select_related("group").prefetch_related(
        "actions__action", "measures__target__measure"
    )
