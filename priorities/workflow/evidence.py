"""The officer's word on a candidate's evidence: left out with a reason, put back, added."""

from django.db import transaction

from priorities.models import EvidenceChoice
from priorities.models.rounds import RoundState
from priorities.workflow.rounds import lock
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over


@transaction.atomic
def leave_out(candidate, kind, thing, *, reason, by, now):
    """Take a piece of evidence away from a candidate; who reads it learns why."""
    _refuse_decided(candidate)
    if not reason.strip():
        raise Refused("Say why it is left out: members are shown the reason.")
    choice = _choice(candidate, kind, thing)
    choice.left_out, choice.reason = True, reason.strip()
    _save(choice, by)
    note(
        "evidence.leave_out",
        by=by,
        now=now,
        target=candidate,
        reason=choice.reason,
        after=_what(kind, thing),
    )
    return choice


@transaction.atomic
def put_back(candidate, kind, thing, *, by, now):
    """Take the officer's word back: what gathers itself is there again, what was added goes."""
    _refuse_decided(candidate)
    choice = _choice(candidate, kind, thing)
    if choice.pk is None:
        return
    choice._history_user = by
    choice.delete()
    note("evidence.put_back", by=by, now=now, target=candidate, after=_what(kind, thing))


@transaction.atomic
def add(candidate, kind, thing, *, by, now):
    """Give a candidate a piece of evidence that did not gather itself."""
    _refuse_decided(candidate)
    choice = _choice(candidate, kind, thing)
    choice.left_out, choice.reason = False, ""
    _save(choice, by)
    note("evidence.add", by=by, now=now, target=candidate, after=_what(kind, thing))
    return choice


def _refuse_decided(candidate):
    if lock(candidate.round).state == RoundState.DECIDED:
        raise Refused("The group has decided. Its evidence stays as it was.")


def _choice(candidate, kind, thing):
    """The word on this piece, or a new one that is not saved."""
    known = candidate.choices.select_for_update().filter(**{kind: thing}).first()
    return known or EvidenceChoice(candidate=candidate, **{kind: thing})


def _save(choice, by):
    if choice.pk:
        return save_over(choice, base_version=choice.version, by=by)
    return save_new(choice, by=by)


def _what(kind, thing):
    return {"kind": kind, "uid": str(thing.uid), "words": str(thing)}
