"""Writes everything that the portal keeps into one file."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.management.progress import Progress
from portal.workflow.backups import take
from records.moves import Refused

FAULTS = {
    "missing": "Rows name files that were missing before: {}.",
    "damaged": "Files are not what they were when they were kept: {}.",
}


class Command(BaseCommand):
    help = "Write all rows and files, as they are at one moment, into one file. The portal goes on."

    def add_arguments(self, parser):
        parser.add_argument("file", help="A new file; its folder must be there.")
        parser.add_argument(
            "--no-check", action="store_true", help="Do not read it again when it is written."
        )

    def handle(self, *, file, no_check, verbosity, **options):
        say = Progress(self.stdout if verbosity else None)
        try:
            manifest = take(file, now=timezone.now(), check=not no_check, say=say)
        except Refused as error:
            raise CommandError(error) from None
        except OSError as error:
            raise CommandError(f"The backup could not be written: {error}") from error
        if verbosity:
            rows = sum(table["rows"] for table in manifest["tables"].values())
            self.stdout.write(f"{file}: {rows:,} rows of {manifest['taken_at']}.")
        if manifest["removed"]:
            names = ", ".join(manifest["removed"])
            self.stderr.write(f"Somebody removed files while they were copied: {names}.")
        faults = [
            words.format(", ".join(manifest[key])) for key, words in FAULTS.items() if manifest[key]
        ]
        if faults:
            raise CommandError(" ".join(["The backup is written, but:", *faults]))
