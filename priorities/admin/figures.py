"""Measures, figures, comparisons and the files that they came from."""

from django.contrib import admin

from partnership.admin.paging import Endless
from partnership.admin.scoped import ReadOnlyAdmin, ScopedAdmin, ScopedTabular, only
from priorities.models import (
    ComparatorGroup,
    ComparatorMember,
    EvidenceImport,
    Figure,
    Measure,
    PublishedComparison,
    SeriesBreak,
)


class Breaks(ScopedTabular):
    model = SeriesBreak
    autocomplete_fields = ["area"]


@admin.register(Measure)
class MeasureAdmin(ScopedAdmin):
    list_display = ["name", "noun", "good", "topic", "partnership"]
    list_filter = ["good", only("partnership"), only("topic")]
    list_select_related = ["topic", "partnership"]
    search_fields = ["name", "noun"]
    autocomplete_fields = ["partnership", "topic", "whole", "continued_by"]
    inlines = [Breaks]


@admin.register(Figure)
class FigureAdmin(Endless, ScopedAdmin):
    list_display = ["measure", "area", "period", "direction", "change", "change_percent", "level"]
    list_filter = ["firmness", "direction", only("measure__partnership")]
    list_select_related = ["measure", "area"]
    search_fields = ["measure__name", "area__name", "subject_as_stated"]
    autocomplete_fields = ["measure", "area"]

    def get_queryset(self, request):
        return super().get_queryset(request).current()


@admin.register(SeriesBreak)
class SeriesBreakAdmin(ScopedAdmin):
    list_display = ["measure", "on", "reason", "area"]
    list_filter = [only("measure__partnership")]
    list_select_related = ["measure", "area"]
    search_fields = ["measure__name", "reason"]
    autocomplete_fields = ["measure", "area"]


class Members(ScopedTabular):
    model = ComparatorMember
    autocomplete_fields = ["area"]


@admin.register(ComparatorGroup)
class ComparatorGroupAdmin(ScopedAdmin):
    list_display = ["name", "kind", "area", "from_date", "to_date", "partnership"]
    list_filter = ["kind", only("partnership")]
    list_select_related = ["area", "partnership"]
    search_fields = ["name", "area__name"]
    autocomplete_fields = ["partnership", "area"]
    inlines = [Members]


@admin.register(ComparatorMember)
class ComparatorMemberAdmin(ScopedAdmin):
    list_display = ["area", "group"]
    list_filter = [only("group")]
    list_select_related = ["area", "group"]
    search_fields = ["area__name", "group__name"]
    autocomplete_fields = ["group", "area"]


@admin.register(PublishedComparison)
class PublishedComparisonAdmin(ScopedAdmin):
    list_display = ["measure", "area", "period", "position", "rank", "of_how_many", "source"]
    list_filter = ["position", only("partnership")]
    list_select_related = ["measure", "area"]
    search_fields = ["measure__name", "area__name", "source"]
    autocomplete_fields = ["partnership", "measure", "area", "group"]


@admin.register(EvidenceImport)
class EvidenceImportAdmin(ReadOnlyAdmin):
    list_display = ["name", "dataset", "state", "as_at", "rows_seen", "fault_count", "made_at"]
    list_filter = ["dataset", "state", only("partnership")]
    search_fields = ["name", "source", "sha256"]
