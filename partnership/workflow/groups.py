"""What becomes of a group: set up, changed, ended; its history says why."""

from django.db import IntegrityError, transaction

from partnership.models import Group
from partnership.models.groups import GroupState
from partnership.permissions import is_officer
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

CHANGED = ("name", "state", "purpose", "meets")


@transaction.atomic
def set_up(partnership, *, name, kind, purpose, from_date, reason, by, now):
    """A new group that works from a day on."""
    _check(by, partnership, reason)
    group = Group(
        partnership=partnership,
        name=" ".join(name.split()),
        kind=kind,
        purpose=purpose.strip(),
        from_date=from_date,
    )
    if not group.name:
        raise Refused("Give the group a name.")
    _kept(lambda: save_new(group, by=by))
    note("group.set_up", by=by, now=now, target=group, reason=reason, after={"name": group.name})
    return group


@transaction.atomic
def change(group, *, reason, by, now, **fields):
    """Another name, state, purpose or rhythm; what it was stays in its history."""
    group = _locked(group, by, reason)
    if group.state == GroupState.ENDED:
        raise Refused(f"{group} has ended.")
    if fields.get("state") == GroupState.ENDED:
        raise Refused("Close the group instead: that asks for its last day.")
    before = {name: getattr(group, name) for name in fields}
    if unknown := fields.keys() - set(CHANGED):
        raise ValueError(f"not changed by a decision: {unknown}")
    if before == fields:
        raise Refused("Nothing is different.")
    for name, value in fields.items():
        setattr(group, name, value)
    _kept(lambda: save_over(group, base_version=group.version, by=by))
    said = {"before": before, "after": fields}
    note("group.change", by=by, now=now, target=group, reason=reason, **said)
    return group


@transaction.atomic
def close(group, *, to_date, reason, by, now):
    """Its last day. What it did, and who was in it, stays."""
    group = _locked(group, by, reason)
    if group.state == GroupState.ENDED:
        raise Refused(f"{group} has ended already.")
    if group.from_date and to_date < group.from_date:
        raise Refused("It cannot end before it began.")
    before = {"state": group.state}
    group.state, group.to_date = GroupState.ENDED, to_date
    save_over(group, base_version=group.version, by=by)
    said = {"before": before, "after": {"state": group.state, "to_date": str(to_date)}}
    note("group.close", by=by, now=now, target=group, reason=reason, **said)
    return group


def _locked(group, by, reason):
    group = Group.objects.select_for_update().select_related("partnership").get(pk=group.pk)
    _check(by, group.partnership, reason)
    return group


def _check(by, partnership, reason):
    if not is_officer(by, partnership):
        raise Refused("Officers of the partnership maintain its groups.")
    if not reason.strip():
        raise Refused("Give a reason.")


def _kept(save):
    try:
        with transaction.atomic():
            save()
    except IntegrityError as taken:
        raise Refused("This partnership has a group of this name.") from taken
