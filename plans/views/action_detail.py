"""One action on the move: what it says, who leads it, and what was told of it each quarter."""

from django.db.models import Prefetch
from django.utils import timezone
from django.views.generic import TemplateView

from plans.documents.actions import serves
from plans.documents.grid import Grid
from plans.documents.milestones import is_outside, shown_milestone
from plans.documents.quarters import KINDS
from plans.models import Action, FundingAmount, ProgressUpdate, ReportCorrection
from plans.models.reporting import QuarterState
from plans.permissions import may_edit, may_fill, may_keep_milestones, may_report
from plans.views.access import visible


class ActionDetail(TemplateView):
    """Its words, its lead, its milestones, each quarter's report, corrections and money."""

    template_name = "plans/action_detail.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        actions = Action.objects.select_related("plan__partnership", "plan__document")
        action = visible(actions, user, self.kwargs["action"])
        plan = action.plan
        asked = _asked(action)
        row = next((row for row in Grid(plan, today).rows if row.action.pk == action.pk), None)
        return super().get_context_data(**kwargs) | {
            "room": "progress",
            "partnership": plan.partnership,
            "plan": plan,
            "action": action,
            "row": row,
            "serves": serves(action),
            "ends_outside": bool(action.by_date and is_outside(plan, action.by_date)),
            "milestones": [shown_milestone(one, plan, today) for one in action.milestones.all()],
            "updates": [(one, KINDS[one.status]) for one in _updates(action)],
            "corrections": ReportCorrection.objects.filter(action=action).select_related("report"),
            "lines": _lines(action),
            "asked": asked,
            "can_report": may_fill(user, asked.report) if asked else may_report(user, action),
            "can_keep": may_keep_milestones(user, action),
            "can_edit": may_edit(user, plan),
        }


def _asked(action):
    """Where a quarter is open for reports, the action is told of in its group's report."""
    lines = action.reports.filter(report__quarter__state=QuarterState.OPEN)
    return lines.select_related("report__group", "report__quarter__partnership").first()


def _updates(action):
    return ProgressUpdate.objects.filter(action=action).select_related("report__group")


def _lines(action):
    amounts = Prefetch("amounts", FundingAmount.objects.order_by("on", "pk"))
    lines = action.funding_lines.select_related("recipient", "source")
    return lines.prefetch_related(amounts)
