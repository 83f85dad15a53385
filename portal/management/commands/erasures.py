"""Writes the ledger of erasures, to be kept where the backups are."""

from django.core.management.base import BaseCommand, CommandError

from portal.backing_up.ledger import write
from records.moves import Refused


class Command(BaseCommand):
    help = "Add every erasure to a ledger, which a restore reads, so that nothing comes back."

    def add_arguments(self, parser):
        parser.add_argument("file")

    def handle(self, *, file, verbosity, **options):
        try:
            count = write(file)
        except (Refused, OSError) as error:
            raise CommandError(error) from None
        if verbosity:
            self.stdout.write(f"{file}: {count:,} erasures.")
