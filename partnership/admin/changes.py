"""The audit and what was erased, which nobody alters: officers see their own partnership's."""

from django.contrib import admin

from partnership.admin.paging import Endless
from partnership.admin.scoped import ReadOnlyAdmin
from partnership.models import Partnership
from partnership.permissions import is_administrator, officer_of
from records.models import Change, Erasure


@admin.register(Change)
class ChangeAdmin(Endless, ReadOnlyAdmin):
    list_display = ["at", "actor_label", "action", "target_label", "reason"]
    search_fields = ["actor_label", "action", "target_label", "reason"]

    def get_queryset(self, request):
        changes = super().get_queryset(request)
        if is_administrator(request.user):
            return changes
        mine = Partnership.objects.filter(pk__in=officer_of(request.user)).values("uid")
        return changes.filter(partnership__in=mine)


@admin.register(Erasure)
class ErasureAdmin(ReadOnlyAdmin):
    list_display = ["at", "rule", "actor_label", "reason"]
    list_filter = ["rule"]
    date_hierarchy = "at"
    search_fields = ["rule", "reason", "subject"]

    def has_module_permission(self, request):
        return is_administrator(request.user)

    def has_view_permission(self, request, obj=None):
        return is_administrator(request.user)
