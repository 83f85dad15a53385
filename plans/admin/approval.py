from django.contrib import admin

from partnership.admin.scoped import ReadOnlyAdmin, only
from plans.admin.parts import PlanPartAdmin
from plans.models import ApprovalRecord, ApprovalStep


@admin.register(ApprovalStep)
class ApprovalStepAdmin(PlanPartAdmin):
    list_display = ["__str__", "plan", "order", "planned_on"]
    list_filter = ["kind", only("plan")]
    list_select_related = ["plan", "group"]
    search_fields = ["body", "group__name", "plan__title"]
    autocomplete_fields = ["plan", "group"]


@admin.register(ApprovalRecord)
class ApprovalRecordAdmin(ReadOnlyAdmin):
    list_display = ["step", "outcome", "decided_on", "by_label", "minute"]
    list_filter = ["outcome", only("step__plan")]
    list_select_related = ["step__plan", "step__group"]
    search_fields = ["comment", "minute", "by_label"]
