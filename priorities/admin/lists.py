"""Lists of priorities, and what is left to others."""

from django.contrib import admin

from partnership.admin.scoped import ScopedAdmin, ScopedTabular, only
from priorities.models import (
    CrossCuttingTheme,
    ListedPriority,
    Priority,
    PriorityList,
    Referral,
    StrandNote,
)


class Entries(ScopedTabular):
    model = ListedPriority
    autocomplete_fields = ["priority"]


class Referrals(ScopedTabular):
    model = Referral
    fields = ["subject", "verb", "organisation", "group", "order"]
    autocomplete_fields = ["organisation", "group"]


@admin.register(PriorityList)
class PriorityListAdmin(ScopedAdmin):
    list_display = ["title", "period", "set_by", "partnership"]
    list_filter = [only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["title", "set_by"]
    autocomplete_fields = ["partnership"]
    inlines = [Entries, Referrals]


@admin.register(Priority)
class PriorityAdmin(ScopedAdmin):
    list_display = ["title", "origin", "delivery_group", "partnership"]
    list_filter = ["origin", only("topics"), only("partnership")]
    list_select_related = ["delivery_group", "partnership"]
    search_fields = ["title"]
    autocomplete_fields = ["partnership", "topics", "delivery_group"]


@admin.register(ListedPriority)
class ListedPriorityAdmin(ScopedAdmin):
    list_display = ["wording", "priority", "priority_list", "order"]
    list_filter = [only("priority_list")]
    list_select_related = ["priority", "priority_list"]
    search_fields = ["wording", "priority__title"]
    autocomplete_fields = ["priority", "priority_list"]


@admin.register(CrossCuttingTheme)
class CrossCuttingThemeAdmin(ScopedAdmin):
    list_display = ["title", "priority_list"]
    list_filter = [only("priority_list")]
    list_select_related = ["priority_list"]
    search_fields = ["title", "statement"]
    autocomplete_fields = ["priority_list", "priorities"]


@admin.register(Referral)
class ReferralAdmin(ScopedAdmin):
    list_display = ["sentence", "verb", "priority_list", "order"]
    list_filter = ["verb", only("priority_list")]
    list_select_related = ["organisation", "group", "priority_list"]
    search_fields = ["subject", "organisation__name", "group__name"]
    autocomplete_fields = ["priority_list", "organisation", "group"]


@admin.register(StrandNote)
class StrandNoteAdmin(ScopedAdmin):
    list_display = ["strand", "statement", "on", "by_label", "priority_list"]
    list_filter = ["strand", only("priority_list")]
    list_select_related = ["priority_list"]
    search_fields = ["statement", "by_label"]
    autocomplete_fields = ["priority_list"]
