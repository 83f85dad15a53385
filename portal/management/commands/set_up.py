"""Makes the database as the code expects it: before each start of a new version."""

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Make the tables and load what is asked of plans. Twice is as once."

    def handle(self, *, verbosity, **options):
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=verbosity)
        call_command("load_requirements", verbosity=verbosity, stdout=self.stdout)
