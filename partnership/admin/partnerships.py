"""Partnerships and what each of them has: groups, contacts, documents it builds on."""

from django.contrib import admin

from partnership.admin.scoped import ScopedAdmin, ScopedTabular, only
from partnership.models import (
    ContactPoint,
    CoveredArea,
    Group,
    GroupMember,
    KnownAs,
    Membership,
    Partnership,
    ReportingLine,
)
from partnership.permissions import is_administrator


class OtherNames(ScopedTabular):
    model = KnownAs
    fields = ["name", "short_name", "from_date", "to_date"]


class CoveredAreas(ScopedTabular):
    model = CoveredArea
    autocomplete_fields = ["area"]


class ContactPoints(ScopedTabular):
    model = ContactPoint
    fields = ["purpose", "name", "phone", "email", "website", "order"]
    show_change_link = True


@admin.register(Partnership)
class PartnershipAdmin(ScopedAdmin):
    list_display = ["name", "short_name", "slug", "nation", "public"]
    list_filter = ["nation", "public"]
    search_fields = ["name", "short_name", "place_name", "slug"]
    inlines = [CoveredAreas, ContactPoints, OtherNames]
    change_form_template = "admin/partnership_change.html"  # with the way to its end

    def has_change_permission(self, request, obj=None):
        return obj is None or super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return is_administrator(request.user)

    def get_readonly_fields(self, request, obj=None):
        # Links out in the world lead to the address; who runs the installation decides on it.
        return [] if is_administrator(request.user) else ["slug", "public"]


class GroupMembers(ScopedTabular):
    model = GroupMember
    autocomplete_fields = ["organisation"]


class ReportsTo(ScopedTabular):
    model = ReportingLine
    fk_name = "lower"
    autocomplete_fields = ["upper"]
    verbose_name_plural = "reports to"


@admin.register(Group)
class GroupAdmin(ScopedAdmin):
    list_display = ["name", "kind", "state", "partnership"]
    list_filter = ["kind", "state", only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["name"]
    autocomplete_fields = ["partnership"]
    unlimited = ["lent_to"]  # a group is lent to others: that they exist is no secret
    inlines = [GroupMembers, ReportsTo, OtherNames]


@admin.register(GroupMember)
class GroupMemberAdmin(ScopedAdmin):
    list_display = ["__str__", "group", "part", "from_date", "to_date"]
    list_filter = ["part", only("group__partnership")]
    list_select_related = ["group", "organisation"]
    search_fields = ["post", "organisation__name", "group__name"]
    autocomplete_fields = ["group", "organisation"]


@admin.register(ReportingLine)
class ReportingLineAdmin(ScopedAdmin):
    list_display = ["lower", "upper", "confirmed", "from_text", "order"]
    list_filter = ["confirmed", only("lower__partnership")]
    list_select_related = ["lower", "upper"]
    search_fields = ["lower__name", "upper__name"]
    autocomplete_fields = ["lower", "upper"]


@admin.register(Membership)
class MembershipAdmin(ScopedAdmin):
    list_display = ["organisation", "partnership", "kind", "from_date", "to_date"]
    list_filter = ["kind", only("partnership")]
    list_select_related = ["organisation", "partnership"]
    search_fields = ["organisation__name", "partnership__name"]
    autocomplete_fields = ["organisation", "partnership"]


@admin.register(CoveredArea)
class CoveredAreaAdmin(ScopedAdmin):
    list_display = ["area", "partnership", "from_date", "to_date"]
    list_filter = [only("partnership")]
    list_select_related = ["area", "partnership"]
    search_fields = ["area__name", "partnership__name"]
    autocomplete_fields = ["area", "partnership"]


@admin.register(ContactPoint)
class ContactPointAdmin(ScopedAdmin):
    list_display = ["name", "purpose", "phone", "email", "partnership"]
    list_filter = ["purpose", only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["name", "phone", "email"]
    autocomplete_fields = ["partnership"]


@admin.register(KnownAs)
class KnownAsAdmin(ScopedAdmin):
    list_display = ["name", "short_name", "partnership", "organisation", "area", "group"]
    list_select_related = ["partnership", "organisation", "area", "group"]
    search_fields = ["name", "short_name"]
    autocomplete_fields = ["partnership", "organisation", "area", "group"]

    def has_add_permission(self, request):
        return is_administrator(request.user)  # officers add names on the thing's own page

    def get_readonly_fields(self, request, obj=None):
        return [] if is_administrator(request.user) else self.autocomplete_fields
