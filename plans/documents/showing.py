"""The updates of a quarter as an officer goes through them for the public."""

from dataclasses import dataclass

from plans.documents.quarters import KINDS
from plans.models import ProgressUpdate
from records.models import Change


@dataclass(frozen=True)
class ForPublic:
    """An update with its action's row, and whether it was public before it changed."""

    update: object
    row: object
    changed_since: object = None

    @property
    def kind(self):
        return KINDS[self.update.status]


def updates_in(plan, quarter):
    """Everything told of a plan's actions in a quarter."""
    return ProgressUpdate.objects.filter(
        action__plan=plan, year=quarter.year, quarter=quarter.number
    )


def for_public(grid, lost):
    """The updates of the grid's quarter in the order of the plan; ``lost`` names an approval's end.

    An action that is not in the plan's text now has no row here: the public does not read it.
    """
    key = (grid.quarter.year, grid.quarter.number)
    found = [
        (update, row)
        for row in grid.rows
        for update in row.action.updates.all()
        if (update.year, update.quarter) == key
    ]
    ended = _lost([update.uid for update, _ in found], lost)
    return [
        ForPublic(update, row, None if update.approved_at else ended.get(update.uid))
        for update, row in found
    ]


def _lost(uids, lost):
    """{update: when its approval was lost}, where that was the last word on it."""
    lines = Change.objects.filter(target__in=uids, action__in=lost.values())
    found = {}
    for target, action, at in lines.order_by("at", "pk").values_list("target", "action", "at"):
        found[target] = at if action == lost["lost"] else None
    return found
