"""What stands on a list: entries with their order, themes, referrals; until it is public."""

from django.db import transaction

from priorities.models import ListedPriority, PriorityList
from priorities.models.lists import ListState
from priorities.permissions import may_keep
from priorities.workflow.order import close_ranks, put_in_order
from records.moves import Refused
from records.saving import save_new

PUBLIC_ALREADY = "This list is public. Withdraw it first; it can be published again."


def open_list(priority_list, *, by):
    """The list as it is now, locked, if this person may change it and nobody has read it."""
    locked = PriorityList.objects.select_for_update().get(pk=priority_list.pk)
    if not may_keep(by, locked.partnership):
        raise Refused("Officers of the partnership keep its lists.")
    if locked.state == ListState.PUBLISHED:
        raise Refused(PUBLIC_ALREADY)
    return locked


@transaction.atomic
def enter(priority_list, priority, *, by, wording=""):
    """Put a priority at the end of a list, in the wording that was agreed for it."""
    priority_list = open_list(priority_list, by=by)
    if priority.partnership_id != priority_list.partnership_id:
        raise Refused("This priority is another partnership's.")
    if priority_list.entries.filter(priority=priority).exists():
        raise Refused(f"“{priority}” is on the list already.")
    entry = ListedPriority(
        priority_list=priority_list,
        priority=priority,
        wording=wording or priority.title,
        wording_cy=priority.title_cy,
        order=priority_list.entries.count() + 1,
    )
    return save_new(entry, by=by)


@transaction.atomic
def move_entry(entry, step, *, by):
    """Move an entry one place up (-1) or down (1)."""
    priority_list = open_list(entry.priority_list, by=by)
    entries = list(priority_list.entries.order_by("order"))
    place = next(i for i, one in enumerate(entries) if one.pk == entry.pk)
    if not 0 <= place + step < len(entries):
        raise Refused("It stands at the end already.")
    entries.insert(place + step, entries.pop(place))
    put_in_order(priority_list, entries, by=by)


@transaction.atomic
def take_out(entry, *, by):
    """Take an entry off its list; the priority itself stays."""
    priority_list = open_list(entry.priority_list, by=by)
    remove(entry, by=by)
    close_ranks(priority_list, by=by)


@transaction.atomic
def take_away(part, *, by):
    """Take a theme, a referral or a statement off its list."""
    open_list(part.priority_list, by=by)
    remove(part, by=by)


def remove(part, *, by):
    """Delete a row; its history keeps it and says by whom."""
    part._history_user = by
    part.delete()
