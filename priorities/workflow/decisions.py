"""Recording what the executive group decided: a draft together, the record at once, corrections."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate

from partnership.models import Group
from priorities.documents.departure import gaps, place
from priorities.documents.ranking import ranking
from priorities.documents.scorers import members
from priorities.models import AssessmentRound, Decision, DecisionMeeting
from priorities.models.decisions import Outcome
from priorities.models.rounds import RoundState
from priorities.permissions import may_decide
from priorities.workflow.lists import from_decisions
from records.models import note
from records.moves import Move, MoveTable, Refused
from records.saving import StaleVersion, save_new, save_over

DECIDING = MoveTable(
    Move("decide", "Record for the group", (RoundState.CLOSED,), RoundState.DECIDED, may_decide)
)


@dataclass(frozen=True)
class Meeting:
    """Where it was decided, as the minutes will name it."""

    group: Group
    held_on: date
    item: str = ""
    minute: str = ""


def drafts(round):
    """The draft decision of each candidate by its key; one that is not begun is not stored."""
    candidates = round.candidates.all()
    stored = Decision.objects.filter(candidate__round=round, meeting=None)
    found = {
        one.candidate_id: one
        for one in stored.select_related("candidate__round", "organisation", "group")
    }
    return {
        candidate.pk: found.get(candidate.pk) or Decision(candidate=candidate)
        for candidate in candidates
    }


@transaction.atomic
def keep_draft(draft, *, base_version, by):
    """Keep what was chosen for one candidate; StaleVersion where somebody else was faster."""
    _closed(draft.candidate.round, by)
    if draft.pk:
        return save_over(draft, base_version=base_version, by=by)
    begun = Decision.objects.filter(candidate=draft.candidate, meeting=None).first()
    if begun:
        raise StaleVersion(begun)
    return save_new(draft, by=by)


@transaction.atomic
def set_wanted(round, wanted, *, base_version, by):
    """Move the band: how many priorities the group wants."""
    locked = _closed(round, by)
    if not 1 <= wanted <= 99:
        raise Refused("Say how many priorities the group wants, from 1 to 99.")
    if locked.wanted == wanted:
        return locked
    locked.wanted = wanted
    return save_over(locked, base_version=base_version, by=by)


def missing(round):
    """What the drafts still lack, as (candidate, field, words), in the order of the ranking."""
    found, kept = ranking(round), drafts(round)
    return [
        (row.candidate, name, words)
        for row in found.rows
        for name, words in gaps(place(row, round.wanted), kept[row.candidate.pk])
    ]


@transaction.atomic
def record(round, meeting, *, by, now):
    """Make the group's decisions stand, with their meeting; next year's list is drawn from them."""
    round = _closed(round, by)
    lacking = missing(round)
    if lacking:
        raise Refused(f"{lacking[0][2]}.")
    held = _hold(round, meeting, by=by, now=now)
    kept = drafts(round)
    for row in ranking(round).rows:
        _stand(kept[row.candidate.pk], row, round.wanted, held, by=by)
    round = DECIDING.make(round, "decide", by=by, now=now)
    from_decisions(round, by=by, now=now)
    _tell_members(round, held)
    return held


@transaction.atomic
def correct(first, further, meeting, *, by, now):
    """A further decision that takes the place of a recorded one; the first stays on record."""
    round = AssessmentRound.objects.select_for_update().get(pk=first.candidate.round_id)
    if not may_decide(by, round):
        raise Refused("Officers record what the group decided.")
    if Decision.objects.filter(corrects=first).exists():
        raise Refused("This decision has been corrected already. Open the newer one.")
    further.candidate, further.corrects = first.candidate, first
    # By the ranking of the day on which the first was recorded.
    on = localdate(first.meeting.recorded_at)
    where = place(ranking(round, on=on).row(first.candidate), round.wanted)
    further.rank, further.total = first.rank, first.total
    lacking = [words for _, words in gaps(where, further)]
    if not further.reason.strip():
        lacking.append("Say why the decision is corrected")
    if lacking:
        raise Refused(f"{lacking[0]}.")
    held = _hold(round, meeting, by=by, now=now)
    further.meeting = held
    _forget_receiver(further)
    further.departs = where.departs(further.outcome)
    save_new(further, by=by)
    note(
        "decision.correct",
        by=by,
        now=now,
        target=further,
        reason=further.reason,
        before={"outcome": first.outcome},
        after={"outcome": further.outcome},
    )
    from_decisions(round, by=by, now=now)
    _tell_members(round, held)
    return further


def _closed(round, by):
    """The round, locked, if its decision is still to be recorded by this person."""
    locked = AssessmentRound.objects.select_for_update().get(pk=round.pk)
    if not may_decide(by, locked):
        raise Refused("Officers record what the group decided.")
    if locked.state == RoundState.DECIDED:
        raise Refused("The decision is recorded. A further decision can correct it.")
    if locked.state != RoundState.CLOSED:
        raise Refused("The decision is recorded when scoring has closed.")
    return locked


def _hold(round, meeting, *, by, now):
    lent = meeting.group.lent_to.filter(pk=round.partnership_id).exists()
    if meeting.group.partnership_id != round.partnership_id and not lent:
        raise Refused("This group is another partnership's.")
    if meeting.held_on > localdate(now):
        raise Refused("The meeting lies in the future. Record it when it has been held.")
    held = DecisionMeeting(
        round=round,
        group=meeting.group,
        held_on=meeting.held_on,
        item=meeting.item.strip(),
        minute=meeting.minute.strip(),
        recorded_at=now,
        recorded_by=by.uid,
        recorded_by_label=by.label,
    )
    return save_new(held, by=by)


def _stand(draft, row, wanted, held, *, by):
    """One decision as recorded, with the rank and the total of that day."""
    draft.meeting, draft.rank, draft.total = held, row.rank, row.total
    draft.departs = place(row, wanted).departs(draft.outcome)
    _forget_receiver(draft)
    save_over(draft, base_version=draft.version, by=by)


def _forget_receiver(decision):
    """What was chosen before another outcome does not stay on record."""
    if decision.outcome != Outcome.REFER:
        decision.organisation, decision.group, decision.receiver_not_stated = None, None, False


def _tell_members(round, held):
    """Mail each executive member, once this is stored, where to read what was decided."""
    link = settings.SITE_URL + reverse("priorities:score_results", args=[round.uid])
    words = {"round": round, "meeting": held, "link": link}
    subject = " ".join(render_to_string("priorities/mail/decided_subject.txt", words).split())
    text = render_to_string("priorities/mail/decided.txt", words)
    for member in members(round.partners):
        _mail(subject, text, member.email)


def _mail(subject, text, address):
    # Robust: a mail server that is down takes no decision back.
    transaction.on_commit(lambda: send_mail(subject, text, None, [address]), robust=True)
