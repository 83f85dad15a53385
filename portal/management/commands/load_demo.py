"""Loads the demonstration and says who can sign in."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal import demo
from records.moves import Refused


class Command(BaseCommand):
    help = "Load the demonstration (twice is as once) and print its sign-ins."

    def add_arguments(self, parser):
        parser.add_argument("--password", help="for everybody; else DEMO_PASSWORD, else made once")
        parser.add_argument(
            "--in-production", action="store_true", help="load it although this is production"
        )

    def handle(self, *, password, in_production, **options):
        if settings.PRODUCTION and not in_production:
            raise CommandError(
                "This is a production portal. Its demonstration has accounts that share one "
                "password. If you want that here, add --in-production."
            )
        try:
            loaded = demo.load(now=timezone.now(), password=password)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self._say(loaded)

    def _say(self, loaded):
        done = "is loaded" if loaded.made else "was here already and is left as it is"
        self.stdout.write(f"The demonstration {done}. Sign in as")
        for person in loaded.sign_ins:
            note = "" if person.unchanged else " (has a password of their own)"
            self.stdout.write(f"  {person.email:38} {person.post}{note}")
        self.stdout.write(f"Password: {loaded.password}")
