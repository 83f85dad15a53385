"""A round that several share: each of them repeats its list as one of its own."""

from django.db import transaction

from priorities.models import ListedPriority, Priority, PriorityList
from priorities.models.rounds import RoundState
from priorities.permissions import may_draw
from priorities.workflow.priorities import STANDING, add_priority, restore
from records.models import note
from records.moves import Refused
from records.saving import save_new


@transaction.atomic
def draw_list(round, partnership, *, by, now):
    """The list of a shared round as a draft of one that shares it, with priorities of its own."""
    if not may_draw(by, round, partnership):
        raise Refused("Officers of a partnership that shares the round draw its list.")
    if round.state != RoundState.DECIDED:
        raise Refused("There is no list before the group has decided.")
    source = PriorityList.objects.select_for_update().get(round=round)
    if PriorityList.objects.filter(drawn_from=source, partnership=partnership).exists():
        raise Refused("This list is drawn up already.")
    made = PriorityList(
        partnership=partnership,
        drawn_from=source,
        title=source.title,
        title_cy=source.title_cy,
        set_by=source.set_by,
        basis=f"{source.basis}, shared with {round.partnership}"[:200],
        starts_on=source.starts_on,
        ends_on=source.ends_on,
        example=source.example,
    )
    save_new(made, by=by)
    for entry in source.entries.select_related("priority"):
        own = ListedPriority(
            priority_list=made,
            priority=_own(entry.priority, partnership, round, by=by, now=now),
            wording=entry.wording,
            wording_cy=entry.wording_cy,
            order=entry.order,
        )
        save_new(own, by=by)
    after = {"of": str(source.uid)}
    note("prioritylist.draw", by=by, now=now, target=made, after=after)
    return made


def drawn_from(round):
    """The lists that repeat a round's."""
    return PriorityList.objects.filter(drawn_from__round=round).select_related("partnership")


def _own(priority, partnership, round, *, by, now):
    """The partnership's own priority of this title, or a new one on the same topics."""
    found = Priority.objects.filter(partnership=partnership, title__iexact=priority.title).first()
    while found and found.merged_into_id:
        found = found.merged_into
    if found is None:
        said = {"title": priority.title, "title_cy": priority.title_cy}
        found = add_priority(partnership, **said, strands=priority.strands, by=by, now=now)
        found.topics.set(priority.topics.all())
    elif found.state != STANDING:
        found = restore(found, reason=f"Agreed again for {round.label}.", by=by, now=now)
    return found
