"""How a device comes to a table: by the table's PIN, slowed down when it guesses.

Tries are counted before they are compared, in one statement each, so that many at the same
moment, in as many processes as you like, never get more than their share. No table is ever
locked: only the device that guesses waits, and its address when it comes as many devices.
"""

import datetime

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from events.models import CaptureDevice
from records.moves import Refused

WAIT = datetime.timedelta(minutes=1)
DEVICE_TRIES = 10
ADDRESS_TRIES = 100  # everybody in one hall may share an address
SEEN_AGAIN = datetime.timedelta(seconds=30)
STILL_THERE = datetime.timedelta(minutes=2)


class WrongPin(Refused):
    """Not this table's PIN."""


class MustWait(Refused):
    """Too many wrong tries: even the right PIN is not looked at now."""


def enter_pin(table, *, pin, device_key, address_key, now):
    """Let a device write at a table, or raise WrongPin or MustWait."""
    figures = "".join(pin.split())
    let_in_before = table.devices.filter(key=device_key, seen_at__isnull=False).exists()
    # A scribe who was here before does not wait for what somebody else in the hall guesses.
    keys = [(address_key, ADDRESS_TRIES)] if not let_in_before else []
    for key, tries in [*keys, (device_key, DEVICE_TRIES)]:
        _count_a_try(table, key, tries, now)
    if not constant_time_compare(figures, table.pin):
        raise WrongPin(_("That PIN does not match table %(number)s.") % {"number": table.number})
    with transaction.atomic():
        # The right PIN was no wrong try: whoever shares the address does not wait for it.
        if not let_in_before:
            address = table.devices.filter(key=address_key, wrong_tries__gt=0)
            address.update(wrong_tries=F("wrong_tries") - 1, wait_until=None)
        table.devices.filter(key=device_key).update(wrong_tries=0, wait_until=None, seen_at=now)


def _count_a_try(table, key, tries, now):
    row, _made = CaptureDevice.objects.get_or_create(table=table, key=key)
    free = Q(wait_until=None) | Q(wait_until__lte=now)
    counted = CaptureDevice.objects.filter(free, pk=row.pk).update(
        wrong_tries=F("wrong_tries") + 1,
        wait_until=Case(
            When(wrong_tries__gte=tries - 1, then=Value(now + WAIT)), default=F("wait_until")
        ),
    )
    if not counted:
        raise MustWait(_("Too many wrong tries. Wait a minute, then type the PIN again."))


def saw(table, *, device_key, now):
    """Remember that a device is at its table; written twice a minute at most."""
    row, _made = CaptureDevice.objects.get_or_create(table=table, key=device_key)
    if row.seen_at is None or row.seen_at < now - SEEN_AGAIN:
        CaptureDevice.objects.filter(pk=row.pk).update(seen_at=now)


def devices_at(table, *, now):
    """How many devices were at a table in the last two minutes."""
    return table.devices.filter(seen_at__gte=now - STILL_THERE).count()
