"""The executive group's review: one candidate with its evidence, and the pack of its meeting."""

from django.db.models import Q
from django.urls import reverse
from django.views.generic import TemplateView

from plans.documents.thread import threads
from plans.documents.words import quoted
from plans.permissions import gives_own_scores, sits_on_round
from priorities.documents.evidence import gather
from priorities.models import Candidate, ScoreCard
from priorities.models.rounds import RoundState
from priorities.views.access import for_review, in_round, round_context
from priorities.views.scoring import scoring_context


class CandidateDetail(TemplateView):
    """One candidate: its thread, its evidence, and my scores beside it."""

    template_name = "plans/candidate_detail.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        candidates = Candidate.objects.select_related("round__partnership", "round__scheme")
        candidate = in_round(candidates, user, self.kwargs["candidate"])
        round = candidate.round
        for_review(user, round)
        gathered = gather([candidate], round.partnership)
        evidence = gathered[candidate.pk]
        return {
            **super().get_context_data(**kwargs),
            **round_context(round, user),
            **scoring_context(candidate, user),
            **place(candidate, user),
            "evidence": evidence,
            "words": behind(evidence),
            "thread": threads(round, gathered, member=sits_on_round(user, round))[candidate.pk],
        }


def behind(evidence):
    """Each theme of a candidate with some of the contributions that stand in it."""
    words = quoted({row.pk for row in evidence.themes})
    return [(row, words[row.pk]) for row in evidence.themes if row.pk in words]


def place(candidate, user):
    """Where a candidate stands among those of its round, and which of them I have scored."""
    candidates = list(candidate.round.candidates.all())
    index = candidates.index(candidate)
    done = scored_by(user, candidate.round)
    mine = gives_own_scores(user, candidate.round)
    return {
        "candidates": candidates,
        "number": index + 1,
        "before": candidates[index - 1] if index else None,
        "after": candidates[index + 1] if index + 1 < len(candidates) else None,
        "done": len(done),
        "pieces": [_piece(one, candidate, done) for one in candidates] if mine else [],
        "step": _step(candidate, user, done),
    }


def scored_by(user, round):
    """Keys of the candidates to which a member has given all scores, or declared an interest."""
    cards = ScoreCard.objects.filter(candidate__round=round, member=user)
    given = cards.filter(Q(complete_at__isnull=False) | ~Q(interest=""))
    return set(given.values_list("candidate", flat=True))


def _piece(one, here, done):
    if one == here:
        return "here"
    return "done" if one.pk in done else ""


def _step(candidate, user, done):
    """On a phone the next right step is one button: (words, address), or nothing to press."""
    round = candidate.round
    if round.state == RoundState.GATHERING:
        return None
    asked = round.state == RoundState.SCORING and gives_own_scores(user, round)
    if asked and candidate.pk not in done:
        return "Give my scores", reverse("priorities:score_edit", args=[candidate.uid])
    return "See the spread", reverse("priorities:score_spread", args=[candidate.uid])
