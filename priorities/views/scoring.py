"""What the scoring of a candidate shows: my own scores first, then how all of them spread."""

from dataclasses import dataclass

from priorities.documents.dots import dots
from priorities.documents.scorers import OPEN_TO_ALL
from priorities.documents.spread import Spread, in_words, spread
from priorities.forms.scoring import NoteForm, ScoreForm
from priorities.models import Candidate, ScoreCard, ScoringScheme
from priorities.models.rounds import RoundState
from priorities.permissions import may_score
from priorities.workflow.scoring import own_card


@dataclass(frozen=True)
class Scoring:
    """What the scoring of one candidate shows to one person."""

    state: str  # own, spread, interest, waiting (not open yet) or count (others score)
    card: ScoreCard | None
    form: ScoreForm | None
    spread: Spread
    rows: list  # each criterion's spread beside its drawing
    number: int
    of: int
    next: Candidate | None
    is_open: bool

    @property
    def left(self):
        """“Two more to give.”"""
        return f"{in_words(len(self.form.missing))} more to give." if self.form.missing else ""


def scoring_context(candidate, user):
    """The panel beside a candidate's evidence: my scores, then the spread."""
    round = candidate.round
    if round.scheme is None or round.state == RoundState.GATHERING:
        return {"candidate": candidate, "round": round, "scoring": None}
    card = own_card(candidate, user)
    mine = {score.criterion_id: score.value for score in card.scores.all()} if card else {}
    seen = spread(candidate, card)
    candidates = list(round.candidates.all())
    number = [one.pk for one in candidates].index(candidate.pk) + 1
    member = may_score(user, round) and round.scheme.scorers == ScoringScheme.Scorers.MEMBERS
    is_open = round.state == RoundState.SCORING
    return {
        "candidate": candidate,
        "round": round,
        "scoring": Scoring(
            state=_state(round, card, member),
            card=card,
            form=ScoreForm(scheme=round.scheme, given=mine),
            spread=seen,
            rows=[(row, dots(row)) for row in seen.rows],
            number=number,
            of=len(candidates),
            next=_next(candidates, number, user) if member and is_open else None,
            is_open=is_open,
        ),
        "note_form": NoteForm(initial={"note": card.note if card else ""}),
    }


def _state(round, card, member):
    if round.state in OPEN_TO_ALL:
        return "spread"
    if not member:
        return "count"
    if card and card.interest:
        return "interest"
    return "spread" if card and card.complete_at else "own"


def _next(candidates, number, user):
    """The next candidate that waits for this member, in order, then from the beginning."""
    cards = ScoreCard.objects.filter(candidate__in=candidates, member=user)
    done = {card.candidate_id for card in cards if card.complete_at or card.interest}
    others = candidates[number:] + candidates[: number - 1]
    return next((one for one in others if one.pk not in done), None)
