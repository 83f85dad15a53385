from django.contrib import admin

from partnership.admin.scoped import only
from plans.admin.parts import PlanPartAdmin
from plans.models import Action, Objective


@admin.register(Objective)
class ObjectiveAdmin(PlanPartAdmin):
    list_display = ["wording", "section", "plan", "order"]
    list_filter = [only("plan")]
    list_select_related = ["section", "plan"]
    search_fields = ["wording"]
    autocomplete_fields = ["plan", "section", "theme"]


@admin.register(Action)
class ActionAdmin(PlanPartAdmin):
    list_display = ["wording", "section", "plan", "lead_group", "when"]
    list_filter = ["duty", "ongoing", "all_priorities", only("plan"), only("lead_group")]
    list_select_related = ["section", "plan", "lead_group"]
    search_fields = ["wording", "section__title"]
    autocomplete_fields = [
        *("plan", "section", "priorities", "objectives", "theme"),
        *("lead_organisations", "lead_group"),
    ]
