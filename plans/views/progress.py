"""How an action stands, told quarter by quarter."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from plans.documents.actions import serves, with_whom
from plans.documents.quarters import KINDS, quarters_of, shown_quarter
from plans.documents.reported import asked_for, line_of
from plans.forms.progress import ProgressForm
from plans.models import Action, ProgressUpdate
from plans.permissions import may_report, may_run_quarters
from plans.views.access import visible
from records.moves import Refused
from records.views import CheckedEdit


class ProgressEdit(CheckedEdit):
    """The report on an action for one quarter; also of a published plan, for it changes no text."""

    form_class = ProgressForm
    template_name = "plans/progress_edit.html"

    def dispatch(self, request, *args, **kwargs):
        self._find()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self._asked_for() or super().get(request, *args, **kwargs)

    def _asked_for(self):
        """Where the quarter was asked for: to the group's report, or to a correction of it."""
        year, number = self.quarter.year, self.quarter.number
        asked = asked_for(self.action.plan.partnership_id, year, number)
        line = line_of(self.action, asked) if asked else None
        if line is None:
            return self._correction(asked)
        if asked.is_open or not may_run_quarters(self.request.user, asked.partnership):
            return redirect("plans:group_report", line.report.uid)
        correct = reverse("plans:quarter_correct", args=[asked.uid])
        return redirect(f"{correct}?line={line.uid}")

    def _correction(self, asked):
        """Of an action without a group, once the quarter is closed."""
        runs = asked is not None and may_run_quarters(self.request.user, asked.partnership)
        if not runs or asked.is_open:
            return None
        correct = reverse("plans:quarter_correct", args=[asked.uid])
        return redirect(f"{correct}?action={self.action.uid}")

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)

    def _find(self):
        actions = Action.objects.select_related(
            *("plan__partnership", "section", "lead_group", "theme")
        )
        self.action = visible(actions, self.request.user, self.kwargs["action"])
        if not may_report(self.request.user, self.action):
            raise PermissionDenied("Officers and the lead of the action's group report on it.")
        self.quarter = self._quarter()

    def get_record(self):
        told = {(one.year, one.quarter): one for one in self.action.updates.all()}
        year, number = self.quarter.year, self.quarter.number
        return told.get((year, number)) or ProgressUpdate(
            action=self.action, year=year, quarter=number
        )

    def _quarter(self):
        asked = self.request.GET.get("quarter")
        if not asked:
            return shown_quarter(self.action.plan, timezone.localdate())
        found = [one for one in quarters_of(self.action.plan) if one.key == asked]
        if not found:
            raise Http404("The plan has no such quarter.")
        return found[0]

    def get_back_url(self):
        grid = reverse("plans:action_grid", args=[self.action.plan.uid])
        return f"{grid}#row-{self.action.uid}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"now": timezone.now()}

    def get_context_data(self, **kwargs):
        plan = self.action.plan
        told = {(one.year, one.quarter): one for one in self.action.updates.all()}
        quarters = [
            (one, told.get((one.year, one.number)), one == self.quarter)
            for one in quarters_of(plan)
        ]
        return super().get_context_data(**kwargs) | {
            "plan": plan,
            "partnership": plan.partnership,
            "room": "plans",
            "action": self.action,
            "quarter": self.quarter,
            "quarters": quarters,
            "updates": [(one, KINDS[one.status]) for one in told.values()],
            "serves": serves(self.action),
            "lead": with_whom(self.action),
        }
