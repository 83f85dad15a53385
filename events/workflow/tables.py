"""The tables of an event, and the PINs by which their scribes write."""

from django.db import transaction

from events.models import Event, Table
from events.models.workshops import new_pin
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over


@transaction.atomic
def set_tables(event, *, number, facilitators, by, now):
    """Give an event tables 1 to ``number``; a table at which somebody wrote is never removed.

    ``facilitators`` holds the posts by the number of their table.
    """
    Event.objects.select_for_update().get(pk=event.pk)
    tables = {table.number: table for table in event.tables.all()}
    for one in [table for table in tables.values() if table.number > number]:
        _remove(one, by=by, now=now)
    for each in range(1, number + 1):
        table = tables.get(each)
        post = facilitators.get(each, table.facilitator if table else "")
        if table is None:
            save_new(Table(event=event, number=each, facilitator=post), by=by)
        elif table.facilitator != post:
            table.facilitator = post
            save_over(table, base_version=table.version, by=by)


def _remove(table, *, by, now):
    if table.contributions.exists() or table.back_stories.exists():
        raise Refused(f"{table} has contributions. They would be lost, so it stays.")
    note("table.remove", by=by, now=now, target=table)
    table._history_user = by
    table.delete()


@transaction.atomic
def change_pin(table, *, by, now):
    """Give a table a new PIN: the old one ends at once, what its devices hold survives."""
    table = Table.objects.select_for_update().get(pk=table.pk)
    old = table.pin
    while table.pin == old:
        table.pin = new_pin()
    save_over(table, base_version=table.version, by=by)
    note("table.pin", by=by, now=now, target=table)
    return table
