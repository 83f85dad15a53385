"""Files of street-level crime for tests: written, uploaded, worked on, brought in."""

import csv
import hashlib
import io
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone

from priorities.importers.jobs import work
from priorities.importers.now import bring_in
from priorities.models import EvidenceImport
from priorities.workflow import imports
from tests import factories
from tests.servers import ROOT

REAL = ROOT / "tests" / "data" / "crime" / "2016-03-cumbria-street-westmorland-and-furness.csv"
HEADER = ["Crime ID", "Month", "LSOA code", "LSOA name", "Crime type"]


def table_of(*rows, header=HEADER, above=()):
    """A CSV file of some rows, as bytes."""
    written = io.StringIO()
    csv.writer(written).writerows([*above, header, *rows])
    return written.getvalue().encode()


def crime(kind="Burglary", month="2016-03", name="South Lakeland 001A", code="E01019351"):
    return ["a" * 64, month, code, name, kind]


def a_place():
    """A partnership with its officer and its district."""
    of = factories.partnership("south-lakeland")
    return SimpleNamespace(
        of=of, officer=factories.user("officer", of), district=factories.area("South Lakeland")
    )


def upload(place, content, *, name="street.csv", dataset="street_crime", **about):
    return imports.start(
        place.of,
        dataset,
        file=ContentFile(content),
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        extension=name.rpartition(".")[2],
        by=place.officer,
        now=timezone.now(),
        **about,
    )


def run(batch):
    """What the worker does with it now."""
    batch = EvidenceImport.objects.get(pk=batch.pk)
    work(batch.pk, sign=batch.seen_at, clock=timezone.now)
    batch.refresh_from_db()
    return batch


def read(place, content, **how):
    return run(upload(place, content, **how))


def brought_in(place, content, tmp_path, *, name="street.csv", dataset="street_crime", **how):
    file = tmp_path / name
    file.write_bytes(content)
    return bring_in(
        file, dataset, by=place.officer, now=timezone.now(), partnership=place.of, **how
    )
