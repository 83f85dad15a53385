from django.contrib import admin
from django.utils import timezone

from partnership.admin.scoped import ScopedAdmin, only
from plans.models import ProgressUpdate
from plans.workflow.showing import lose_approval


@admin.register(ProgressUpdate)
class ProgressUpdateAdmin(ScopedAdmin):
    """Reported all year, so it does not stand still when the plan's text does."""

    list_display = ["action", "label", "status", "told_by"]
    list_filter = ["status", "year", "quarter", only("action__plan")]
    list_select_related = ["action"]
    search_fields = ["action__wording", "commentary", "told_by"]
    autocomplete_fields = ["action"]

    def save_model(self, request, obj, form, change):
        """What changes after it was approved for the public is not public any more."""
        lose_approval(obj, by=request.user, now=timezone.now())
        super().save_model(request, obj, form, change)
