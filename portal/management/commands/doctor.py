"""Looks at each part that the portal stands on and says what to do about a dead one."""

import sys

from django.core.management.base import BaseCommand

from plans.models import Requirement
from portal import health


def _requirements():
    if not Requirement.objects.exists():
        raise health.Dead("nothing is loaded, so every checklist is empty")


REQUIREMENTS = health.Part(
    "what is asked of plans", _requirements, "manage.py load_requirements", needed=False
)


class Command(BaseCommand):
    help = "Check database, broker, storage, PDF renderer, styles and mail; say what to do."
    requires_system_checks = ()

    def handle(self, **options):
        ill = [part for part in (*health.ALL, REQUIREMENTS) if not self._looks_well(part)]
        if ill:
            sys.exit(1)
        self.stdout.write(self.style.SUCCESS("All that is needed is there."))

    def _looks_well(self, part):
        """Report on one part; a part that is not needed here never counts as ill."""
        fault = part.fault()
        if not fault:
            self.stdout.write(f"  good     {part.name}")
            return True
        word = "BAD     " if part.needed else "missing "
        self.stdout.write(f"  {word} {part.name}: {fault}")
        self.stdout.write(f"           -> {part.advice}")
        return not part.needed
