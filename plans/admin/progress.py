from django.contrib import admin

from partnership.admin.scoped import ScopedAdmin, only
from plans.models import ProgressUpdate


@admin.register(ProgressUpdate)
class ProgressUpdateAdmin(ScopedAdmin):
    """Reported all year, so it does not stand still when the plan's text does."""

    list_display = ["action", "label", "status", "told_by"]
    list_filter = ["status", "year", "quarter", only("action__plan")]
    list_select_related = ["action"]
    search_fields = ["action__wording", "commentary", "told_by"]
    autocomplete_fields = ["action"]
