"""A round on one page: where it stands, its candidates, and which duty nobody serves yet."""

from dataclasses import dataclass

from priorities.documents.evidence import Evidence, gather
from priorities.documents.ranking import ranking
from priorities.documents.topics import plan_starts
from priorities.models import Candidate
from priorities.models.rounds import RoundState
from priorities.models.strands import Strand, strands_on


@dataclass(frozen=True)
class Step:
    """One step of the year's round: done, here, or to do."""

    name: str
    detail: str
    standing: str


@dataclass(frozen=True)
class Row:
    """A candidate with its number, its evidence, and how many of those asked have scored it."""

    number: int
    candidate: Candidate
    evidence: Evidence
    scored: int | None = None
    asked: int | None = None

    @property
    def strands(self):
        return [str(Strand(value).label) for value in self.candidate.strands]


def rows_of(round):
    """The candidates of a round in their order; the number of queries does not grow with them."""
    candidates = list(round.candidates.all())
    found = gather(candidates, round.partnership)
    given = {} if round.state == RoundState.GATHERING else _given(round)
    return [
        Row(number, one, found[one.pk], *given.get(one.pk, (None, None)))
        for number, one in enumerate(candidates, start=1)
    ]


def _given(round):
    """How many have scored each candidate, of how many: never which scores."""
    return {row.candidate.pk: (row.scored, row.asked) for row in ranking(round).rows}


def strands_without(round, candidates):
    """The strands that the law asks for in this plan year and no candidate serves."""
    served = {value for candidate in candidates for value in candidate.strands}
    return [strand for strand in strands_on(plan_starts(round.year)) if strand not in served]


NAMES = {
    RoundState.GATHERING: "Evidence gathered",
    RoundState.SCORING: "Members score",
    RoundState.CLOSED: "Scores are in",
    RoundState.DECIDED: "Decided",
}


def steps_of(round, count):
    """The four steps of a round, with what is known of each."""
    details = {
        RoundState.GATHERING: f"{count} candidate{'' if count == 1 else 's'}",
        RoundState.SCORING: _by(round.score_by),
        RoundState.CLOSED: "",
        RoundState.DECIDED: _by(round.meets_on),
    }
    here = RoundState.values.index(round.state)
    decided = round.state == RoundState.DECIDED
    return [
        Step(NAMES[state], details[state], _standing(place, here, decided))
        for place, state in enumerate(RoundState)
    ]


def _by(day):
    return f"{day.day} {day:%B %Y}" if day else "date not stated"


def _standing(place, here, decided):
    if place < here or decided:
        return "done"
    return "here" if place == here else "todo"
