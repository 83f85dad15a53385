"""How a priority came to be: on which public lists it stands, and what was decided about it."""

from dataclasses import dataclass

from priorities.documents.standing import agreed
from priorities.models import Decision, ListedPriority
from priorities.models.lists import ListState


@dataclass(frozen=True)
class Agreed:
    """One public list that has the priority, with the decision that put it there, if recorded."""

    entry: ListedPriority
    decision: Decision | None

    @property
    def list(self):
        return self.entry.priority_list

    @property
    def words(self):
        return agreed(self.list)


def agreements(priority):
    """The public lists of a priority, the newest first."""
    entries = priority.listed.filter(priority_list__state=ListState.PUBLISHED)
    entries = entries.select_related("priority_list__partnership", "priority_list__round")
    entries = list(entries.order_by("-priority_list__starts_on", "-pk"))
    rounds = [entry.priority_list.round_id for entry in entries]
    decisions = Decision.objects.filter(
        candidate__priority=priority,
        candidate__round__in=[key for key in rounds if key],
        meeting__isnull=False,
        corrected_by=None,
    )
    found = decisions.select_related("meeting__group", "candidate")
    by_round = {decision.candidate.round_id: decision for decision in found}
    return [Agreed(entry, by_round.get(entry.priority_list.round_id)) for entry in entries]
