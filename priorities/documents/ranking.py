"""The candidates of a round in the order of their scores: what the group looks at, not its word."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from priorities.documents.scorers import asked
from priorities.documents.spread import row_of
from priorities.models import Candidate, Criterion, Score, ScoreCard

CENT = Decimal("0.01")


@dataclass
class Ranked:
    """One candidate with its scores; without a rank where too few have scored."""

    candidate: Candidate
    scored: int
    asked: int
    of: Decimal
    total: Decimal | None = None
    rank: int | None = None
    equal: list = field(default_factory=list)  # the other candidates of the same rank
    spread: tuple = ()
    parts: list = field(default_factory=list)  # what each criterion adds to the total
    moved: int = 0
    notes: list = field(default_factory=list)  # (organisation or nothing, words)
    interests: list = field(default_factory=list)

    @property
    def split(self):
        """The criteria on which the scorers differ widely."""
        return [row.criterion.name for row in self.spread if row.split]

    @property
    def in_words(self):
        """“ranked 5”, or “not ranked, 4 of 11 scored”."""
        if self.rank is None:
            return f"not ranked, {self.scored} of {self.asked} scored"
        return f"ranked {self.rank}"


@dataclass
class Ranking:
    """All candidates of a round, the highest total first; those not ranked stand last."""

    rows: list
    of: Decimal
    criteria: list
    asked: int
    finished: int  # how many have scored every candidate in which they have no interest

    def row(self, candidate):
        return next(row for row in self.rows if row.candidate.pk == candidate.pk)

    @property
    def places(self):
        """Decimal places to show: one, or two where different totals would look alike."""
        totals = {row.total for row in self.rows if row.total is not None}
        return 1 if len({round(total, 1) for total in totals}) == len(totals) else 2


def ranking(round, *, on=None):
    """Rank a round's candidates by their scores, in a constant number of queries."""
    criteria = list(round.scheme.criteria.all())
    candidates = list(round.candidates.all())
    scorers = asked(round, on=on)
    cards = list(ScoreCard.objects.filter(candidate__round=round).select_related("organisation"))
    given, moved = _given(round)
    of = sum((one.weight for one in criteria), Decimal()) * round.scheme.highest
    by_candidate = defaultdict(list)
    for card in cards:
        by_candidate[card.candidate_id].append(card)
    rows = []
    for candidate in candidates:
        own = by_candidate[candidate.pk]
        whole = {card.pk: given.get(card.pk, {}) for card in own if card.complete_at}
        row = Ranked(candidate, len(whole), len(scorers - _interested(own)), of)
        row.spread = tuple(row_of(one, round.scheme, whole) for one in criteria)
        row.moved = sum(card in moved for card in whole)
        row.notes = [(_name(card), card.note) for card in own if card.note.strip()]
        row.interests = [(_name(card), card.interest) for card in own if card.interest]
        if whole and row.scored * 2 >= row.asked:
            parts = [_part(one, round.scheme, whole.values()) for one in criteria]
            row.parts = list(zip(criteria, map(_rounded, parts), strict=True))
            row.total = _rounded(sum(parts))
        rows.append(row)
    return Ranking(_placed(rows), of, criteria, len(scorers), _finished(scorers, cards, candidates))


def _given(round):
    """What was given, as {card: {criterion: value}}, and the cards whose scores moved since."""
    given, moved = defaultdict(dict), set()
    scores = Score.objects.filter(card__candidate__round=round, card__complete_at__isnull=False)
    for card, criterion, value, first in scores.values_list(
        "card", "criterion", "value", "first_value"
    ):
        given[card][criterion] = value
        if first is not None and first != value:
            moved.add(card)
    return given, moved


def scorer_of(card):
    """The key of whoever the card belongs to; None for a session's."""
    return card.member_id or card.organisation_id


def _interested(cards):
    return {scorer_of(card) for card in cards if card.interest}


def _name(card):
    """Whose words they are: an organisation's name, never a member's."""
    return card.organisation.name if card.organisation else ""


def _finished(scorers, cards, candidates):
    done = Counter(scorer_of(card) for card in cards if card.complete_at or card.interest)
    return sum(1 for one in scorers if candidates and done[one] >= len(candidates))


def _part(criterion, scheme, given):
    """What a criterion adds: its weighted mean; where low is graver, the scale is turned."""
    values = [values[criterion.pk] for values in given if criterion.pk in values]
    mean = Fraction(sum(values), len(values)) if values else Fraction(scheme.lowest)
    if criterion.direction == Criterion.Direction.LOW:
        mean = scheme.lowest + scheme.highest - mean
    return Fraction(criterion.weight) * mean


def _rounded(value):
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(CENT)


def _placed(rows):
    """Give ranks; who has the same total shares the rank, and the next one is left out."""
    ranked = sorted((r for r in rows if r.total is not None), key=lambda r: -r.total)
    for row in ranked:
        row.rank = 1 + sum(1 for other in ranked if other.total > row.total)
        row.equal = [o.candidate for o in ranked if o.total == row.total and o is not row]
    return [*ranked, *(row for row in rows if row.total is None)]
