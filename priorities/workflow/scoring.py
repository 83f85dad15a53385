"""Giving scores: each press kept, one after the other, until the round closes."""

from django.db import transaction

from priorities.models import AssessmentRound, Score, ScoreCard, ScoringScheme
from priorities.models.rounds import RoundState
from priorities.permissions import may_score
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

Scorers = ScoringScheme.Scorers
CLOSED = {
    RoundState.GATHERING: "Scoring has not opened yet.",
    RoundState.CLOSED: "Scoring has closed. Your scores stay as they were.",
    RoundState.DECIDED: "This round is decided. Its scores stay as they were.",
}


@transaction.atomic
def give(candidate, criterion, value, *, by, now, organisation=None, pressed=None):
    """Keep one press; return the card, whole once every criterion has its score.

    ``pressed`` is when it was pressed, for what waited on a device: whatever was pressed later
    elsewhere stays.
    """
    round = _open_round(candidate, by)
    if criterion.scheme_id != round.scheme_id or value not in round.scheme.values:
        raise Refused("This is no score of the scheme. Open the page again.")
    card = _card(candidate, round, by, organisation)
    if card.interest:
        raise Refused("You have declared an interest. Take that back to give scores.")
    at = min(pressed or now, now)
    score = card.scores.filter(criterion=criterion).first()
    if score is None:
        Score.objects.create(card=card, criterion=criterion, value=value, at=at)
    elif score.at <= at:
        score.value, score.at = value, at
        score.save(update_fields=["value", "at"])
    return _complete(card, round.scheme, by=by, now=now)


@transaction.atomic
def write_note(candidate, text, *, by, now, organisation=None):
    """Keep a scorer's note for the meeting."""
    round = _open_round(candidate, by)
    card = _card(candidate, round, by, organisation)
    if card.note != text.strip():
        card.note = text.strip()
        save_over(card, base_version=card.version, by=by)
    return card


@transaction.atomic
def declare_interest(candidate, reason, *, by, now, organisation=None):
    """Leave a candidate out of somebody's scores; what was given is kept and does not count."""
    round = _open_round(candidate, by)
    if not reason.strip():
        raise Refused("Say what your interest is.")
    card = _card(candidate, round, by, organisation)
    card.interest, card.complete_at = reason.strip(), None
    save_over(card, base_version=card.version, by=by)
    note("scorecard.declare_interest", by=by, now=now, target=candidate, reason=card.interest)
    return card


@transaction.atomic
def take_back_interest(candidate, *, by, now, organisation=None):
    """Score a candidate after all; what was given before counts again."""
    round = _open_round(candidate, by)
    card = _card(candidate, round, by, organisation)
    if not card.interest:
        return card
    card.interest = ""
    save_over(card, base_version=card.version, by=by)
    note("scorecard.take_back_interest", by=by, now=now, target=candidate)
    return _complete(card, round.scheme, by=by, now=now)


def own_card(candidate, user):
    """The card of a member, with its scores; None before the first press."""
    found = candidate.cards.filter(member=user).prefetch_related("scores")
    return found.first()


def _open_round(candidate, by):
    """The candidate's round, locked: presses come one after the other, and none after the end."""
    rounds = AssessmentRound.objects.select_for_update(of=("self",)).select_related("scheme")
    round = rounds.get(pk=candidate.round_id)
    if round.state != RoundState.SCORING:
        raise Refused(CLOSED[round.state])
    if not may_score(by, round):
        raise Refused("Only who is asked to score gives scores.")
    return round


def _card(candidate, round, by, organisation):
    """The one card of this scorer, made at the first press."""
    whose = {"member": None, "organisation": None}
    if round.scheme.scorers == Scorers.MEMBERS:
        whose["member"] = by
    elif round.scheme.scorers == Scorers.ORGANISATIONS:
        if organisation is None:
            raise Refused("Choose the organisation whose scores these are.")
        whose["organisation"] = organisation
    found = ScoreCard.objects.filter(candidate=candidate, **whose).first()
    return found or save_new(ScoreCard(candidate=candidate, **whose), by=by)


def _complete(card, scheme, *, by, now):
    """Note when every criterion has its score; the first whole set is kept beside later ones."""
    if card.complete_at:
        return card
    scores = list(card.scores.all())
    if len(scores) < scheme.criteria.count():
        return card
    for score in scores:
        if score.first_value is None:
            score.first_value = score.value
            score.save(update_fields=["first_value"])
    card.complete_at = now
    return save_over(card, base_version=card.version, by=by)
