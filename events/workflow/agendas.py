"""Agendas: filled from a template, put in order, with what earlier meetings left open."""

from django.db import transaction
from django.db.models import Max

from events.documents.agendas import stands_over
from events.models import AgendaItem, Meeting
from events.models.agendas import ItemKind
from events.permissions import may_run
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

STANDS = "The agenda of this meeting stands: it is {}."
IN_USE = "Something was said, decided or handed round under this item, so it stays."
USUAL = ("title", "presenter", "kind", "purpose", "minutes")
CARRIED = (*USUAL, "asked", "verbal")
ONCE = (ItemKind.NOTES, ItemKind.ACTIONS)


def locked_for_agenda(meeting, by):
    """The meeting as it is now, held against others; refused where its agenda stands."""
    found = Meeting.objects.select_for_update().select_related("partnership").get(pk=meeting.pk)
    if not may_run(by, found):
        raise Refused("Officers set up the meetings of their partnership.")
    if not found.is_open:
        raise Refused(STANDS.format(found.get_state_display().lower()))
    return found


def _next_place(meeting):
    return (meeting.items.aggregate(last=Max("order"))["last"] or 0) + 1


@transaction.atomic
def add_item(item, *, by):
    """Put a new item at the end of its meeting's agenda."""
    meeting = locked_for_agenda(item.meeting, by)
    item.order = _next_place(meeting)
    return save_new(item, by=by)


@transaction.atomic
def move_item(item, *, up, by):
    """Change places with the item before or after it."""
    meeting = locked_for_agenda(item.meeting, by)
    rows = list(meeting.items.select_for_update())
    here = rows.index(item)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows.insert(there, rows.pop(here))
    for place, row in enumerate(rows, start=1):
        if row.order != place:
            row.order = place
            save_over(row, base_version=row.version, by=by)


@transaction.atomic
def remove_item(item, *, by, now):
    """Take an item off the agenda, unless something came of it."""
    locked_for_agenda(item.meeting, by)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    used = item.notes or item.outcome or item.papers.exists()
    if used or item.decisions.exists() or item.actions.exists():
        raise Refused(IN_USE)
    note("agendaitem.remove", by=by, now=now, target=item)
    item._history_user = by
    item.delete()


@transaction.atomic
def fill(meeting, template, *, by):
    """Add a template's items behind those that are there; returns how many were added.

    Notes of the last meeting and open actions stand on an agenda once.
    """
    meeting = locked_for_agenda(meeting, by)
    if template.partnership_id != meeting.partnership_id:
        raise Refused("This template is another partnership’s.")
    there = set(meeting.items.values_list("kind", flat=True))
    usual = [one for one in template.items.all() if one.kind not in there or one.kind not in ONCE]
    for order, one in enumerate(usual, start=_next_place(meeting)):
        values = {name: getattr(one, name) for name in USUAL}
        save_new(AgendaItem(meeting=meeting, order=order, **values), by=by)
    return len(usual)


@transaction.atomic
def carry_over(meeting, *, by):
    """Take up what earlier meetings of the same groups deferred; returns how many items."""
    meeting = locked_for_agenda(meeting, by)
    waiting = list(stands_over(meeting))
    for order, one in enumerate(waiting, start=_next_place(meeting)):
        values = {name: getattr(one, name) for name in CARRIED}
        save_new(AgendaItem(meeting=meeting, order=order, carried_from=one, **values), by=by)
    return len(waiting)
