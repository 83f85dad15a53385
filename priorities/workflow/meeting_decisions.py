"""What a decision of a meeting does to a priority: sets it up, renames it, retires it."""

from django.db import transaction

from events.models import MeetingDecision
from events.workflow.meeting_decisions import reason_of
from priorities.models import Priority, PriorityDecision
from priorities.permissions import may_keep
from priorities.workflow.priorities import add_priority, rename, retire
from records.moves import Refused
from records.saving import save_new

Effect = MeetingDecision.Effect


@transaction.atomic
def carry_out(decision, *, effect, title, priority, by, now):
    """Act on a priority as a meeting decided, once; the priority names the decision."""
    decision = MeetingDecision.objects.select_for_update().get(pk=decision.pk)
    partnership = decision.owner
    if not may_keep(by, partnership):
        raise Refused("Officers of the partnership keep its priorities.")
    known = PriorityDecision.objects.filter(decision=decision).select_related("priority").first()
    if known:
        raise Refused(f"This decision has acted on {known.priority} already.")
    done = _act(effect, partnership, priority, title, reason=reason_of(decision), by=by, now=now)
    row = PriorityDecision(decision=decision, priority=done, effect=effect)
    return save_new(row, by=by)


def _act(effect, partnership, priority, title, *, reason, by, now):
    if effect == Effect.SET_UP:
        return _set_up(partnership, title, by=by, now=now)
    if priority is None or priority.partnership_id != partnership.pk:
        raise Refused("Choose the priority.")
    if effect == Effect.CHANGE:
        return rename(priority, title=title, reason=reason, by=by, now=now)
    return retire(priority, reason=reason, by=by, now=now)


def _set_up(partnership, title, *, by, now):
    title = " ".join(title.split())
    if not title:
        raise Refused("Give the priority a title.")
    if Priority.objects.filter(partnership=partnership, title=title).exists():
        raise Refused("There is a priority with this title.")
    return add_priority(partnership, title=title, by=by, now=now)
