"""Rounds, their candidates, schemes, scores and decisions."""

from django.contrib import admin

from partnership.admin.scoped import ReadOnlyAdmin, ScopedAdmin, ScopedTabular, Secret, only
from priorities.models import (
    AssessmentRound,
    Candidate,
    Criterion,
    Decision,
    DecisionMeeting,
    EvidenceChoice,
    Score,
    ScoreCard,
    ScoringScheme,
)


class Criteria(ScopedTabular):
    model = Criterion


@admin.register(ScoringScheme)
class ScoringSchemeAdmin(ScopedAdmin):
    list_display = ["name", "issue", "scorers", "lowest", "highest", "partnership"]
    list_filter = ["scorers", only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["name"]
    autocomplete_fields = ["partnership"]
    inlines = [Criteria]
    locked_message = "It was scored by this scheme. Make a new version of it to change it."

    def is_open(self, scheme):
        return not Score.objects.filter(criterion__scheme=scheme).exists()


@admin.register(Criterion)
class CriterionAdmin(ScopedAdmin):
    list_display = ["name", "scheme", "weight", "direction", "order"]
    list_filter = [only("scheme")]
    list_select_related = ["scheme"]
    search_fields = ["name", "scheme__name"]
    autocomplete_fields = ["scheme"]

    def is_open(self, criterion):
        return not Score.objects.filter(criterion__scheme=criterion.scheme_id).exists()


@admin.register(AssessmentRound)
class AssessmentRoundAdmin(ScopedAdmin):
    list_display = ["year", "state", "group", "scheme", "meets_on", "partnership"]
    list_filter = ["state", only("partnership")]
    list_select_related = ["group", "scheme", "partnership"]
    search_fields = ["year", "partnership__name"]
    autocomplete_fields = ["partnership", "group", "scheme"]
    unlimited = ["shared_with"]  # who takes part: that they exist is no secret


@admin.register(Candidate)
class CandidateAdmin(ScopedAdmin):
    list_display = ["title", "round", "priority", "order"]
    list_filter = [only("topics"), only("round")]
    list_select_related = ["round", "priority"]
    search_fields = ["title"]
    autocomplete_fields = ["round", "topics", "priority"]


@admin.register(EvidenceChoice)
class EvidenceChoiceAdmin(ScopedAdmin):
    list_display = ["candidate", "thing", "left_out", "reason"]
    list_filter = ["left_out", only("candidate")]
    list_select_related = ["candidate", "figure__measure", "finding", "theme", "statement"]
    search_fields = ["candidate__title", "reason"]
    autocomplete_fields = ["candidate", "figure", "finding", "theme", "statement"]


@admin.register(ScoreCard)
class ScoreCardAdmin(Secret):
    list_display = ["candidate", "complete_at"]
    list_select_related = ["candidate"]
    search_fields = ["candidate__title"]


@admin.register(Score)
class ScoreAdmin(Secret):
    list_display = ["criterion", "value", "first_value"]
    list_select_related = ["criterion"]
    search_fields = ["criterion__name"]


@admin.register(DecisionMeeting)
class DecisionMeetingAdmin(ReadOnlyAdmin):
    list_display = ["round", "group", "held_on", "item", "minute"]
    list_filter = [only("round")]
    list_select_related = ["round", "group"]
    search_fields = ["group__name", "item", "minute"]


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["candidate", "outcome", "rank", "departs", "meeting"]
    list_filter = ["outcome", only("candidate__round")]
    list_select_related = ["candidate", "meeting__group"]
    search_fields = ["candidate__title", "reason", "wording"]
