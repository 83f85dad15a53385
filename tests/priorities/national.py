"""The real national files, and small ones in their manner, read for tests."""

import csv
import io
from contextlib import contextmanager
from pathlib import Path

from django.utils import timezone
from openpyxl import Workbook

from priorities.importers.areas import Areas
from priorities.models import EvidenceImport
from records.sheets import Unreadable

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "portal" / "demo" / "data"
AREAS = ROOT / "portal" / "data" / "areas"
MORE = ROOT / "tests" / "data"

COUNCILS_2019 = AREAS / "lad19-csp19-pfa19.csv"
COUNCILS_2024 = AREAS / "lad24-csp24-pfa24-north-west-and-split-areas.csv"
PARTNERSHIPS = AREAS / "csp19-names-codes.csv"
FORCES = AREAS / "pfa19-names-codes.csv"
DISTRICTS = AREAS / "la-all-codes.csv"
REGISTER = AREAS / "uk-local-authorities-current.csv"
SMALL_AREAS = MORE / "areas" / "lsoa11-lad-region-police-force-cumbria-lancashire.csv"
AREA_FILES = (COUNCILS_2019, PARTNERSHIPS, FORCES, DISTRICTS, COUNCILS_2024, REGISTER, SMALL_AREAS)

CENSUS = DEMO / "people" / "census-2011-lad-population.csv"
TABLE_C2 = DEMO / "crime" / "table-c2-ye-june-2025.csv"
BY_PARTNERSHIP = DEMO / "crime" / "csp-2011-12-acquisitive-north-west.csv"
BY_FORCE = MORE / "crime" / "prc-pfa-2017-18-north-west.csv"


def table_of(header, *rows, delimiter=","):
    """A CSV file of some rows, as bytes."""
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows([header, *rows])
    return written.getvalue().encode()


def as_workbook(path):
    """A CSV file as an Excel workbook, its whole numbers as numbers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("2017-18")
    for cells in csv.reader(path.read_text().splitlines()):
        sheet.append([int(cell) if cell.strip().isdecimal() else cell for cell in cells])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@contextmanager
def reading(reader, content, *, as_at=None, **stated):
    """A reader that has come to the end of a file."""
    file = io.BytesIO(content if isinstance(content, bytes) else content.read_bytes())
    with reader.opened(file, EvidenceImport(stated=stated, as_at=as_at)) as found:
        found.read(lambda rows: None)
        yield found


def read(reader, content, **stated):
    with reading(reader, content, **stated) as found:
        return found


def why_not(reader, content, **stated):
    """In which words a file is refused."""
    try:
        read(reader, content, **stated)
    except Unreadable as refusal:
        return str(refusal)
    return ""


def bring_areas(*files, as_at=None):
    """Keep what files about areas say; how many things that changed, file by file."""
    made = []
    for content in files:
        with reading(Areas, content, as_at=as_at) as found:
            assert found.faults == []
            made.append(found.apply(by=None, now=timezone.now()))
    return made
