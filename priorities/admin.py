"""What matters, maintained by officers: measures, surveys, priorities and referrals."""

from django.contrib import admin

from partnership.admin.scoped import ScopedAdmin, ScopedTabular, only
from priorities.models import (
    CrossCuttingTheme,
    Figure,
    FindingStatement,
    ListedPriority,
    Measure,
    Priority,
    PriorityList,
    Referral,
    Survey,
    SurveyFinding,
)


@admin.register(Measure)
class MeasureAdmin(ScopedAdmin):
    list_display = ["name", "noun", "good", "topic", "partnership"]
    list_filter = ["good", only("partnership"), only("topic")]
    list_select_related = ["topic", "partnership"]
    search_fields = ["name", "noun"]
    autocomplete_fields = ["partnership", "topic"]


@admin.register(Figure)
class FigureAdmin(ScopedAdmin):
    list_display = ["measure", "area", "period", "direction", "change", "change_percent", "level"]
    list_filter = ["direction", only("measure"), only("measure__partnership")]
    list_select_related = ["measure", "area"]
    search_fields = ["measure__name", "area__name", "subject_as_stated"]
    autocomplete_fields = ["measure", "area"]


@admin.register(Survey)
class SurveyAdmin(ScopedAdmin):
    list_display = ["name", "year", "population", "responses", "partnership"]
    list_filter = ["year", only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["name", "short_name", "year"]
    autocomplete_fields = ["partnership"]


class Findings(ScopedTabular):
    model = SurveyFinding
    fields = [
        "label",
        "value",
        "qualifier",
        "comparison",
        "comparator",
        "comparator_value",
        "order",
    ]
    show_change_link = True


@admin.register(FindingStatement)
class FindingStatementAdmin(ScopedAdmin):
    list_display = ["wording", "survey", "order"]
    list_filter = [only("survey")]
    list_select_related = ["survey"]
    search_fields = ["wording", "survey__name"]
    autocomplete_fields = ["survey"]
    inlines = [Findings]


@admin.register(SurveyFinding)
class SurveyFindingAdmin(ScopedAdmin):
    list_display = ["label", "value", "qualifier", "compared", "statement"]
    list_filter = ["comparison", only("topic"), only("statement__survey")]
    list_select_related = ["statement"]
    search_fields = ["label", "statement__wording", "comparator"]
    autocomplete_fields = ["statement", "topic"]


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
