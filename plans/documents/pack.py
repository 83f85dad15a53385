"""The review pack: all that the executive group needs for one meeting, in the order of its work."""

from dataclasses import dataclass, field

from django.db.models import Q

from plans.documents.thread import threads
from plans.documents.words import quoted
from plans.permissions import gives_own_scores, sits_on_round
from priorities.documents.evidence import Evidence, gather
from priorities.documents.ranking import Ranked, Ranking, ranking
from priorities.documents.rounds import strands_without
from priorities.documents.scorers import OPEN_TO_ALL
from priorities.documents.spread import why_closed
from priorities.models import AssessmentRound, Candidate, Decision, ScoreCard
from priorities.models.rounds import RoundState
from publishing.documents import composed, formats_line


@dataclass
class PackRow:
    """One candidate as the group meets it.

    ``mine`` are my own scores as (criterion, value), ``asks`` whether I still have to give them;
    ``spread`` holds those of all where they are open to me, ``ranked`` their sum once they are
    open to everybody; ``decisions`` what was recorded, a correction after what it corrects.
    """

    number: int
    candidate: Candidate
    evidence: Evidence
    thread: list
    words: list  # (theme as talked of, some of its contributions)
    card: ScoreCard | None = None
    mine: list = field(default_factory=list)
    asks: bool = False
    spread: tuple = ()
    ranked: Ranked | None = None
    decisions: list = field(default_factory=list)

    @property
    def anchor(self):
        return f"candidate-{self.number}"

    @property
    def decision(self):
        """What stands: the newest word of the group."""
        return self.decisions[-1] if self.decisions else None


@dataclass
class Pack:
    """A round for its meeting, as one person may see it; without a ranking while members score."""

    round: AssessmentRound
    rows: list
    finished: int
    asked: int
    strands: list
    ranking: Ranking | None = None

    @property
    def split(self):
        """The candidates on which the scorers differ widely."""
        return [row for row in self.rows if row.ranked and row.ranked.split]

    @property
    def decided(self):
        return [row for row in self.rows if row.decision]


def load_pack(round, user, on):
    """Read a round for its meeting; the number of queries does not grow with its candidates."""
    candidates = list(round.candidates.all())
    evidence = gather(candidates, round.partnership)
    told = threads(round, evidence, member=sits_on_round(user, round))
    words = quoted({row.pk for one in evidence.values() for row in one.themes})
    cards = _cards(round, user)
    recorded = _recorded(round)
    scores = ranking(round, on=on) if round.scheme else None
    asks = gives_own_scores(user, round) and round.state == RoundState.SCORING
    is_open = round.state in OPEN_TO_ALL
    rows = []
    for number, one in enumerate(candidates, start=1):
        card = cards.get(one.pk)
        row = PackRow(
            number,
            one,
            evidence[one.pk],
            told[one.pk],
            [(row, words.get(row.pk, [])) for row in evidence[one.pk].themes],
            card,
            _mine(card),
            asks=asks and card is None,
            decisions=recorded.get(one.pk, []),
        )
        if scores:
            _add_scores(row, round, scores.row(one), is_open)
        rows.append(row)
    return Pack(
        round,
        rows,
        scores.finished if scores else 0,
        scores.asked if scores else 0,
        strands_without(round, candidates),
        scores if is_open else None,
    )


def _add_scores(row, round, ranked, is_open):
    """The scores of all, as far as they are open to me; rank and total only once all can see."""
    if is_open:
        row.ranked = ranked
    if not why_closed(round, row.card, ranked.scored):
        row.spread = ranked.spread


def _cards(round, user):
    """My own cards, each with its scores."""
    cards = ScoreCard.objects.filter(candidate__round=round, member=user)
    given = cards.filter(Q(complete_at__isnull=False) | ~Q(interest=""))
    return {card.candidate_id: card for card in given.prefetch_related("scores__criterion")}


def _mine(card):
    return [(score.criterion, score.value) for score in card.scores.all()] if card else []


def _recorded(round):
    """What the group decided, by candidate, oldest first."""
    decisions = Decision.objects.filter(candidate__round=round, meeting__isnull=False)
    found = {}
    for one in decisions.select_related("meeting__group", "organisation", "group").order_by("pk"):
        found.setdefault(one.candidate_id, []).append(one)
    return found


def compose_pack(pack, needs=(), formats=None):
    """The pack as a document, of the very parts that its page shows."""
    round = pack.round
    title = f"Review pack: {round}"
    snapshot = {
        "title": "Review pack",
        "year": str(round),
        "standing": f"For the members of {_group(round)}",
        "formats_line": formats_line(formats),
        "contents": [*_contents(pack)],
    }
    context = {"pack": pack, "round": round, "paper": True, "needs": needs}
    return composed(title, "plans/documents/pack.html", context, snapshot)


def _group(round):
    return f"the {round.group}" if round.group else "the group that decides"


def _contents(pack):
    yield _entry("", "For the meeting", "meeting")
    if pack.ranking:
        yield _entry("", "How the scores stand", "scores")
    for row in pack.rows:
        yield _entry(str(row.number), row.candidate.title, row.anchor)
    if pack.decided:
        yield _entry("", "What was decided", "decisions")


def _entry(number, title, anchor):
    return {"number": number, "title": title, "anchor": anchor, "level": 1}
