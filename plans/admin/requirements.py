from django.contrib import admin

from partnership.admin.scoped import ScopedAdmin, only
from plans.admin.parts import PlanPartAdmin
from plans.models import Requirement, RequirementStatement


@admin.register(Requirement)
class RequirementAdmin(ScopedAdmin):
    """What the law and guidance ask is the same for all: administrators keep it."""

    list_display = ["title", "source", "nation", "from_date", "to_date", "evidence", "order"]
    list_filter = ["source_kind", "nation", "evidence"]
    search_fields = ["title", "wording", "source", "code"]


@admin.register(RequirementStatement)
class RequirementStatementAdmin(PlanPartAdmin):
    list_display = ["requirement", "stated_by", "stated_on", "plan"]
    list_filter = [only("plan")]
    list_select_related = ["requirement", "plan"]
    search_fields = ["requirement__title", "statement", "stated_by"]
    autocomplete_fields = ["plan", "requirement", "section", "related"]
