"""How a round moves: evidence is gathered, members score, scoring closes, the group decides."""

from django.db import transaction

from priorities.documents.evidence import gather
from priorities.models import AssessmentRound, ScoreCard
from priorities.models.rounds import RoundState
from priorities.permissions import may_keep
from records.models import note
from records.moves import Move, MoveTable, Refused

GATHERING, SCORING, CLOSED, DECIDED = RoundState.values


def _may_run(user, round):
    return may_keep(user, round.partnership)


MOVES = MoveTable(
    Move("open_scoring", "Open scoring", (GATHERING,), SCORING, _may_run),
    Move("take_back", "Go back to gathering", (SCORING,), GATHERING, _may_run, True),
    Move("close_scoring", "Close scoring", (SCORING,), CLOSED, _may_run),
    Move("reopen_scoring", "Open scoring again", (CLOSED,), SCORING, _may_run, True),
)


def lock(round):
    """The round's row, held until the transaction ends."""
    return AssessmentRound.objects.select_for_update().get(pk=round.pk)


@transaction.atomic
def open_scoring(round, *, by, now):
    """Put the candidates to those who score; from now on they stay as they are."""
    round = lock(round)
    if round.scheme is None or not round.scheme.criteria.exists():
        raise Refused("Choose a scoring scheme that has criteria first.")
    if not round.candidates.exists():
        raise Refused("Add at least one candidate first.")
    return MOVES.make(round, "open_scoring", by=by, now=now)


@transaction.atomic
def take_back(round, *, reason, by, now):
    """Change the candidates after all, as long as nobody has scored."""
    round = lock(round)
    if ScoreCard.objects.filter(candidate__round=round).exists():
        raise Refused("Somebody has scored, so the candidates stay as they are.")
    return MOVES.make(round, "take_back", by=by, now=now, reason=reason)


@transaction.atomic
def close_scoring(round, *, by, now):
    """End scoring, and keep on record which evidence there was."""
    round = MOVES.make(lock(round), "close_scoring", by=by, now=now)
    note("assessmentround.evidence", by=by, now=now, target=round, after=evidence_seen(round))
    return round


def reopen_scoring(round, *, reason, by, now):
    """Let members score once more; what they gave stays."""
    return MOVES.make(round, "reopen_scoring", by=by, now=now, reason=reason)


def evidence_seen(round):
    """The uids of all evidence, by candidate: from them the records of that day can be found."""
    found = gather(round.candidates.all(), round.partnership)
    return {str(one.candidate.uid): _uids(one) for one in found.values()}


def _uids(evidence):
    pieces = {
        "figures": evidence.figures,
        "findings": evidence.findings,
        "statements": evidence.statements,
        "themes": [row.theme for row in evidence.themes],
        "referrals": evidence.referrals,
    }
    return {name: [str(piece.uid) for piece in rows] for name, rows in pieces.items()}
