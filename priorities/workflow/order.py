"""In which order priorities stand in a list: 1, 2, 3, without gaps."""

from django.db.models import F

from records.saving import save_over

ASIDE = 10_000  # out of the way of every place, while places are taken anew


def put_in_order(priority_list, entries, *, by):
    """Let a list's entries stand in this order; only those that move get a new version."""
    places = {entry.pk: entry.order for entry in entries}
    priority_list.entries.update(order=F("order") + ASIDE)
    for order, entry in enumerate(entries, start=1):
        if places[entry.pk] == order:
            priority_list.entries.filter(pk=entry.pk).update(order=order)
        else:
            entry.order = order
            save_over(entry, base_version=entry.version, by=by)


def close_ranks(priority_list, *, by):
    """Close the gap that an entry left."""
    put_in_order(priority_list, list(priority_list.entries.order_by("order")), by=by)
