"""Writes everything that a partnership owns into one file."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.management.progress import Progress
from portal.workflow.archives import export_partnership
from records.moves import Refused


class Command(BaseCommand):
    help = "Write all that one partnership owns, with its files, into an archive (docs/archive.md)."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="The partnership’s address, as in south-lakeland.")
        parser.add_argument("file", help="A new file; its folder must be there.")

    def handle(self, *, slug, file, verbosity, **options):
        say = Progress(self.stdout if verbosity else None)
        try:
            manifest = export_partnership(slug, file, by=None, now=timezone.now(), say=say)
        except Refused as error:
            raise CommandError(error) from None
        except OSError as error:
            raise CommandError(f"The archive could not be written: {error}") from error
        if verbosity:
            objects = sum(manifest["counts"].values())
            files = sum(name.startswith("files/") for name in manifest["members"])
            self.stdout.write(f"{file}: {manifest['name']}, {objects:,} objects, {files:,} files.")
