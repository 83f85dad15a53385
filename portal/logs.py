"""What the portal writes into its log: one line for each thing, without secrets or addresses.

Every process writes alike: web, worker, sweeper, and the servers under them. ``LOG_FORMAT`` says
how a line looks; what stands in it is the same.
"""

import json
import logging
import os
import re
import time
from contextvars import ContextVar
from datetime import UTC, datetime

from django.conf import settings

from records.requests import is_copying, request_id

log = logging.getLogger("portal.access")

# The request whose hint a worker follows; what it makes for others is not that request's doing.
asked_by = ContextVar("asked_by", default="")

# What a line may tell beside its words; given by `extra`.
TOLD = ("method", "path", "status", "duration_ms", "user", "partnership", "job", "attempt")

# Asked for again and again by machines, and of no use in the log while they are answered.
MACHINES = ("/static/", "/health/", "/metrics")

# Whoever knows such an address may come in by it: the same holds for a line of the log.
OPEN = "invitation|check|capture|reply|reset/key|confirm-email|ask-for-a-format"
TOKENS = re.compile(rf"(/(?:{OPEN})/)(?!sw\.js)[^/\s?\"']+")
# Who looks into a log learns nobody's mail address, and no password of a server.
ADDRESSES = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PASSWORDS = re.compile(r"(\w://)[^/\s@]+@")
# A line is a line: what somebody sends must not look like another one.
CONTROLS = {code: f"\\x{code:02x}" for code in [*range(32), *range(127, 160), 0x2028, 0x2029]}


def masked(words):
    """The words without what would let somebody in, or tell who somebody is."""
    words = TOKENS.sub(r"\1[token]", words)
    words = PASSWORDS.sub(r"\1[password]@", words)
    return ADDRESSES.sub("[address]", words)


class Json(logging.Formatter):
    """A line for machines: one JSON object."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": masked(record.getMessage()),
            "process": record.process,
        } | _told(record)
        if record.exc_info:
            line["exception"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, default=str)


class Plain(logging.Formatter):
    """A line for eyes; below it, indented, where an error came from."""

    def format(self, record):
        at = datetime.fromtimestamp(record.created, UTC)
        words = masked(record.getMessage()).translate(CONTROLS)
        line = f"{at:%Y-%m-%d %H:%M:%S} {record.levelname} {record.name} {words}"
        told = _told(record)
        if told and record.name != log.name:
            line += " (" + ", ".join(f"{name} {value}" for name, value in told.items()) + ")"
        if record.exc_info:
            line += "\n  " + masked(self.formatException(record.exc_info)).replace("\n", "\n  ")
        return line


def _told(record):
    """What a line tells beside its words: whose request it belongs to, and its own fields."""
    told = {"request_id": request_id.get(), "asked_by": asked_by.get()}
    told |= {name: record.__dict__.get(name) for name in TOLD}
    told = {name: value for name, value in told.items() if value not in (None, "")}
    return {
        name: masked(value).translate(CONTROLS) if isinstance(value, str) else value
        for name, value in told.items()
    }


def formatter():
    """The formatter of this installation; granian asks for it before there is any Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    return Json() if settings.LOG_FORMAT == "json" else Plain()


def written(get_response):
    """One line for each request: who asked for what, and how it was answered. Never the query,
    in which people type their postcodes."""

    def answer(request):
        began = time.perf_counter()
        response = get_response(request)
        by_machine = request.path.startswith(MACHINES) or is_copying(request)
        if response.status_code >= 500 or not by_machine:
            took = round((time.perf_counter() - began) * 1000, 1)
            _write(request, response.status_code, took)
        return response

    return answer


def _write(request, status, took):
    match = request.resolver_match
    log.info(
        "%s %s %s in %s ms",
        request.method,
        request.path,
        status,
        took,
        extra={
            "method": request.method,
            "path": request.path,
            "status": status,
            "duration_ms": took,
            # As far as the page looked it up itself: a public page reads no account.
            "user": getattr(getattr(request, "_cached_user", None), "uid", None),
            "partnership": match.kwargs.get("partnership") if match else None,
        },
    )
