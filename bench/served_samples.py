"""What the bench of serving publishes: a file of exactly so many bytes, and marked editions."""

import hashlib
import re
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from bench.samples import the_plan
from publishing.models import Rendition
from publishing.workflow import editions, renditions
from publishing.workflow.copying import copy

MARK = re.compile(r"Marked edition (\d+)\.")
PARAGRAPHS = 20


def large_file(size):
    """Make the PDF of the plan's current edition so large."""
    rendition = the_plan().document.current_edition.pdf
    with rendition.file.open("rb") as file:
        kept = file.read()
    kept += b"\n%" + b"x" * (size - len(kept) - 2)
    sha256 = hashlib.sha256(kept).hexdigest()
    name = default_storage.save(f"editions/{sha256[:2]}/{sha256}.pdf", ContentFile(kept))
    Rendition.objects.filter(pk=rendition.pk).update(file=name, size=size, sha256=sha256)


def publish_marked(number):
    """Publish an edition that says its mark from its first line to its last, and copy it."""
    document, now = the_plan().document, timezone.now()
    mark = f"<p>Marked edition {number}.</p>"
    edition = editions.publish(
        document,
        title="Partnership Plan",
        fragment=(mark + "<p>What we will do together.</p>" * 50) * PARAGRAPHS + mark,
        snapshot=document.current_edition.snapshot,
        change_note=f"Edition {number}",
        by=None,
        now=now,
    )
    for row in edition.renditions.all():
        rendition = renditions.claim(row.pk, now=now)
        made = SimpleNamespace(bytes=f"%PDF- {number} ".encode() * 60_000, pages=1)
        renditions.finish(rendition, made, now=now)
    copy(now)


def marks_in(page):
    """The editions whose marks stand in a page."""
    return set(MARK.findall(page))
