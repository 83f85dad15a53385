"""How the scores of a candidate spread: closed to whoever has not given their own yet."""

import math
from collections import Counter
from dataclasses import dataclass, field

from priorities.documents.scorers import OPEN_TO_ALL, asked
from priorities.models import Criterion, Score, ScoringScheme

NUMBERS = (
    *("No one", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"),
    *("Eleven", "Twelve"),
)


def in_words(number):
    """“Seven”, and figures beyond twelve."""
    return NUMBERS[number] if number < len(NUMBERS) else f"{number}"


@dataclass(frozen=True)
class Column:
    """One value of the scale: how many gave it, whether I did, who where names are open."""

    value: int
    count: int
    mine: bool = False
    names: tuple = ()


@dataclass(frozen=True)
class CriterionSpread:
    """How the scores of one criterion spread, in numbers and in a sentence."""

    criterion: Criterion
    columns: tuple
    words: str
    split: bool
    mine: int | None = None


@dataclass(frozen=True)
class Spread:
    """What somebody may see of a candidate's scores.

    Closed, it holds how many have scored and why no more is shown, and nothing else.
    """

    scored: int
    asked: int
    rows: tuple = ()
    closed: str = ""
    mine: dict = field(default_factory=dict)

    @property
    def is_open(self):
        return not self.closed

    @property
    def split(self):
        """The criteria on which the scorers differ widely."""
        return [row.criterion.name for row in self.rows if row.split]


def spread(candidate, card):
    """What the scorer of this card (None: somebody without scores) may see of a candidate."""
    round = candidate.round
    whole = [one for one in candidate.cards.select_related("organisation") if one.complete_at]
    interests = candidate.cards.exclude(interest="").values_list("member", "organisation")
    out = {member or organisation for member, organisation in interests}
    number = len(asked(round) - out)
    closed = why_closed(round, card, len(whole))
    if closed:
        return Spread(len(whole), number, closed=closed)
    criteria = list(round.scheme.criteria.all())
    given = _given(whole)
    mine = given.get(card.pk, {}) if card else {}
    names = _names(round, whole)
    rows = tuple(row_of(one, round.scheme, given, mine.get(one.pk), names) for one in criteria)
    return Spread(len(whole), number, rows, mine=mine)


def why_closed(round, card, scored):
    """Why others' scores stay closed to this card's scorer, in words; empty where they are open.

    ``scored`` counts those who have given all their scores of the candidate.
    """
    if round.state in OPEN_TO_ALL:
        return ""
    if card is None or not card.complete_at:
        return "The scores of others open when you have given all of yours."
    if scored - 1 < round.scheme.opens_after:
        return f"Opens when {in_words(round.scheme.opens_after).lower()} have scored besides you."
    return ""


def _given(cards):
    """What was given, as {card: {criterion: value}}."""
    given = {card.pk: {} for card in cards}
    scores = Score.objects.filter(card__in=given).values_list("card", "criterion", "value")
    for card, criterion, value in scores:
        given[card][criterion] = value
    return given


def _names(round, cards):
    """Who stands behind each card; nobody where scores are given without names."""
    if round.scheme.scorers != ScoringScheme.Scorers.ORGANISATIONS:
        return {}
    return {card.pk: card.organisation.name for card in cards}


def row_of(criterion, scheme, given, mine=None, names=()):
    """One criterion's spread out of {card: {criterion: value}}."""
    found = {card: values[criterion.pk] for card, values in given.items() if criterion.pk in values}
    counts = Counter(found.values())
    words, is_split = sentence(counts, scheme)
    columns = tuple(
        Column(
            value,
            counts[value],
            value == mine,
            tuple(sorted(names[card] for card in found if found[card] == value)) if names else (),
        )
        for value in scheme.values
    )
    return CriterionSpread(criterion, columns, words, is_split, mine)


def sentence(counts, scheme):
    """The spread in a few words, and whether the scorers are split.

    Split is a range of three quarters of the scale (on 1 to 4: from 1 to 4), or no value that
    half of the scorers chose. “Seven say 4” where three quarters agree, “Most say 3” beyond half.
    """
    counts = {value: count for value, count in counts.items() if count}
    total = sum(counts.values())
    if not total:
        return "No scores", False
    low, high = min(counts), max(counts)
    top = max(counts, key=lambda value: (counts[value], value))
    if low == high:
        return (f"All say {top}" if total > 1 else f"One says {top}"), False
    wide = math.ceil((scheme.highest - scheme.lowest) * 0.75)
    if high - low >= max(3, wide) or counts[top] * 2 < total:
        return f"Split: from {low} to {high}", True
    if counts[top] * 2 > total:
        return _majority(counts[top], total, top), False
    return _halves(counts, top, low, high)


def _majority(count, total, value):
    return f"{in_words(count)} say {value}" if count * 4 >= total * 3 else f"Most say {value}"


def _halves(counts, top, low, high):
    """Half chose one value: the sentence names the value beside it that most others chose."""
    most = max(count for value, count in counts.items() if value != top)
    seconds = [value for value, count in counts.items() if value != top and count == most]
    if len(seconds) > 1:
        return f"Half say {top}", False
    if abs(seconds[0] - top) > 1:
        return f"Split: from {low} to {high}", True
    return f"{min(top, seconds[0])} or {max(top, seconds[0])}", False
