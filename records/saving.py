"""Nothing is overwritten: a save goes over the version that its author last read, or not at all."""

import datetime

from django.db import transaction
from django.db.models import F

SITTING = datetime.timedelta(minutes=15)


class StaleVersion(Exception):
    """Somebody saved a newer version meanwhile; ``current`` holds what is stored now."""

    def __init__(self, current):
        self.current = current
        super().__init__(f"{current} was changed by somebody else while you were editing.")


@transaction.atomic
def save_over(obj, *, base_version, by):
    """Save ``obj`` if the stored row still has ``base_version``; else raise StaleVersion.

    The row's version rises by one and its history names ``by``.
    """
    _raise_version(obj, base_version)
    return save_new(obj, by=by)


@transaction.atomic
def save_in_sitting(obj, *, base_version, by, now):
    """As ``save_over``, but what one person saves within a sitting is one entry of the history.

    A sitting lasts until its author pauses for 15 minutes, or until somebody else saves.
    """
    _raise_version(obj, base_version)
    entry = obj.history.order_by("-history_id").first()  # whatever the clocks said
    if not _of_this_sitting(entry, by, now):
        obj._history_date = now
        return save_new(obj, by=by)
    obj.skip_history_when_saving = True
    obj.save()
    del obj.skip_history_when_saving
    for field in entry.tracked_fields:
        setattr(entry, field.attname, getattr(obj, field.attname))
    entry.history_date = now
    entry.save()
    return obj


def _raise_version(obj, base_version):
    stored = type(obj)._base_manager.filter(pk=obj.pk)
    if not stored.filter(version=base_version).update(version=F("version") + 1):
        raise StaleVersion(stored.get())
    obj.version = base_version + 1


def _of_this_sitting(entry, by, now):
    return (
        entry is not None
        and by is not None
        and entry.history_user_id == by.pk
        and entry.history_type != "-"
        and now - entry.history_date < SITTING
    )


def save_new(obj, *, by):
    """Save a row whose history names ``by``."""
    obj._history_user = by
    obj.save()
    return obj


@transaction.atomic
def change_places(rows, row, *, up, by):
    """Let a row change places with the one above or below; False where there is none.

    ``rows`` are all those beside it in their order, held by the caller.
    """
    here = rows.index(row)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return False
    rows[here], rows[there] = rows[there], rows[here]
    for order, each in enumerate(rows, start=1):
        if each.order != order:
            each.order = order
            save_over(each, base_version=each.version, by=by)
    return True
