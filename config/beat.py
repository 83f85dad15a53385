"""Beat, as it says that it lives: the portal itself has nothing for it to do."""

import logging
import time

from celery.beat import Scheduler as Celerys
from django.core.cache import cache
from django.db import close_old_connections

from portal.doctor.queue import BEAT_AT

log = logging.getLogger(__name__)


class Scheduler(Celerys):
    """Keeps no schedule on disk, and leaves a sign of life whenever it looks."""

    def tick(self, *arguments, **named):
        try:
            close_old_connections()
            cache.set(BEAT_AT, time.time(), None)
        except Exception as error:  # its own work must go on while database or broker are away
            log.warning("Beat's sign of life could not be left (%s).", error)
        return super().tick(*arguments, **named)
