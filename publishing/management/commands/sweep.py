"""Does what is due and makes the files that no worker took: nothing published is ever lost."""

import logging
import signal
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from publishing.workflow import give_up, make_next

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do what is due and make what no worker has taken; it needs the database alone."

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
        """Do what is due, then make what waits, always the most urgent thing next, whenever it
        came; what fails comes again next time."""
        close_old_connections()
        self.do_what_is_due()
        tried = set()
        try:
            give_up(now=timezone.now())
            # Asked anew each time: a PDF that came meanwhile is next.
            while (made := self.make_next(without=tried)) is not None:
                tried.add(made)
                self.do_what_is_due()
        except Error as error:
            log.warning("The database does not answer (%s); looking again soon.", error)

    def make_next(self, *, without):
        """A long file must not make a scheduled plan late, nor a mail."""
        return make_next(clock=timezone.now, without=without, meanwhile=self.do_what_is_due_again)

    def do_what_is_due_again(self):
        """The same, no more often than between files."""
        if time.monotonic() - self.done_at >= settings.SWEEP_SECONDS:
            self.do_what_is_due()

    def do_what_is_due(self):
        """What other rooms ask to be done at its time; one that fails never stops the rest."""
        for name in settings.SWEPT:
            try:
                import_string(name)(timezone.now())
            except Error as error:
                log.warning("%s: the database does not answer (%s).", name, error)
            except Exception:
                log.exception("%s failed; it is tried again at the next sweep.", name)
        self.done_at = time.monotonic()
