"""Files of contributions for tests: written, uploaded, worked on."""

import csv
import hashlib
import io
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone

from events.importers.jobs import work
from events.models import ContributionImport, ResidentType
from events.workflow import imports
from tests import factories

HEADER = ["session", "table", "kind", "text", "heading", "level", "resident type", "top priority"]


def table_of(*rows, header=HEADER, delimiter=",", encoding="utf-8-sig"):
    """A CSV file of some rows, as bytes."""
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows([header, *rows])
    return written.getvalue().encode(encoding)


def said(text="Future funding of PCSOs", **cells):
    """One row of it: a challenge of table 1 in session 1, unless said otherwise."""
    given = {"session": 1, "table": 1, "text": text} | {
        k.replace("_", " "): v for k, v in cells.items()
    }
    return [given.get(name, "") for name in HEADER]


def an_evening():
    """An event of three sessions and three tables, and the officer who brings in its files."""
    of = factories.partnership("lakes")
    event = factories.event(of, slug="evening")
    first = factories.workshop(event, title="Workshop Session 1")
    second = factories.workshop(
        event, order=2, collects=["barrier", "good_practice"], asks_heading=False
    )
    third = factories.workshop(event, order=3, collects=["issue", "action"])
    ResidentType.objects.create(workshop=third, name="Young person")
    return SimpleNamespace(
        event=event,
        officer=factories.user("officer", of),
        sessions=[first, second, third],
        tables=[factories.table(event) for _ in range(3)],
    )


def upload(evening, content, *, name="words.csv", event=None):
    return imports.start(
        event or evening.event,
        file=ContentFile(content),
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        extension=name.rpartition(".")[2],
        by=evening.officer,
        now=timezone.now(),
    )


def run(batch):
    """What the worker does with it now."""
    batch = ContributionImport.objects.get(pk=batch.pk)
    work(batch.pk, sign=batch.seen_at, clock=timezone.now)
    batch.refresh_from_db()
    return batch


def read(evening, content, **how):
    return run(upload(evening, content, **how))


def bring_in(evening, content, **how):
    batch = read(evening, content, **how)
    assert (batch.state, batch.faults, batch.reason) == ("read", [], "")
    imports.confirm(batch, by=evening.officer, now=timezone.now())
    return run(batch)
