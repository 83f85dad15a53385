"""Looks at each part that the portal stands on and says what to do about a dead one."""

import json
import sys

from django.core.management.base import BaseCommand

from portal.doctor import examinations


class Command(BaseCommand):
    help = "Look at everything that the portal stands on, for real, and say what to do."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="for programs: one JSON list")
        parser.add_argument("--mail", default="", metavar="ADDRESS", help="send a mail there too")
        parser.add_argument(
            "--wait", type=float, default=10, help="seconds that a worker gets to answer (10)"
        )

    def handle(self, *, mail, wait, **options):
        as_json = options["json"]
        told = []
        for part in examinations(wait=wait, mail_to=mail):
            told.append(self._examined(part))
            if not as_json:
                self._say(told[-1])
        if as_json:
            self.stdout.write(json.dumps(told, indent=1, ensure_ascii=False))
        if any(one["state"] == "bad" for one in told):
            sys.exit(1)
        if not as_json:
            self.stdout.write(self.style.SUCCESS("All that is needed is there."))

    def _examined(self, part):
        """One part; what is not needed here is missing at worst, never bad."""
        fault, found = part.looked_at()
        state = "good" if not fault else "bad" if part.needed else "missing"
        advice = part.advice if fault else ""
        return {
            "part": part.name, "state": state, "found": found, "fault": fault, "advice": advice,
        }  # fmt: skip

    def _say(self, one):
        word = {"good": "good     ", "bad": "BAD      ", "missing": "missing  "}[one["state"]]
        more = one["fault"] or one["found"]
        self.stdout.write(f"  {word}{one['part']}{': ' if more else ''}{more}")
        if one["fault"]:
            self.stdout.write(f"           -> {one['advice']}")
        self.stdout.flush()
