"""Makes the database as the code expects it: before each start of a new version."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from portal.workflow.site_texts import load_site_texts


class Command(BaseCommand):
    help = "Make the tables; load what is asked of plans and the site's texts. Twice is as once."

    def handle(self, *, verbosity, **options):
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=verbosity)
        call_command("load_requirements", verbosity=verbosity, stdout=self.stdout)
        load_site_texts()
