"""Areas, shared by all partnerships."""

from django.contrib import admin

from partnership.admin.merging import MergeableAdmin
from partnership.admin.partnerships import OtherNames
from partnership.admin.scoped import ScopedAdmin, ScopedTabular
from partnership.models import Area, AreaAlias, AreaLink, PostcodeDistrict


class AreaAliases(ScopedTabular):
    model = AreaAlias


class LiesIn(ScopedTabular):
    model = AreaLink
    fk_name = "child"
    autocomplete_fields = ["parent"]
    verbose_name_plural = "lies in"


class PostcodeDistricts(ScopedTabular):
    model = PostcodeDistrict


@admin.register(Area)
class AreaAdmin(MergeableAdmin):
    list_display = ["name", "kind", "code", "from_date", "to_date", "merged_into"]
    list_select_related = ["merged_into"]
    list_filter = ["kind"]
    search_fields = ["name", "code", "aliases__name", "other_names__name"]
    inlines = [LiesIn, AreaAliases, PostcodeDistricts, OtherNames]


@admin.register(AreaAlias)
class AreaAliasAdmin(ScopedAdmin):
    list_display = ["name", "area"]
    list_select_related = ["area"]
    search_fields = ["name", "area__name"]
    autocomplete_fields = ["area"]


@admin.register(AreaLink)
class AreaLinkAdmin(ScopedAdmin):
    list_display = ["child", "parent", "from_date", "to_date"]
    list_select_related = ["child", "parent"]
    search_fields = ["child__name", "parent__name"]
    autocomplete_fields = ["child", "parent"]


@admin.register(PostcodeDistrict)
class PostcodeDistrictAdmin(ScopedAdmin):
    list_display = ["district", "area"]
    list_select_related = ["area"]
    search_fields = ["district", "area__name"]
    autocomplete_fields = ["area"]
