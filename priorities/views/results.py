"""What came of scoring: how many have scored while it is open, the ranking when it has closed."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from priorities.documents.bars import bar, shades
from priorities.documents.decided import valid_decisions
from priorities.documents.ranking import ranking
from priorities.documents.scorers import OPEN_TO_ALL
from priorities.models import AssessmentRound
from priorities.models.rounds import RoundState
from priorities.permissions import may_decide, may_score
from priorities.views.access import acting_for, for_review, in_round


class RoundPage(TemplateView):
    """A page of one round, for those who review it."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            for_review(request.user, self.round)

    @cached_property
    def round(self):
        rounds = AssessmentRound.objects.select_related("partnership", "scheme", "group")
        return in_round(rounds, self.request.user, self.kwargs["round"])

    def address(self, name):
        return reverse(f"priorities:{name}", args=[self.round.uid])

    def get_context_data(self, **kwargs):
        of = acting_for(self.round, self.request.user)
        mine = {"round": self.round, "partnership": of, "room": "priorities"}
        return super().get_context_data(**kwargs | mine)


class ScoreResults(RoundPage):
    """The ranking with its spread and what was decided; before, only how many have scored."""

    template_name = "priorities/score_results.html"

    def get_context_data(self, **kwargs):
        round, user = self.round, self.request.user
        context = super().get_context_data(**kwargs) | {
            "is_open": round.state == RoundState.SCORING,
            "can_enter": round.scheme is not None
            and round.scheme.scorers != "members"
            and may_score(user, round),
            "can_decide": may_decide(user, round),
        }
        if round.scheme is None or round.state == RoundState.GATHERING:
            return context
        found = ranking(round)
        if round.state not in OPEN_TO_ALL:
            # In the round's own order, without totals: nobody sees a ranking grow.
            counts = [(row.candidate, row.scored, row.asked) for row in found.rows]
            counts.sort(key=lambda one: (one[0].order, one[0].pk))
            return context | {"counts": counts, "finished": found.finished, "asked": found.asked}
        decided = {one.candidate_id: one for one in valid_decisions(round)}
        rows = [(row, decided.get(row.candidate.pk)) for row in found.rows]
        return context | {
            "ranking": found,
            "rows": rows,
            "key": list(zip(found.criteria, shades(len(found.criteria)), strict=True)),
            "bars": [(row, bar(row)) for row in found.rows],
            "has_notes": any(row.notes or row.interests for row in found.rows),
        }
