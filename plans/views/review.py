"""The executive group's review: one candidate with its evidence, and the pack of its meeting."""

from django.views.generic import TemplateView

from priorities.models import AssessmentRound, Candidate
from priorities.views.access import evidence_context, for_review, visible


class CandidateDetail(TemplateView):
    """One candidate: its thread, its evidence, and my scores beside it."""

    template_name = "plans/candidate_detail.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        candidates = Candidate.objects.select_related("round__partnership", "round__scheme")
        candidate = visible(candidates, user, self.kwargs["candidate"])
        round = candidate.round
        for_review(user, round)
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(round.partnership, user, "round"),
            "round": round,
            "candidate": candidate,
        }


class ReviewPack(TemplateView):
    """All that the group needs for its meeting on one page, readable on a phone."""

    template_name = "plans/review_pack.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rounds = AssessmentRound.objects.select_related("partnership", "scheme", "group")
        round = visible(rounds, user, self.kwargs["round"])
        for_review(user, round)
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(round.partnership, user, "round"),
            "round": round,
        }
