"""How a plan goes as a whole and in its parts."""

from plans.documents.rollup import parts, whole
from plans.views.board import ActionsOfPlan


class ActionRollup(ActionsOfPlan):
    """Counts for the plan and for each of its parts; each leads to the actions it counts."""

    template_name = "plans/action_rollup.html"
    here = "rollup"

    def of_plan(self, plan):
        context = super().of_plan(plan)
        filters = context["filters"]
        return context | {"whole": whole(filters), "parts": list(parts(filters))}
