"""What becomes of a priority: renamed, merged, retired, brought back; its history says why."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from priorities.models import CrossCuttingTheme, ListedPriority, Priority
from priorities.models.lists import ListState
from priorities.permissions import may_keep
from priorities.workflow.order import close_ranks
from records.models import note
from records.moves import Move, MoveTable, Refused
from records.saving import save_new, save_over

STANDING, MERGED, RETIRED = Priority.State.values
LONGEST_ADDRESS = 70  # leaves room for a number behind it


def _may(user, priority):
    return may_keep(user, priority.partnership)


PRIORITY_MOVES = MoveTable(
    Move("retire", "Retire it", (STANDING,), RETIRED, _may, needs_reason=True),
    Move("restore", "Bring it back", (MERGED, RETIRED), STANDING, _may, needs_reason=True),
)


def free_address(partnership, title):
    """An address for a priority that no other of the partnership has."""
    base = slugify(title)[:LONGEST_ADDRESS].strip("-") or "priority"
    taken = set(partnership.priorities.values_list("slug", flat=True))
    return next(slug for slug in _numbered(base) if slug not in taken)


def _numbered(base):
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def give_address(priority, *, by):
    """A priority without an address gets one; an address is never changed."""
    if not priority.slug:
        priority.slug = free_address(priority.partnership, priority.title)
        save_over(priority, base_version=priority.version, by=by)


@transaction.atomic
def rename(priority, *, title, reason, by, now):
    """A new title with its reason. Lists keep the wording that was agreed; the address stays."""
    (priority,) = _locked(priority)
    title, before = " ".join(title.split()), priority.title
    _check(by, priority, reason)
    if not title:
        raise Refused("Give the priority a title.")
    if title == before:
        raise Refused("This is its title already.")
    priority.title = title
    try:
        with transaction.atomic():
            save_over(priority, base_version=priority.version, by=by)
    except IntegrityError as taken:
        raise Refused("There is a priority with this title.") from taken
    note(
        "priority.rename",
        by=by,
        now=now,
        target=priority,
        reason=reason.strip(),
        before={"title": before},
        after={"title": title},
    )
    return priority


@transaction.atomic
def merge(priority, other, *, reason, by, now):
    """Put a priority into another one. Both stay, each with its history.

    Public lists keep what they said; in drafts the other one takes its place, and it takes over
    its topics and strands, so that the evidence still gathers.
    """
    if priority.pk == other.pk or priority.partnership_id != other.partnership_id:
        raise Refused("Choose another priority of this partnership.")
    priority, other = _locked(priority, other)
    _check(by, priority, reason)
    for one in (priority, other):
        if one.state != STANDING:
            raise Refused(f"“{one}” is {one.get_state_display().lower()}. Bring it back first.")
    other.strands += [strand for strand in priority.strands if strand not in other.strands]
    save_over(other, base_version=other.version, by=by)
    other.topics.add(*priority.topics.all())
    _move_drafts(priority, other, by=by)
    priority.state, priority.merged_into = MERGED, other
    save_over(priority, base_version=priority.version, by=by)
    said = {"by": by, "now": now, "reason": reason.strip()}
    note("priority.merge", target=priority, after=_named(other), **said)
    note("priority.take_in", target=other, before=_named(priority), **said)
    return other


def retire(priority, *, reason, by, now):
    """It is worked on no longer; what lists said of it stays."""
    return PRIORITY_MOVES.make(priority, "retire", by=by, now=now, reason=reason)


def restore(priority, *, reason, by, now):
    """It stands again, by itself; what was moved into another stays there."""
    return PRIORITY_MOVES.make(
        priority, "restore", by=by, now=now, reason=reason, after={"merged_into": None}
    )


def _move_drafts(priority, other, *, by):
    """In lists that nobody outside has read, the other one takes its place."""
    drafts = {"priority_list__state": ListState.DRAFT}
    for entry in ListedPriority.objects.filter(priority=priority, **drafts):
        if entry.priority_list.entries.filter(priority=other).exists():
            entry._history_user = by
            entry.delete()
            close_ranks(entry.priority_list, by=by)
        else:
            entry.priority = other
            save_over(entry, base_version=entry.version, by=by)
    for theme in CrossCuttingTheme.objects.filter(priorities=priority, **drafts):
        theme.priorities.remove(priority)
        theme.priorities.add(other)


def _locked(*priorities):
    """The rows as they are now, locked in one order so that two merges cannot wait in a ring."""
    keys = [priority.pk for priority in priorities]
    rows = Priority.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys]


def _check(by, priority, reason):
    if not _may(by, priority):
        raise Refused("Officers of the partnership keep its priorities.")
    if not reason.strip():
        raise Refused("Give a reason.")


def _named(priority):
    return {"uid": str(priority.uid), "title": priority.title}


def add_priority(partnership, *, title, by, now, **fields):
    """A new priority with an address of its own."""
    priority = Priority(partnership=partnership, title=title, **fields)
    priority.slug = free_address(partnership, title)
    save_new(priority, by=by)
    note("priority.add", by=by, now=now, target=priority)
    return priority
