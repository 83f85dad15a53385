"""Brings in what the law, guidance and we ourselves ask of plans."""

import tomllib

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from plans.workflow.requirements import load_requirements, read_requirements

FILE = settings.BASE_DIR / "plans" / "data" / "requirements.toml"


class Command(BaseCommand):
    help = "Load what is asked of plans (twice is as once; administrators' changes stay)."

    def handle(self, *, verbosity, **options):
        lines = read_requirements(tomllib.loads(FILE.read_text()))
        loaded = load_requirements(lines, now=timezone.now())
        if not verbosity:
            return
        self.stdout.write(
            f"{len(lines)} requirements: {loaded.new} new, {loaded.changed} changed, "
            f"{loaded.ended} ended, {loaded.kept} kept as an administrator left them."
        )
