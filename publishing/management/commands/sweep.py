"""Makes the files that no worker took: the promise that nothing published is ever lost."""

import logging
import signal
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections
from django.utils import timezone

from publishing.models import Rendition
from publishing.workflow import give_up, make

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Make, again and again, what no worker has taken; it needs the database alone."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="look once, then end")

    def handle(self, *, once, **options):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
        while True:
            self.sweep()
            if once:
                return
            time.sleep(settings.SWEEP_SECONDS)

    def sweep(self):
        """Make each thing that waits, once; what fails comes again at the next sweep."""
        close_old_connections()
        try:
            give_up(now=timezone.now())
            waiting = Rendition.objects.claimable(timezone.now()).in_turn()
            for pk in list(waiting.values_list("pk", flat=True)):
                make(pk, clock=timezone.now)
        except Error as error:
            log.warning("The database does not answer (%s); looking again soon.", error)
