"""The actions of a plan against its quarters."""

from plans.documents.timeline import timeline
from plans.views.board import ActionsOfPlan


class ActionTimeline(ActionsOfPlan):
    """Each action with each quarter's status, its milestones and its end."""

    template_name = "plans/action_timeline.html"
    here = "timeline"

    def of_plan(self, plan):
        context = super().of_plan(plan)
        rows = context["filters"].rows
        return context | {"timeline": timeline(context["grid"], rows, self.today)}
