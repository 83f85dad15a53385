"""Decisions of a meeting: recorded once, corrected only by a further one with its own date."""

from django.db import transaction

from events.models import AgendaItem, MeetingDecision
from events.models.agendas import ItemKind
from events.models.meetings import MeetingState
from events.workflow.meeting_notes import locked_item
from events.workflow.meeting_states import for_running, hold_by_itself
from partnership.workflow import groups
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

LONGEST = 500
Effect = MeetingDecision.Effect


@transaction.atomic
def decide(item, *, wording, uid, by, now):
    """Record a decision. ``uid`` was given by the page: sent twice, it is kept once."""
    item = locked_item(item, by)
    known = MeetingDecision.objects.filter(uid=uid).first()
    if known:
        return _only_from(known, item)
    made = MeetingDecision(item=item, wording=_sentence(wording), uid=uid, at=now)
    made.by_label = by.label
    save_new(made, by=by)
    note("meetingdecision.record", by=by, now=now, target=made)
    if item.kind == ItemKind.OTHER and item.outcome == AgendaItem.Outcome.DEFERRED:
        item.outcome = ""  # it was decided after all
        save_over(item, base_version=item.version, by=by)
    hold_by_itself(item.meeting, by=by, now=now)
    return made


def _only_from(known, item):
    if known.item_id != item.pk:
        raise Refused("This decision stands with another item.")
    return known


def _sentence(wording):
    words = " ".join(wording.split())
    if not words:
        raise Refused("Write the decision in one sentence.")
    if len(words) > LONGEST:
        raise Refused(f"Keep the decision under {LONGEST} characters.")
    return words


@transaction.atomic
def correct(decision, *, wording, by, now):
    """A further decision that says how an earlier one should read; both stay.

    Also after the notes were agreed: they stand as they are, and this line has its own date.
    """
    meeting = for_running(decision.item.meeting, by)
    decision = MeetingDecision.objects.select_for_update().get(pk=decision.pk)
    if meeting.state == MeetingState.CANCELLED:
        raise Refused("The meeting was cancelled.")
    if hasattr(decision, "corrected_by"):
        raise Refused("This decision was corrected already. Correct the newest one.")
    wording = _sentence(wording)
    if wording == decision.wording:
        raise Refused("This is what it says already.")
    made = MeetingDecision(
        item=decision.item,
        wording=wording,
        at=now,
        by_label=by.label,
        corrects=decision,
        public=decision.public,
    )
    save_new(made, by=by)
    said = {"before": {"wording": decision.wording}, "after": {"wording": wording}}
    note("meetingdecision.correct", by=by, now=now, target=made, **said)
    return made


@transaction.atomic
def carry_out(decision, *, effect, group, fields, by, now):
    """What a decision does to a group: set it up, change it, close it. Done once."""
    meeting = for_running(decision.item.meeting, by)
    decision = MeetingDecision.objects.select_for_update().get(pk=decision.pk)
    if decision.group_id:
        raise Refused(f"This decision has acted on {decision.group} already.")
    asked = {"reason": reason_of(decision), "by": by, "now": now}
    if effect == Effect.SET_UP:
        group = groups.set_up(meeting.partnership, **fields, **asked)
    elif effect == Effect.CHANGE:
        group = groups.change(group, **fields, **asked)
    else:
        group = groups.close(group, **fields, **asked)
    decision.group, decision.effect = group, effect
    save_over(decision, base_version=decision.version, by=by)
    return group


def reason_of(decision):
    """The decision as the history of what it did names it."""
    day = decision.item.meeting
    return f"Decided by {day}: {decision.wording}"
