"""How a group of places to compare with is drawn: dated, and the one before ends the day before."""

import datetime
from dataclasses import dataclass, field

from django.db import transaction

from partnership.models import Partnership
from priorities.models import ComparatorGroup, ComparatorMember
from priorities.models.imports import IfThere
from priorities.permissions import may_keep
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

FEWEST = 2
DAY = datetime.timedelta(days=1)

NOT_YOURS = "Officers of the partnership keep its groups of places."
TOO_FEW = "A group has at least two places: the place that it is for, and one to compare it with."
NO_DAY = "There is a group of this name already. Say from which day the new one holds."
OTHER_PLACE = "There is a group of this name from this day for another place. Choose another name."
OTHER_MEMBERS = (
    "There is a group of this name from this day with other members. Change that one, or give "
    "the new group another day."
)


@dataclass(frozen=True)
class Drawn:
    """A group as it stands now, and what is different from the one that held before it.

    Areas are in the order of their names; without ``made`` it stood here already, just so.
    """

    group: ComparatorGroup
    made: bool
    before: ComparatorGroup | None = None
    joined: list = field(default_factory=list)
    left: list = field(default_factory=list)

    @property
    def words(self):
        """What changed, in one sentence."""
        if not self.made:
            return f"{self.group.name} stands here already with these members. Nothing changed."
        if self.before is None:
            return f"{self.group.name} has {len(self.joined)} places."
        return moved(self.joined, self.left)


@transaction.atomic
def new_group(
    partnership, *, kind, name, area, from_date, members, source, by, now, batch=None, if_there=""
):
    """Draw a group anew: its members from a day on; the one before it ends the day before.

    Members are areas, among them the one that the group is for. The same group once more changes
    nothing; what happens where one of the same day has other members, ``if_there`` says.
    """
    if not may_keep(by, partnership):
        raise Refused(NOT_YOURS)
    members = by_name(members)
    if len(members) < FEWEST:
        raise Refused(TOO_FEW)
    if area not in members:
        raise Refused(f"{area.name} itself must be one of the members.")
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    series = _series(partnership, kind, name, area)
    same = next((one for one in series if one.from_date == from_date), None)
    if same:
        return _again(same, members, if_there, by=by, now=now, batch=batch)
    if series and from_date is None:
        raise Refused(NO_DAY)
    _refuse_taken(partnership, kind, name, from_date)
    before, after = _neighbours(series, from_date)
    group = ComparatorGroup(
        partnership=partnership,
        kind=kind,
        name=before.name if before else name.strip(),
        area=area,
        from_date=from_date,
        to_date=after.from_date - DAY if after else None,
        source=source,
        batch=batch,
        example=bool(before and before.example),
    )
    return _draw(group, members, before, by=by, now=now)


def difference(group, members):
    """Who joins and who leaves if a group (or nothing yet) gets these members, by name."""
    old = {member.area for member in group.members.all()} if group else set()
    new = set(members)
    return by_name(new - old), by_name(old - new)


def moved(joined, left):
    """Who joins and who leaves, in one sentence."""
    parts = [
        f"{', '.join(area.name for area in areas)} {'has' if len(areas) == 1 else 'have'} {verb}"
        for areas, verb in ((joined, "joined"), (left, "left"))
        if areas
    ]
    return f"{' and '.join(parts) or 'The members stay the same'}."


def standing(partnership, *, kind, name, area, day):
    """The group of this name for this place from this very day, and the one that held before."""
    series = _series(partnership, kind, name, area)
    same = next((one for one in series if one.from_date == day), None)
    return same, _neighbours(series, day)[0]


def by_name(areas):
    return sorted(set(areas), key=lambda one: (one.name, one.pk))


def _series(partnership, kind, name, area):
    """The groups of this name for this place, the earliest first; an unknown start is earliest."""
    groups = partnership.comparator_groups.filter(kind=kind, name__iexact=name.strip(), area=area)
    found = groups.prefetch_related("members__area")
    return sorted(found, key=lambda one: one.from_date or datetime.date.min)


def _neighbours(series, day):
    """The group that held before a day, and the one that was drawn after it."""
    earlier = [one for one in series if one.from_date is None or one.from_date < day]
    later = [one for one in series if one.from_date and one.from_date > day]
    return earlier[-1] if earlier else None, later[0] if later else None


def _refuse_taken(partnership, kind, name, day):
    taken = partnership.comparator_groups.filter(
        kind=kind, name__iexact=name.strip(), from_date=day
    )
    if taken.exists():
        raise Refused(OTHER_PLACE)


def _draw(group, members, before, *, by, now):
    save_new(group, by=by)
    for area in members:
        save_new(ComparatorMember(group=group, area=area), by=by)
    if before:
        _end(before, group.from_date - DAY, by=by, now=now)
    drawn = Drawn(group, True, before, *difference(before, members))
    note("comparator_group.draw", by=by, now=now, target=group, after=_told(drawn, members))
    return drawn


def _end(group, day, *, by, now):
    """A group holds until this day, unless it ended before."""
    if group.to_date and group.to_date <= day:
        return
    until, group.to_date = group.to_date, day
    save_over(group, base_version=group.version, by=by)
    note(
        "comparator_group.end",
        by=by,
        now=now,
        target=group,
        before={"to_date": until and until.isoformat()},
        after={"to_date": day.isoformat()},
    )


def _again(group, members, if_there, *, by, now, batch):
    """The same group once more: nothing to do, or its members as they are given now."""
    joined, left = difference(group, members)
    if if_there == IfThere.KEEP or not (joined or left):
        return Drawn(group, False)
    if if_there != IfThere.REPLACE:
        raise Refused(OTHER_MEMBERS)
    for member in group.members.filter(area__in=left):
        member._history_user = by
        member.delete()
    for area in joined:
        save_new(ComparatorMember(group=group, area=area), by=by)
    group.batch = batch or group.batch
    save_over(group, base_version=group.version, by=by)
    group = ComparatorGroup.objects.get(pk=group.pk)  # without the members read before
    drawn = Drawn(group, True, group, joined, left)
    note("comparator_group.replace", by=by, now=now, target=group, after=_told(drawn, members))
    return drawn


def _told(drawn, members):
    return {
        "members": [str(one) for one in members],
        "joined": [str(one) for one in drawn.joined],
        "left": [str(one) for one in drawn.left],
    }
