"""Leads that are there no more: a group that has ended, an organisation that has left."""

from dataclasses import dataclass
from functools import cached_property

from partnership.models import Membership
from partnership.models.groups import GroupState
from records.periods import day_label


@dataclass(frozen=True)
class GoneLead:
    """A lead that no longer leads anything, and what happened to it."""

    name: str
    words: str


class Left:
    """Who has left a partnership by a day; read once for all actions of a plan."""

    def __init__(self, plan, on):
        self.plan = plan
        self.on = on

    def of(self, action):
        """The leads of an action that are there no more, the group first."""
        group = action.lead_group
        found = [GoneLead(group.name, self._ended(group))] if self._is_over(group) else []
        for body in action.lead_organisations.all():
            words = self._gone(body)
            if words:
                found.append(GoneLead(body.name, words))
        return found

    def _is_over(self, group):
        return group is not None and (group.state == GroupState.ENDED or self._past(group.to_date))

    def _ended(self, group):
        return f"This group ended{_on(group.to_date)}"

    def _gone(self, body):
        if self._past(body.to_date):
            return f"This organisation ended{_on(body.to_date)}"
        if body.pk in self._memberships and self._past(self._memberships[body.pk]):
            return f"This organisation left the partnership{_on(self._memberships[body.pk])}"
        return ""

    def _past(self, day):
        return day is not None and day < self.on

    @cached_property
    def _memberships(self):
        """{organisation: the last day of its membership, None where it has no end}."""
        found = {}
        rows = Membership.objects.for_partnership(self.plan.partnership)
        for body, day in rows.values_list("organisation", "to_date"):
            known = found.setdefault(body, day)
            found[body] = None if known is None or day is None else max(known, day)
        return found


def _on(day):
    return f" on {day_label(day)}" if day else ""
