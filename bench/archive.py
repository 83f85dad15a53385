"""What an archive of one partnership costs: ``python -m bench.archive``.

An event with 20,000 contributions, 20,000 lines of the audit, and 100 documents of 200 KB that
nothing can compress, in a SQLite of its own. Each command is a whole process with its start:
processor time, time on the clock, and the most memory.
"""

import hashlib
import random
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import django

from bench.backup import measured
from tests.prepared import copy_migrated_database
from tests.servers import MANAGE

ENTRIES, LINES, FILES, SIZE = 20_000, 20_000, 100, 200_000
SLUG = "large"


def main():
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        folder = Path(folder)
        source, target, file = folder / "source", folder / "target", folder / f"{SLUG}.zip"
        for var in (source, target):
            var.mkdir()
            copy_migrated_database(var / "portal.sqlite3")
        measured(source, "-m", "bench.archive", "fill")
        print(f"{ENTRIES:,} contributions, {LINES:,} lines, {FILES} files of {SIZE:,} bytes")
        print("export         ", measured(source, MANAGE, "export_partnership", SLUG, file))
        print(f"its size        {file.stat().st_size / 1e6:,.1f} MB")
        print("import --check ", measured(target, MANAGE, "import_partnership", "--check", file))
        print("import         ", measured(target, MANAGE, "import_partnership", file))


def fill():
    django.setup()
    factories = import_module("tests.factories")
    of = factories.partnership(slug=SLUG)
    event = factories.event(of)
    now = import_module("django.utils.timezone").now()
    events = import_module("events.models")
    like = {"event": event, "kind": "comment", "said_at": now}
    first = factories.contribution(event)
    like |= {"kind": first.kind, "origin": first.origin}
    events.Contribution.objects.bulk_create(
        [
            events.Contribution(**like, text=f"More lights in street {number}, please.")
            for number in range(ENTRIES - 1)
        ],
        batch_size=1000,
    )
    records = import_module("records.models")
    line = {"at": now, "actor_label": "The portal", "action": "bench.line", "reason": "x" * 80}
    records.Change.objects.bulk_create(
        [
            records.Change(**line, partnership=of.uid, target_label=f"Thing {number}")
            for number in range(LINES)
        ],
        batch_size=1000,
    )
    _documents(of)


def _documents(of):
    storage = import_module("django.core.files.storage").default_storage
    content = import_module("django.core.files.base").ContentFile
    related = import_module("partnership.models").RelatedDocument
    made = random.Random(1)
    for number in range(FILES):
        body = b"%PDF-1.7 " + made.randbytes(SIZE)
        name = storage.save(f"library/{hashlib.sha256(body).hexdigest()}.pdf", content(body))
        related(partnership=of, title=f"Document {number}", file=name).save_base(raw=True)


if __name__ == "__main__":
    fill() if sys.argv[1:] == ["fill"] else main()
