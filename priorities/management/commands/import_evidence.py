"""Brings in a file of evidence, however large, and says how far it is."""

import datetime
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from partnership.models import Area, Partnership, User
from priorities.importers.now import STOP, NotTaken, bring_in
from priorities.importers.registry import READERS
from priorities.models.imports import IfThere
from records.moves import Refused
from records.sheets import Unreadable

FAULTS_SHOWN = 50


class Command(BaseCommand):
    help = "Bring in a file of evidence; the same file a second time changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("dataset", choices=[dataset.value for dataset in READERS])
        parser.add_argument("file", type=Path)
        parser.add_argument("--partnership", help="its address; without it, for all of them")
        parser.add_argument("--by", help="e-mail of who answers for it; else an administrator")
        parser.add_argument("--year", type=int, help="financial year, by its first: 2011")
        parser.add_argument("--month", help="as in 2016-03")
        parser.add_argument("--area", help="ONS code of the place")
        parser.add_argument("--sheet", help="name of the workbook's sheet")
        parser.add_argument(
            "--state", action="append", default=[], metavar="NAME=VALUE",
            help="anything else that the file does not say",
        )  # fmt: skip
        parser.add_argument("--assumption", help="what of this was assumed, and why")
        parser.add_argument("--as-at", type=datetime.date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--source")
        parser.add_argument("--source-url")
        parser.add_argument("--licence")
        parser.add_argument("--provisional", action="store_true")
        parser.add_argument(
            "--if-there", choices=[IfThere.REPLACE, IfThere.KEEP, STOP], default=STOP,
            help="what becomes of figures that are here already with other values",
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="read it, and change nothing")

    def handle(self, *, dataset, file, dry_run, **options):
        started = timezone.now()
        progress = Progress(self.stderr)
        try:
            batch = bring_in(
                file,
                dataset,
                by=self._who(options["by"]),
                partnership=self._partnership(options["partnership"]),
                stated=self._stated(options),
                if_there=options["if_there"],
                dry_run=dry_run,
                now=started,
                clock=timezone.now,
                tell=progress,
                **self._about(options),
            )
        except NotTaken as refusal:
            progress.end()
            self._say_faults(refusal.batch)
            raise CommandError(str(refusal)) from refusal
        except (Unreadable, Refused, OSError) as refusal:
            progress.end()
            raise CommandError(str(refusal)) from refusal
        progress.end()
        self._say(batch, started, dry_run)

    # ---- what was asked for

    def _who(self, email):
        people = User.objects.filter(is_active=True)
        wanted = {"email__iexact": email} if email else {"is_superuser": True}
        found = people.filter(**wanted).order_by("pk").first()
        if found is None:
            raise CommandError("Nobody here answers for it. Name somebody with --by E-MAIL.")
        return found

    def _partnership(self, slug):
        if not slug:
            return None
        try:
            return Partnership.objects.get(slug=slug)
        except Partnership.DoesNotExist as error:
            raise CommandError(f"No partnership has the address {slug}.") from error

    def _stated(self, options):
        said = dict(pair.partition("=")[::2] for pair in options["state"])
        said |= {name: options[name] for name in ("year", "month", "sheet") if options[name]}
        if options["area"]:
            place = Area.objects.filter(code=options["area"]).first()
            if place is None:
                raise CommandError(f"No area has the code {options['area']}.")
            said["area"] = str(place.uid)
        return said

    def _about(self, options):
        names = ("assumption", "as_at", "source", "source_url", "licence", "provisional")
        return {name: options[name] for name in names}

    # ---- what became of it

    def _say(self, batch, started, dry_run):
        about = batch.preview
        if batch.made_at < started:
            on = timezone.localtime(batch.counted_at or batch.made_at)
            self.stdout.write(f"This very file came in on {on:%d %B %Y, %H:%M}. Nothing changed.")
            return
        for remark in about.get("notes", []):
            self.stdout.write(f"Note: {remark}")
        self._say_faults(batch)
        if "changes" in about:
            many = about["change_count"]
            self.stdout.write(f"{many:,} changes" + (" would come in." if dry_run else " made."))
        else:
            self.stdout.write(
                f"{about.get('figures', 0):,} figures from {batch.rows_seen:,} rows: "
                f"{about.get('new', 0):,} new, {about.get('same', 0):,} here already, "
                f"{about.get('differing', 0):,} here with other values."
            )
        if dry_run:
            self.stdout.write("Nothing was kept: this was a dry run.")
            if batch.fault_count:
                raise CommandError("The file has faults.")

    def _say_faults(self, batch):
        for fault in batch.faults[:FAULTS_SHOWN]:
            where = ", ".join(filter(None, [f"row {fault['row']}", fault["column"]]))
            self.stdout.write(f"Fault in {where}: “{fault['value']}”. {fault['message']}")
        more = batch.fault_count - FAULTS_SHOWN
        if more > 0:
            self.stdout.write(f"... and {more:,} more.")


class Progress:
    """How far it is, on one line of a terminal; elsewhere a line now and then."""

    def __init__(self, out):
        self.out = out
        self.every = 0.5 if out.isatty() else 10
        self.began = self.said = time.monotonic()
        self.written = False

    def __call__(self, rows, expected):
        now = time.monotonic()
        if now - self.said < self.every:
            return
        self.said, self.written = now, True
        speed = rows / max(now - self.began, 0.001)
        left = max(expected - rows, 0) / max(speed, 1)
        of = f" of about {expected:,}" if expected > rows else ""
        line = f"{rows:,}{of} rows, {speed:,.0f} a second" + (f", {left:.0f} s left" if of else "")
        start, end = ("\r\x1b[K", "") if self.out.isatty() else ("", "\n")
        self.out.write(start + line, ending=end)
        self.out.flush()

    def end(self):
        if self.written and self.out.isatty():
            self.out.write("")
