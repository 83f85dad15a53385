from django.contrib import admin

from partnership.admin.scoped import ScopedAdmin, ScopedTabular, only
from plans.models import FundingAmount, FundingLine


class Amounts(ScopedTabular):
    model = FundingAmount


@admin.register(FundingLine)
class FundingLineAdmin(ScopedAdmin):
    """Kept all year, so it does not stand still when the plan's text does."""

    list_display = ["purpose", "receiver", "source", "priority", "plan"]
    list_filter = [only("plan"), only("source"), only("priority")]
    list_select_related = ["source", "priority", "plan", "recipient"]
    search_fields = ["purpose", "recipient_words", "recipient__name"]
    autocomplete_fields = ["plan", "source", "recipient", "priority", "theme", "action"]
    inlines = [Amounts]


@admin.register(FundingAmount)
class FundingAmountAdmin(ScopedAdmin):
    list_display = ["line", "status", "amount", "on", "decision"]
    list_filter = ["status", only("line__plan")]
    list_select_related = ["line"]
    search_fields = ["decision", "note", "line__purpose"]
    autocomplete_fields = ["line"]
