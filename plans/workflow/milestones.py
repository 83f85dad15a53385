"""The steps of an action: added, changed, reached, removed. None of it changes the plan's text."""

from django.db import transaction

from plans.models import Milestone
from plans.permissions import may_keep_milestones
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

NOT_YOURS = "Officers and the lead of the action's group keep its milestones."
CHANGED = "This milestone was changed meanwhile. It stands as you see it now."


def _keeps(by, action):
    if not may_keep_milestones(by, action):
        raise Refused(NOT_YOURS)


@transaction.atomic
def keep(milestone, *, base_version, by, now):
    """Save a new milestone, or a changed one over the version that was read."""
    _keeps(by, milestone.action)
    known = milestone.pk is not None
    if known:
        save_over(milestone, base_version=base_version, by=by)
    else:
        save_new(milestone, by=by)
    told = {"wording": milestone.wording, "due_on": milestone.due_on.isoformat()}
    name = "milestone.change" if known else "milestone.add"
    note(name, by=by, now=now, target=milestone, after=told)
    return milestone


@transaction.atomic
def reach(milestone, *, on, by, now):
    """Mark it as reached on a day."""
    locked = _locked(milestone, by)
    if locked.done_on:
        raise Refused("This milestone is marked as reached already.")
    locked.done_on = on
    save_over(locked, base_version=locked.version, by=by)
    note("milestone.reach", by=by, now=now, target=locked, after={"done_on": on.isoformat()})
    return locked


@transaction.atomic
def reopen(milestone, *, by, now):
    """Take back that it was reached."""
    locked = _locked(milestone, by)
    if not locked.done_on:
        raise Refused("This milestone is not marked as reached.")
    before = {"done_on": locked.done_on.isoformat()}
    locked.done_on = None
    save_over(locked, base_version=locked.version, by=by)
    note("milestone.reopen", by=by, now=now, target=locked, before=before)
    return locked


@transaction.atomic
def remove(milestone, *, base_version, by, now):
    """Remove a milestone that was a mistake; its history and the audit stay."""
    locked = _locked(milestone, by)
    if locked.version != base_version:
        raise Refused(CHANGED)
    told = {"wording": locked.wording, "due_on": locked.due_on.isoformat()}
    note("milestone.remove", by=by, now=now, target=locked, before=told)
    locked._history_user = by
    locked.delete()


def _locked(milestone, by):
    """The stored row, held until the change is made; one that somebody removed says so."""
    rows = Milestone.objects.select_for_update(of=("self",)).select_related("action__plan")
    found = rows.filter(pk=milestone.pk).first()
    if found is None:
        raise Refused("Somebody removed this milestone meanwhile.")
    _keeps(by, found.action)
    return found
