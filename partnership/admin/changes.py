"""The audit, which everybody reads and nobody alters: officers see their own partnership's."""

from django.contrib import admin

from partnership.admin.scoped import ReadOnlyAdmin
from partnership.models import Partnership
from partnership.permissions import is_administrator, officer_of
from records.models import Change


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor_label", "action", "target_label", "reason"]
    list_filter = ["action"]
    date_hierarchy = "at"
    search_fields = ["actor_label", "action", "target_label", "reason"]

    def get_queryset(self, request):
        changes = super().get_queryset(request)
        if is_administrator(request.user):
            return changes
        mine = Partnership.objects.filter(pk__in=officer_of(request.user)).values("uid")
        return changes.filter(partnership__in=mine)
