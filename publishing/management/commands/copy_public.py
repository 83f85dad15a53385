"""Copies what the public reads, so that it is answered before Django; the sweeper does it too."""

import logging
import time

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections
from django.utils import timezone

from publishing.workflow.copying import copy, copy_due

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Copy all public pages and files that are answered before Django."

    def add_arguments(self, parser):
        parser.add_argument(
            "--stay", action="store_true",
            help="go on copying what changes: one on each web machine that shares no disk",
        )  # fmt: skip

    def handle(self, *, stay, **options):
        if not stay:
            copied = copy(timezone.now(), everything=True)
            self.stdout.write(f"{copied} documents copied.")
        while stay:
            self.look()
            time.sleep(settings.SWEEP_SECONDS)

    def look(self):
        """What changed since the last look; a fault is over with the next one."""
        close_old_connections()
        try:
            copy_due(timezone.now())
        except (Error, OSError):
            log.exception("Nothing could be copied; it is tried again soon.")
