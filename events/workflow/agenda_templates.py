"""A template and its items are saved together: over the version that was read, or not at all."""

from django.db import transaction

from records.saving import save_new


@transaction.atomic
def save_items(form, items, *, by):
    """Save a template with its items in the order of their places; returns the template."""
    template = form.save_as(by)
    kept = [row for row in items.forms if _is_kept(row)]
    for row in items.deleted_forms:
        if row.instance.pk:
            row.instance._history_user = by
            row.instance.delete()
    for place, row in enumerate(sorted(kept, key=_place), start=1):
        item = row.instance
        moved = item.order != place or not item.pk
        item.template, item.order = template, place
        if moved or row.has_changed():
            item.version += bool(item.pk)
            save_new(item, by=by)
    return template


def _is_kept(row):
    there = row.instance.pk or row.has_changed()
    return there and not row.cleaned_data.get("DELETE")


def _place(row):
    return row.cleaned_data.get("order", row.instance.order), row.instance.pk or 10**9
