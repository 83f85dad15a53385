"""The retention schedule: once a day each rule takes out what nobody needs any more."""

import datetime
import logging
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils.module_loading import import_string
from django.utils.timezone import localtime

from publishing.storage import delete_parts
from records import retention
from records.models import Change, Erasure, note
from records.retention import Rule

log = logging.getLogger(__name__)

RUN = "retention.run"
FAILED = "failed"
PARTS = "half-written files"  # what a killed process left; no row knows them
A_WRITE_LASTS = datetime.timedelta(days=1)  # at most
A_SWEEP_LASTS = 5  # seconds of batches: publishing and mails must not wait for it


def rules():
    """All rules, in the order of the schedule."""
    return [import_string(name) for name in settings.RETENTION]


def retain(now):
    """Run what is left of today's schedule; when it is through, the audit says what it did.

    There is no state but that line: a rule that has done its work finds nothing a second time.
    """
    began = time.monotonic()
    midnight = localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    if Change.objects.filter(action=RUN, at__gte=midnight, at__lte=now).exists():
        return
    failed = set()
    for rule in rules():
        through, worked = _try(rule, now, lambda: time.monotonic() - began < A_SWEEP_LASTS)
        if not through:
            return
        if not worked:
            failed.add(rule.key)
    said = {rule.key: FAILED if rule.key in failed else _taken(rule, midnight) for rule in rules()}
    said[PARTS] = delete_parts(settings.MEDIA_ROOT, before=now - A_WRITE_LASTS)
    note(RUN, by=None, now=now, after=said)


def _try(rule, now, goes_on):
    """Run a rule: whether the next may begin, and whether this one could do its work."""
    try:
        return retention.run(rule, now=now, goes_on=goes_on), True
    except (OperationalError, InterfaceError):
        raise  # without its database none of them can work: the next sweep tries again
    except Exception:
        log.exception("The retention rule %s failed; it is tried again tomorrow.", rule.key)
        return True, False


def _taken(rule, midnight):
    """How many things a rule has taken out since midnight, in all its batches."""
    counts = Erasure.objects.filter(rule=rule.key, at__gte=midnight).values_list(
        "counts", flat=True
    )
    return sum(sum(each.values()) for each in counts)


@dataclass(frozen=True)
class Standing:
    """A rule with what it has taken out so far, and when it last did."""

    rule: Rule
    last: datetime.datetime | None
    total: int
    failed: bool


def schedule():
    """Each rule with what it did, and when the schedule last went through."""
    ran = Change.objects.filter(action=RUN).order_by("-at").first()
    said = ran.after if ran else {}
    return [_standing(rule, said) for rule in rules()], ran.at if ran else None


def _standing(rule, said):
    did = list(Erasure.objects.filter(rule=rule.key).values_list("at", "counts"))
    total = sum(sum(counts.values()) for _, counts in did)
    last = max((at for at, _ in did), default=None)
    return Standing(rule, last, total, said.get(rule.key) == FAILED)
