"""How long what is kept: each rule of the retention schedule, as a room writes it down."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from records.models import Erasure, note

BATCH = 200  # things that are taken out in one transaction


@dataclass(frozen=True)
class Rule:
    """What is taken out of the portal when nobody needs it any more.

    ``what``, ``kept`` and ``why`` are read by administrators. ``over`` finds the things whose
    time has ended before a moment; ``take_out(things, erasure=, now=)`` empties or deletes them
    on behalf of an ``Erasure``, so that ``over`` does not find them again.
    """

    key: str
    what: str
    kept: str
    days: int
    why: str
    over: Callable
    take_out: Callable


def run(rule, *, now, goes_on):
    """Take out what a rule says, batch by batch; False where it had to give way before its end."""
    while _batch(rule, now) == BATCH:
        if not goes_on():
            return False
    return True


@transaction.atomic
def _batch(rule, now):
    """One batch with its line in the audit; who comes second finds its things gone."""
    over = rule.over(now - datetime.timedelta(days=rule.days)).order_by("pk")
    things = list(over.select_for_update(of=("self",))[:BATCH])
    if not things:
        return 0
    erasure = erase(rule.key, {over.model._meta.label: len(things)}, by=None, now=now)
    rule.take_out(things, erasure=erasure, now=now)
    return len(things)


def erase(rule, counts, *, by, now, subject=None, reason=""):
    """Write down that something is taken out: an ``Erasure`` and its line in the audit."""
    erasure = Erasure.objects.create(
        at=now,
        rule=rule,
        subject=subject,
        actor=by.uid if by else None,
        actor_label=by.label if by else "The portal",
        reason=reason,
        counts=counts,
    )
    note(
        "erasure.make",
        by=by,
        now=now,
        target=erasure,
        reason=reason,
        after={"rule": rule, "subject": str(subject) if subject else None, "counts": counts},
    )
    return erasure


def saved(erasure):
    """The row of an Erasure that a ledger tells of, written down again where it is missing."""
    found = Erasure.objects.filter(uid=erasure.uid).first()
    if found is None:
        erasure.pk = None
        erasure.save(force_insert=True)
    return found or erasure
