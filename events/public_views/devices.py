"""The cookie by which a table knows a device again: a random name, and which PIN was typed."""

import secrets
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core import signing
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from events.models import Table

COOKIE = "capture"
SALT = "events.capture"
NEW_PIN = "This table has a new PIN. Type it to go on."
LIFE = 7 * 24 * 3600  # an event, and the look at the list some days after it


def table_of(token):
    """A table by the part of its address that nobody guesses, or 404."""
    tables = Table.objects.select_related("event__partnership", "event__series")
    return get_object_or_404(tables, token=token)


@dataclass(frozen=True)
class Device:
    """Whoever asks, as one table knows it."""

    key: str
    may_write: bool


def device_of(request, table):
    """The device that asks; a stranger gets a name. A new PIN ends what the old one allowed."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LIFE)
        key, pin = kept["key"], kept["pin"]
    except (signing.BadSignature, KeyError, TypeError):
        key, pin = secrets.token_urlsafe(24), ""
    return Device(key, constant_time_compare(pin, _pin_mark(table)))


def remember(response, request, table, key, *, let_in):
    """Give the device its cookie, for this table's pages alone."""
    kept = {"key": key, "pin": _pin_mark(table) if let_in else ""}
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=LIFE,
        path=reverse("events:capture_page", args=[table.token]),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def address_key(request, table):
    """The network address as a row for counting: a hash of its own at each table."""
    address = get_adapter().get_client_ip(request)
    return salted_hmac(SALT, f"{table.uid} {address}", algorithm="sha256").hexdigest()


def _pin_mark(table):
    return salted_hmac(SALT, f"{table.uid} {table.pin}", algorithm="sha256").hexdigest()
