"""Organisations and topics, shared by all partnerships."""

from django.contrib import admin

from partnership.admin.merging import MergeableAdmin
from partnership.admin.partnerships import OtherNames
from partnership.admin.scoped import ScopedAdmin, ScopedTabular
from partnership.models import Organisation, OrganisationAlias, Topic, TopicAlias


class OrganisationAliases(ScopedTabular):
    model = OrganisationAlias


@admin.register(Organisation)
class OrganisationAdmin(MergeableAdmin):
    list_display = ["name", "short_name", "from_date", "to_date", "merged_into"]
    list_select_related = ["merged_into"]
    search_fields = ["name", "short_name", "aliases__name", "names__name"]
    inlines = [OrganisationAliases, OtherNames]


@admin.register(OrganisationAlias)
class OrganisationAliasAdmin(ScopedAdmin):
    list_display = ["name", "organisation"]
    list_select_related = ["organisation"]
    search_fields = ["name", "organisation__name"]
    autocomplete_fields = ["organisation"]


class TopicAliases(ScopedTabular):
    model = TopicAlias


@admin.register(Topic)
class TopicAdmin(ScopedAdmin):
    list_display = ["name", "name_cy"]
    search_fields = ["name", "name_cy", "aliases__name"]
    inlines = [TopicAliases]


@admin.register(TopicAlias)
class TopicAliasAdmin(ScopedAdmin):
    list_display = ["name", "topic"]
    list_select_related = ["topic"]
    search_fields = ["name", "topic__name"]
    autocomplete_fields = ["topic"]
