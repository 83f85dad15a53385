"""After a change of the portal's key: locks the secrets of second factors with the new one."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from partnership.workflow import lock_anew

UNREADABLE = (
    "No key opens the second factor of {people}: give the key of then in SECRET_KEY_FALLBACKS, or "
    "take it away in the workspace (People, “Second factor lost”)."
)


class Command(BaseCommand):
    help = "Lock second factors with the key of today, so that the one before can be left out."

    def handle(self, *, verbosity, **options):
        count, unreadable = lock_anew(now=timezone.now())
        if verbosity:
            self.stdout.write(f"{count:,} second factors locked anew.")
        if unreadable:
            people = ", ".join(sorted(person.email for person in unreadable))
            raise CommandError(UNREADABLE.format(people=people))
