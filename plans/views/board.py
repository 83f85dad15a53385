"""The actions of a plan as a board; and what board, timeline and roll-up have in common."""

from django.http import Http404
from django.utils import timezone
from django.views.generic import TemplateView

from partnership.views import partnership_with_role
from plans.documents.board import chosen_quarter, columns, plans_to_follow
from plans.documents.filters import ActionFilters
from plans.documents.grid import Grid
from plans.documents.quarters import quarters_of
from plans.models import Plan
from plans.permissions import may_show


class ActionsOfPlan(TemplateView):
    """A way to look at the actions of one plan in one quarter, through filters in the address."""

    here = ""

    def get_context_data(self, **kwargs):
        user, asked = self.request.user, self.request.GET
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        self.today = timezone.localdate()
        plans = Plan.objects.for_partnership(partnership).select_related(
            "partnership", "document__current_edition"
        )
        plans = plans_to_follow(plans, self.today)
        context = super().get_context_data(**kwargs) | {
            "partnership": partnership,
            "room": "progress",
            "plans": plans,
            "here": self.here,
        }
        plan = _chosen(plans, asked.get("plan"))
        return context | self.of_plan(plan) if plan else context

    def of_plan(self, plan):
        asked = self.request.GET
        quarter = chosen_quarter(plan, asked.get("quarter"), self.today)
        grid = Grid(plan, self.today, quarter)
        filters = ActionFilters(grid, asked, plan=str(plan.uid), quarter=quarter.key)
        return {
            "plan": plan,
            "filters": filters,
            "grid": grid,
            "quarter": quarter,
            "quarters": [(one, filters.query(quarter=one.key)) for one in quarters_of(plan)],
            "can_show": may_show(self.request.user, plan.partnership),
        }


def _chosen(plans, asked):
    """The plan asked for, or the first; another partnership's does not exist."""
    if not asked:
        return plans[0] if plans else None
    for plan in plans:
        if str(plan.uid) == asked:
            return plan
    raise Http404("The partnership has no such plan.")


class ActionBoard(ActionsOfPlan):
    """A column for each status of the quarter, exceptions first."""

    template_name = "plans/action_board.html"
    here = "board"

    def of_plan(self, plan):
        context = super().of_plan(plan)
        return context | {"columns": columns(context["filters"].rows, context["quarter"])}
