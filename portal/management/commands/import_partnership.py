"""Brings an archive of a partnership into this installation, or only looks into it."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.management.progress import Progress
from portal.workflow.archives import import_partnership, look_into
from records.moves import Refused

FAULTY = "Nothing was written: the archive has {:,} faults."
ONE_FAULT = "Nothing was written: the archive has a fault."


class Command(BaseCommand):
    help = "Bring in all of an archive (docs/archive.md), or nothing where anything is wrong."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--check", action="store_true", help="Only say what is wrong.")
        parser.add_argument(
            "--slug", default="", help="Another address than the one in the archive."
        )

    def handle(self, *, file, check, slug, verbosity, **options):
        say = Progress(self.stdout if verbosity else None)
        asked = {"now": timezone.now(), "slug": slug, "say": say}
        try:
            if check:
                partnership, look = None, look_into(file, **asked)
            else:
                partnership, look = import_partnership(file, by=None, **asked)
        except Refused as error:
            raise CommandError(f"Nothing was written. {error}") from None
        except OSError as error:
            raise CommandError(f"Nothing was written: {error}") from error
        for line in look.faults:
            self.stderr.write(line)
        if look.fault_count:
            count = look.fault_count
            raise CommandError(ONE_FAULT if count == 1 else FAULTY.format(count))
        if verbosity:
            self._describe(look, "is here now" if partnership else "can be brought in")

    def _describe(self, look, done):
        objects = sum(look.counts.values())
        self.stdout.write(f"{look.partnership} {done}, at /{look.slug}/: {objects:,} objects.")
        for member, (made, matched) in look.shared.items():
            self.stdout.write(f"  {member}: {made:,} made, {matched:,} here already.")
