"""How messages are read: one that nobody can read is thrown away, and never ends the worker.

The messages are hints, so nothing is lost with one. Celery's own transports end their program
when a message is no JSON or the folder of messages is away, and on one machine everything ends
with the worker.
"""

import logging
import time
import uuid
from queue import Empty

from django.conf import settings
from kombu.transport import filesystem, redis
from kombu.utils.json import dumps

log = logging.getLogger(__name__)

UNREADABLE = (ValueError, KeyError, TypeError, AttributeError)


class Readable:
    """A transport that delivers what is a message, and drops what is none."""

    def _deliver(self, message, queue):
        try:
            return super()._deliver(message, queue)
        except UNREADABLE as error:
            log.warning("A message on %s cannot be read and is dropped (%r).", queue, error)


class FileChannel(filesystem.Channel):
    """Messages in a folder, which is made anew where it has gone."""

    def _get(self, queue):
        while True:
            try:
                return super()._get(queue)
            except ValueError as error:
                log.warning("A message on %s is no JSON and is dropped (%r).", queue, error)
            except OSError as error:
                self._mend(error)
                raise Empty from error

    def _size(self, queue):
        # Asked for before the first message of a connection: the folder may have gone by then.
        settings.QUEUE_FOLDER.mkdir(parents=True, exist_ok=True)
        return super()._size(queue)

    def _put(self, queue, payload, **kwargs):
        """Under another name until it is whole: a worker that looks at that moment would take
        half of a message, and drop it."""
        settings.QUEUE_FOLDER.mkdir(parents=True, exist_ok=True)
        name = f"{time.monotonic_ns() // 1_000_000}_{uuid.uuid4()}"
        unfinished = settings.QUEUE_FOLDER / f"{name}.unfinished"
        unfinished.write_text(dumps(payload))
        unfinished.rename(settings.QUEUE_FOLDER / f"{name}.{queue}.msg")

    def _mend(self, error):
        try:
            settings.QUEUE_FOLDER.mkdir(parents=True, exist_ok=True)
        except OSError:
            log.warning("The queue's folder cannot be read (%s); the sweeper works on.", error)


class Files(Readable, filesystem.Transport):
    """The queue of an installation without Redis."""

    Channel = FileChannel


class RedisChannel(redis.Channel):
    def _brpop_read(self, **options):
        try:
            return super()._brpop_read(**options)
        except ValueError as error:
            log.warning("A message is no JSON and is dropped (%r).", error)
            raise Empty from error


class Redis(Readable, redis.Transport):
    """The queue in Redis."""

    Channel = RedisChannel
