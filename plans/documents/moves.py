"""What was done with a plan as a whole, as lines of its history."""

import datetime
from dataclasses import dataclass

from plans.documents.history import key_of
from records.models import Change

DONE = {
    "submit": "Submitted for agreement",
    "agree": "Agreed by everybody asked",
    "return": "Returned for changes",
    "reopen": "Reopened for changes",
    "schedule": "Set to be published at a time",
    "unschedule": "The time to publish taken back",
    "publish": "Published",
    "publish_due": "Published at its time",
    "miss": "Kept back at its time",
}


@dataclass(frozen=True)
class PlanMove:
    """Something done with the whole plan, by whom and why."""

    at: datetime.datetime
    who: str
    words: str
    reason: str
    is_move = True

    @property
    def key(self):
        return key_of(self.at)


def plan_moves(plan, *, before, since, person):
    """The moves of a plan between two moments (None: no bound), perhaps of one person."""
    found = Change.objects.filter(target=plan.uid, action__startswith="plan.")
    if before is not None:
        found = found.filter(at__lte=before)
    if since is not None:
        found = found.filter(at__gt=since)
    if person is not None:
        found = found.filter(actor=person.uid)
    return [PlanMove(one.at, one.actor_label, _words(one), one.reason) for one in found]


def _words(change):
    name = change.action.removeprefix("plan.")
    return DONE.get(name, name.replace("_", " ").capitalize())
