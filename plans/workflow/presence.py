"""A window says that it is there: who writes where, and which of somebody's windows writes."""

import datetime

from django.db import transaction

from plans.documents.people import CLOSED_AFTER
from plans.models import Presence

# A window that only reads is written down this rarely; each key is one of many.
SELDOM = datetime.timedelta(seconds=10)
TYPED_AT_MOST = datetime.timedelta(seconds=3)
FORGOTTEN_AFTER = datetime.timedelta(hours=1)


@transaction.atomic
def be_present(section, *, window, by, now, typed=False, taking=False):
    """Note that somebody has a section open in a window; True where a later window writes.

    ``typed`` says that a key was pressed since the last time, ``taking`` that its owner wants to
    work in this window and not in the other.
    """
    known = Presence.objects.filter(section=section, window=window, user=by).first()
    if known is None:
        known = _arrive(section, window, by, now, typed)
    elif taking or _news(known, now, typed):
        known.seen_at = now
        known.typed_at = now if typed else known.typed_at
        known.opened_at = now if taking else known.opened_at
        known.save()
    others = Presence.objects.filter(section=section, user=by, seen_at__gt=now - CLOSED_AFTER)
    return others.filter(opened_at__gt=known.opened_at).exclude(pk=known.pk).exists()


def _arrive(section, window, by, now, typed):
    Presence.objects.filter(section=section, seen_at__lt=now - FORGOTTEN_AFTER).delete()
    return Presence.objects.get_or_create(
        section=section,
        window=window,
        defaults={
            "user": by,
            "opened_at": now,
            "seen_at": now,
            "typed_at": now if typed else None,
        },
    )[0]


def _news(known, now, typed):
    if typed and (known.typed_at is None or now - known.typed_at > TYPED_AT_MOST):
        return True
    return now - known.seen_at > SELDOM


def leave(section, *, window, by):
    """A window was closed."""
    Presence.objects.filter(section=section, window=window, user=by).delete()
