"""What a meeting asked somebody to do: added, done, dropped with its reason, taken up again."""

from django.db import transaction
from django.utils.timezone import localdate

from events.models import MeetingAction, MeetingDecision
from events.models.meetings import MeetingState
from events.permissions import may_run
from events.workflow.meeting_states import for_running, hold_by_itself
from records.models import note
from records.moves import Move, MoveTable, Refused
from records.saving import save_new

OPEN, DONE, DROPPED = MeetingAction.State.values
LONGEST = 500


def _may(by, action):
    return may_run(by, action.meeting)


ACTION_MOVES = MoveTable(
    Move("done", "Mark done", (OPEN,), DONE, _may),
    Move("drop", "No longer needed", (OPEN,), DROPPED, _may, needs_reason=True),
    Move("reopen", "Reopen", (DONE, DROPPED), OPEN, _may),
)


def _is_so_already(action, state):
    """A tap that a device sent twice changes nothing the second time."""
    return MeetingAction.objects.filter(pk=action.pk, state=state).exists()


@transaction.atomic
def add(meeting, *, wording, organisation, post, due_on, uid, by, now, item=None, decision=None):
    """Ask a body or a post to do something. ``uid`` comes from the page: twice sent, once kept.

    Also when the notes are agreed: an action is followed to its end, whatever the notes say.
    """
    meeting = for_running(meeting, by)
    known = MeetingAction.objects.filter(uid=uid).first()
    if known:
        return _only_of(known, meeting)
    if meeting.state == MeetingState.CANCELLED:
        raise Refused("The meeting was cancelled.")
    _check(meeting, wording, organisation, post, item, decision)
    made = MeetingAction(
        meeting=meeting,
        item=item or (decision.item if decision else None),
        decision=decision,
        wording=" ".join(wording.split()),
        organisation=organisation,
        post=post.strip(),
        due_on=due_on,
        uid=uid,
    )
    save_new(made, by=by)
    note("meetingaction.add", by=by, now=now, target=made)
    hold_by_itself(meeting, by=by, now=now)
    return made


def _only_of(known, meeting):
    if known.meeting_id != meeting.pk:
        raise Refused("This action stands with another meeting.")
    return known


def _check(meeting, wording, organisation, post, item, decision):
    if not wording.strip():
        raise Refused("Say what is to be done.")
    if len(" ".join(wording.split())) > LONGEST:
        raise Refused(f"Keep an action under {LONGEST} characters.")
    if not (organisation or post.strip()):
        raise Refused("Say who does it: a partner or a post.")
    if item and item.meeting_id != meeting.pk:
        raise Refused("This item stands in another meeting.")
    if (
        decision
        and not MeetingDecision.objects.filter(pk=decision.pk, item__meeting=meeting).exists()
    ):
        raise Refused("This decision was taken by another meeting.")


def mark_done(action, *, by, now, words=""):
    """It was done; what came of it may be said."""
    return _end(action, "done", words, by=by, now=now)


def drop(action, *, reason, by, now):
    """It is no longer needed; the reason stands with it."""
    return _end(action, "drop", reason, by=by, now=now)


def _end(action, move, words, *, by, now):
    if _is_so_already(action, ACTION_MOVES.moves[move].target):
        return action
    after = {"ended_on": localdate(now), "ended_note": words.strip()[:500]}
    return ACTION_MOVES.make(action, move, by=by, now=now, reason=words, after=after)


def reopen(action, *, by, now):
    """It is open again: not done after all, or needed after all."""
    if _is_so_already(action, OPEN):
        return action
    after = {"ended_on": None, "ended_note": ""}
    return ACTION_MOVES.make(action, "reopen", by=by, now=now, after=after)
