"""What every part of a plan shares: it stands still when its plan does."""

from partnership.admin.scoped import ScopedAdmin
from plans.models import Block, Plan, Section
from plans.models.plans import PlanState

# From a thing that parts hang on to the state of its plan.
STATE = {Plan: "state", Section: "plan__state", Block: "section__plan__state"}

LOCKED = (
    "This plan is not a draft, so its texts stand still. To change them, open it again in the "
    "workspace."
)


class PlanPartAdmin(ScopedAdmin):
    plan_path = "plan"
    locked_message = LOCKED

    def is_open(self, obj):
        for step in self.plan_path.split("__"):
            obj = getattr(obj, step)
        return obj.is_open

    def get_field_queryset(self, db, db_field, request):
        """New parts go into drafts only."""
        chosen = super().get_field_queryset(db, db_field, request)
        state = STATE.get(db_field.remote_field.model)
        return chosen.filter(**{state: PlanState.DRAFT}) if state else chosen
