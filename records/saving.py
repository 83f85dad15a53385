"""Nothing is overwritten: a save goes over the version that its author last read, or not at all."""

from django.db import transaction
from django.db.models import F


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
    stored = type(obj)._base_manager.filter(pk=obj.pk)
    if not stored.filter(version=base_version).update(version=F("version") + 1):
        raise StaleVersion(stored.get())
    obj.version = base_version + 1
    return save_new(obj, by=by)


def save_new(obj, *, by):
    """Save a row whose history names ``by``."""
    obj._history_user = by
    obj.save()
    return obj
