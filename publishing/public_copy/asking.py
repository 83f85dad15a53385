"""Asks Django for an address as anybody would: no cookie, no query, by the site's own name."""

import contextlib
import io
import sys
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from publishing.public_copy.bodies import Page
from records.requests import COPYING

# What belongs to one answer, and is said anew for each.
OF_ONE_ANSWER = {
    *("content-length", "date", "etag", "last-modified", "accept-ranges", "x-request-id"),
}


@cache
def _handler():
    return WSGIHandler()


class _File:
    """Django hands over a file as it lies there: its place is all that is wanted."""

    def __init__(self, file, block_size=8192):
        self.file = file

    def close(self):
        self.file.close()


class NoAnswer(Exception):
    """Django could not answer now, for a reason that says nothing of the address."""


def ask(path, *, until):
    """What everybody gets at an address, or None where that must not be copied."""
    with _connection_kept():
        return _ask(path, until)


@contextlib.contextmanager
def _connection_kept():
    """Django closes its database connection round each request: not that of who copies many."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def _ask(path, until):
    said = {}

    def start_response(status, headers, exc_info=None):
        said.update(status=status, headers=headers)

    answer = _handler()(_environ(path), start_response)
    try:
        if said["status"].startswith("5"):
            raise NoAnswer(f"{path}: {said['status']}")
        if not _for_all(said["status"], said["headers"]):
            return None
        headers = tuple(pair for pair in said["headers"] if pair[0].lower() not in OF_ONE_ANSWER)
        if any(name.lower() == "content-disposition" for name, _ in headers):
            until = None  # a file says nothing of today
        if isinstance(answer, _File):
            place = _place_of(answer.file)
            if place:
                return Page(headers, file=place, until=until)
            return Page(headers, body=answer.file.read(), until=until)
        return Page(headers, body=b"".join(answer), until=until)
    finally:
        answer.close()


def _place_of(file):
    """Where a file of the storage lies on this machine; empty where it lies elsewhere."""
    try:
        place = getattr(file, "path", None) or file.name
    except (NotImplementedError, AttributeError):
        return ""
    return place if isinstance(place, str) and place.startswith("/") else ""


def _for_all(status, headers):
    """Only what is the same for everybody: no cookie is set, no nonce used, nothing private."""
    if not status.startswith("200"):
        return False
    for name, value in headers:
        name = name.lower()
        if name == "set-cookie":
            return False
        if name == "cache-control" and ("private" in value or "no-store" in value):
            return False
        if name == "content-security-policy" and "'nonce-" in value:
            return False
    return True


def _environ(path):
    site = urlsplit(settings.SITE_URL)
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": "",
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": site.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": _File,
        COPYING: True,
    }
