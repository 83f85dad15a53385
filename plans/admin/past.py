from django.contrib import admin

from partnership.admin.scoped import ReadOnlyAdmin, ScopedAdmin, only
from plans.models import PastPlan, PlanImport


@admin.register(PastPlan)
class PastPlanAdmin(ScopedAdmin):
    """A past plan comes in through the workspace, which checks its file."""

    made_here = False
    list_display = ["__str__", "kind", "period", "public", "partnership"]
    list_filter = ["public", "kind", only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["title", "summary", "original_name"]
    autocomplete_fields = ["partnership"]


@admin.register(PlanImport)
class PlanImportAdmin(ReadOnlyAdmin):
    list_display = ["name", "state", "made_at", "partnership"]
    list_filter = ["state", only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["name", "sha256"]
