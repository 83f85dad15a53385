"""Surveys, what people said, and what sources state."""

from django.contrib import admin

from partnership.admin.scoped import ScopedAdmin, ScopedTabular, only
from priorities.models import EvidenceStatement, FindingStatement, Survey, SurveyFinding


@admin.register(Survey)
class SurveyAdmin(ScopedAdmin):
    list_display = ["name", "year", "population", "method", "responses", "partnership"]
    list_filter = ["year", only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["name", "short_name", "year"]
    autocomplete_fields = ["partnership"]


class Findings(ScopedTabular):
    model = SurveyFinding
    fields = [
        *("label", "question", "option", "subgroup", "several_answers"),
        *("qualifier", "value", "rank", "words", "base", "topic"),
        *("comparison", "comparator", "comparator_value", "internal", "order"),
    ]
    autocomplete_fields = ["topic"]
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
    list_display = ["label", "subgroup", "value", "rank", "qualifier", "compared", "statement"]
    list_filter = ["comparison", "internal", only("topic"), only("statement__survey")]
    list_select_related = ["statement"]
    search_fields = ["label", "question", "option", "statement__wording", "comparator"]
    autocomplete_fields = ["statement", "topic"]


@admin.register(EvidenceStatement)
class EvidenceStatementAdmin(ScopedAdmin):
    list_display = ["wording", "kind", "source", "partnership"]
    list_filter = ["kind", only("topics"), only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["wording", "source"]
    autocomplete_fields = ["partnership", "topics"]
