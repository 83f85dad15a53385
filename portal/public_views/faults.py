"""The page of whoever asks while a part of the portal is away: why, and what they typed.

Django comes here with every exception that nobody caught, also those of its middleware.
"""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseServerError
from django.template import loader
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from records.requests import request_id

AGAIN_IN = 10  # seconds, for programs; people are told "in a minute"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
AWAY = (OperationalError, InterfaceError, BrokerError, RedisError)
NO_ROOM_IN_DATABASE = ("disk is full", "disk I/O error", "readonly database", "No space left")


def server_error(request):
    """A part that is away is said in words (503); what is our own mistake is another page."""
    reason = _reason(sys.exc_info()[1])
    if reason is None:
        return HttpResponseServerError(
            loader.get_template("500.html").render({"number": request_id.get()})
        )
    # Without the request: who is signed in, and messages, would be asked of what is away.
    page = loader.get_template("503.html").render(
        {"reason": reason, "address": request.get_full_path(), "sent": _sent(request)}
    )
    return HttpResponse(
        page, status=503, headers={"Retry-After": str(AGAIN_IN), "Cache-Control": "no-store"}
    )


def _reason(error):
    """“busy”, “full” or “away”; None where it is our own mistake."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return "full"
        if isinstance(error, AWAY):
            return _reason_of_database(str(error))
        error = error.__cause__ or error.__context__
    return None


def _reason_of_database(said):
    """SQLite and PostgreSQL tell by their words alone which of their troubles it is."""
    if "locked" in said or "timeout" in said:
        return "busy"
    if any(words in said for words in NO_ROOM_IN_DATABASE):
        return "full"
    return "away"


def _sent(request):
    """What was typed, to be sent again from this page; files and passwords are not kept here."""
    if request.method != "POST" or request.FILES or any("password" in n for n in request.POST):
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values]
