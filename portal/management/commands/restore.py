"""Puts a backup into an empty portal, or only looks whether it is whole."""

import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.backing_up.checking import checked
from portal.management.progress import Progress
from portal.workflow.backups import restore
from records.moves import Refused


class Command(BaseCommand):
    help = "Put a backup into a place that `manage.py set_up` has just made; stop the portal first."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--check", action="store_true", help="Only say whether it is whole.")
        parser.add_argument(
            "--erasures", action="append", default=[], metavar="LEDGER",
            help="A ledger of `manage.py erasures`, besides those in the backup's folder.",
        )  # fmt: skip

    def handle(self, *, file, check, erasures, verbosity, **options):
        try:
            if check:
                with checked(file) as backup:
                    return self._describe("whole", backup.manifest)
            say = Progress(self.stdout if verbosity else None)
            restored = restore(file, now=timezone.now(), ledgers=erasures, say=say)
        except Refused as error:
            raise CommandError(error) from None
        except OSError as error:
            raise CommandError(f"The backup could not be restored: {error}") from error
        self._describe("restored", restored.manifest)
        self._tell_of_erasures(restored)
        return None

    def _describe(self, done, manifest):
        rows = sum(table["rows"] for table in manifest["tables"].values())
        files = sum(name.startswith("files/") for name in manifest["members"])
        self.stdout.write(
            f"The backup of {manifest['site']} at {manifest['taken_at']} is {done}:"
            f" {rows:,} rows, {files:,} files."
        )
        for key in ("missing", "removed", "damaged"):
            if manifest[key]:
                self.stderr.write(
                    f"When it was taken, files were {key}: {', '.join(manifest[key])}"
                )

    def _tell_of_erasures(self, restored):
        self.stdout.write(f"{restored.erased_again} erasures of after the backup were made again.")
        taken_at = datetime.datetime.fromisoformat(restored.manifest["taken_at"])
        if restored.newest_erasure is None or restored.newest_erasure < taken_at:
            self.stderr.write(
                "No ledger tells of erasures after the backup. If somebody’s data was taken out"
                " since, do it again."
            )
        for rule, number in restored.unknown.items():
            self.stderr.write(f"Not made again, do it by hand: {number} by the rule “{rule}”.")
