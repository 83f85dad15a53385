from django.contrib import admin

from partnership.admin.scoped import ReadOnlyAdmin, ScopedAdmin, only
from priorities.models import PriorityDecision, Target


@admin.register(Target)
class TargetAdmin(ScopedAdmin):
    list_display = ["measure", "year", "value", "upper", "tolerance", "group", "partnership"]
    list_filter = ["year", "adds_up", only("group"), only("partnership")]
    list_select_related = ["measure", "group", "partnership"]
    search_fields = ["measure__name", "wording"]
    autocomplete_fields = ["partnership", "measure", "area", "group", "priority"]


@admin.register(PriorityDecision)
class PriorityDecisionAdmin(ReadOnlyAdmin):
    """Made with the decision of a meeting."""

    list_display = ["priority", "effect", "decision"]
    list_filter = ["effect", only("priority")]
    list_select_related = ["priority", "decision"]
    search_fields = ["priority__title", "decision__wording"]
