from django.contrib import admin

from partnership.admin.scoped import only
from plans.admin.parts import PlanPartAdmin
from plans.models import Budget, FundingSource, Risk


@admin.register(FundingSource)
class FundingSourceAdmin(PlanPartAdmin):
    list_display = ["name", "kind", "amount", "plan", "order"]
    list_filter = ["kind", only("plan")]
    list_select_related = ["plan"]
    search_fields = ["name", "wording"]
    autocomplete_fields = ["plan"]


@admin.register(Budget)
class BudgetAdmin(PlanPartAdmin):
    list_display = ["__str__", "amount", "plan"]
    list_filter = ["year", only("plan")]
    list_select_related = ["plan"]
    search_fields = ["name", "plan__title"]
    ordering = ["-year", "pk"]
    autocomplete_fields = ["plan"]


@admin.register(Risk)
class RiskAdmin(PlanPartAdmin):
    list_display = ["wording", "owner_post", "review_on", "plan"]
    list_filter = [only("plan")]
    list_select_related = ["plan"]
    search_fields = ["wording", "owner_post"]
    autocomplete_fields = ["plan", "budget"]
