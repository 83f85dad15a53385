"""Run by the fault tests in an installation of their own: publish one document.

Prints how long Publish took and which rendition waits, as JSON.
"""

import json
import sys
import time

import django

django.setup()

from django.utils import timezone  # noqa: E402

from partnership.models import Partnership  # noqa: E402
from publishing.models import Document  # noqa: E402
from publishing.workflow import publish  # noqa: E402
from tests.publishing.samples import SNAPSHOT, slow_fragment  # noqa: E402

partnership, _ = Partnership.objects.get_or_create(
    slug="south-lakeland", defaults={"name": "South Lakeland CSP", "place_name": "South Lakeland"}
)
document = Document.objects.create(
    partnership=partnership, kind="plan", slug=f"plan-{time.time_ns()}", title="Plan"
)
started = time.monotonic()
edition = publish(
    document,
    title="Partnership Plan",
    fragment=slow_fragment(rows=int(sys.argv[1])),
    snapshot=SNAPSHOT,
    change_note="",
    by=None,
    now=timezone.now(),
)
took = time.monotonic() - started
sys.stdout.write(json.dumps({"took": took, "rendition": edition.pdf.pk}) + "\n")
