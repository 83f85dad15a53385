"""What is part of what, and what came after what ended."""

from django.contrib import admin

from partnership.admin.scoped import ReadOnlyAdmin, ScopedAdmin, only
from partnership.models import PartnershipLink, Succession
from partnership.permissions import is_administrator


@admin.register(PartnershipLink)
class PartnershipLinkAdmin(ScopedAdmin):
    """Kept by administrators: it is said on the public pages of both."""

    list_display = ["part", "whole", "from_date", "to_date"]
    list_filter = [only("whole")]
    list_select_related = ["part", "whole"]
    search_fields = ["part__name", "whole__name"]
    autocomplete_fields = ["part", "whole"]

    def has_add_permission(self, request):
        return is_administrator(request.user)

    def has_change_permission(self, request, obj=None):
        if obj is not None and not is_administrator(request.user):
            return False
        return super().has_change_permission(request, obj)


@admin.register(Succession)
class SuccessionAdmin(ReadOnlyAdmin):
    """Made when a partnership ends."""

    list_display = ["predecessor", "kind", "successor", "on"]
    list_filter = ["kind", only("predecessor")]
    list_select_related = ["predecessor", "successor"]
    search_fields = ["predecessor__name", "successor__name"]
