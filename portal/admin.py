from django.contrib import admin

from partnership.admin.scoped import ScopedAdmin, Secret
from partnership.permissions import is_administrator
from portal.models import PartnershipArchive, SiteText


@admin.register(SiteText)
class SiteTextAdmin(ScopedAdmin):
    """The administrator writes what every page of the site links to."""

    list_display = ["kind", "reviewed_on"]
    search_fields = ["kind", "body"]

    def has_view_permission(self, request, obj=None):
        return is_administrator(request.user)

    has_module_permission = has_add_permission = has_view_permission
    has_change_permission = has_view_permission

    def has_delete_permission(self, request, obj=None):
        return False  # every page links to it


@admin.register(PartnershipArchive)
class PartnershipArchiveAdmin(Secret):
    """Made, brought and fetched in the workspace."""

    list_display = ["name", "way", "state", "made_at", "partnership"]
    list_filter = ["way", "state"]
    list_select_related = ["partnership"]
    search_fields = ["name", "sha256"]
