from django.contrib import admin

from partnership.admin.scoped import ReadOnlyAdmin, ScopedAdmin, only
from plans.models import Ask, FunderReturn, QuarterReport


@admin.register(QuarterReport)
class QuarterReportAdmin(ReadOnlyAdmin):
    """Made in the workspace."""

    list_display = ["quarter", "kind"]
    list_filter = ["kind", only("quarter")]
    list_select_related = ["quarter"]
    search_fields = ["introduction"]


@admin.register(Ask)
class AskAdmin(ScopedAdmin):
    list_display = ["__str__", "decide", "quarter"]
    list_filter = ["decide", only("quarter")]
    list_select_related = ["quarter"]
    search_fields = ["words"]
    autocomplete_fields = ["quarter", "action", "target", "risk"]


@admin.register(FunderReturn)
class FunderReturnAdmin(ScopedAdmin):
    list_display = ["source", "period", "due_on", "sent_on", "partnership"]
    list_filter = [only("source"), only("partnership")]
    list_select_related = ["source", "partnership"]
    search_fields = ["source__name", "words"]
    autocomplete_fields = ["partnership", "source"]
