"""How long a request waits for PostgreSQL: a frozen one must not hold its reader for ever.

The server's own timeouts end what is slow or locked. They do nothing when the server itself, or
the way to it, has stopped: then the client has to look at the clock.
"""

import select
import time

import psycopg2
from psycopg2 import extensions

CONNECTED = (extensions.STATUS_READY, extensions.STATUS_BEGIN, extensions.STATUS_PREPARED)
WAYS = {extensions.POLL_READ: select.POLLIN, extensions.POLL_WRITE: select.POLLOUT}


def bound(*, answer, connect):
    """Give up on any answer, and on any new connection, after so many seconds."""

    def wait(connection):
        seconds = answer if connection.status in CONNECTED else connect
        until = time.monotonic() + seconds
        while (state := connection.poll()) != extensions.POLL_OK:
            poll = select.poll()
            poll.register(connection.fileno(), WAYS[state])
            if not poll.poll(max(0, until - time.monotonic()) * 1000):
                raise psycopg2.OperationalError(f"the database gave no answer in {seconds} s")

    extensions.set_wait_callback(wait)
