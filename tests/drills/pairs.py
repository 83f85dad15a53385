"""Run in a drill's installation: an officer who saves again and again, each time two things.

A pair is a plan's title and its section's, changed in one transaction with a line in the audit:
whoever sees one of the three without the others has seen two moments.
"""

import itertools
import time

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from partnership.models import User  # noqa: E402
from plans.models import Plan, Section  # noqa: E402
from records.models import note  # noqa: E402
from records.saving import save_over  # noqa: E402

officer = User.objects.get(email="officer@drill.example")
for number in itertools.count(1):
    with transaction.atomic():
        for thing in (Plan.objects.get(slug="fifth"), Section.objects.get(plan__slug="fifth")):
            thing.title = f"Pair {number}"
            save_over(thing, base_version=thing.version, by=officer)
        note("pair.save", by=officer, now=timezone.now(), after={"number": number})
    time.sleep(0.05)  # others save too: SQLite does not queue them
