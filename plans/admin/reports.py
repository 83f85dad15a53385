from django.contrib import admin

from partnership.admin.scoped import ReadOnlyAdmin, ScopedAdmin, only
from plans.models import Ask, FunderReturn, QuarterReport, ReturnShare


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


@admin.register(ReturnShare)
class ReturnShareAdmin(ReadOnlyAdmin):
    """Asked and confirmed in the workspace."""

    list_display = ["funder_return", "partnership", "source", "confirmed_at"]
    list_filter = [only("partnership")]
    list_select_related = ["funder_return__source", "partnership", "source"]
    search_fields = ["partnership__name", "confirmed_by_label"]
