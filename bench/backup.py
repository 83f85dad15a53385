"""What a backup and a restore cost: ``make bench``, or ``python -m bench.backup``.

The country of `bench.country` (330 partnerships with ten years each) in a SQLite of its own, with
lines of the audit up to a million rows, and 500 files of 200 KB that nothing can compress. Each
command is a whole process with its start: processor time, time on the clock, and the most memory.
"""

import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import django

from tests.prepared import copy_migrated_database
from tests.servers import MANAGE, ROOT, clean_environment

ROWS, FILES, SIZE = 1_000_000, 500, 200_000


def main():
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        folder = Path(folder)
        source, target, file = folder / "source", folder / "target", folder / "backup.zip"
        for var in (source, target):
            var.mkdir()
            copy_migrated_database(var / "portal.sqlite3")
        measured(source, "-m", "bench.backup", "fill")
        print(f"{ROWS:,} rows, {FILES} files of {SIZE:,} bytes")
        print("backup          ", measured(source, MANAGE, "backup", file))
        print(f"its size         {file.stat().st_size / 1e6:,.0f} MB, of which files", end=" ")
        print(f"{FILES * SIZE / 1e6:,.0f} MB; the database is", end=" ")
        print(f"{(source / 'portal.sqlite3').stat().st_size / 1e6:,.0f} MB")
        print("restore --check ", measured(source, MANAGE, "restore", "--check", file))
        print("restore         ", measured(target, MANAGE, "restore", file))


def measured(var, *command):
    """Run a command to its end: what it took."""
    env = clean_environment(PORTAL_VAR=str(var), DJANGO_SETTINGS_MODULE="config.settings")
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *command], env=env, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command} failed")
    seconds = time.monotonic() - began
    return (
        f"{used.ru_utime + used.ru_stime:6.1f} s of processor time, {seconds:6.1f} s,"
        f" {used.ru_maxrss / 1024:,.0f} MB"
    )


def fill():
    django.setup()
    import_module("bench.country_rows").fill(330, 10)
    models = import_module("django.apps").apps.get_models()
    rows = sum(model.objects.count() for model in models)
    _papers()
    _audit(ROWS - rows - FILES)


def _papers():
    """Related documents, each with a file."""
    storage = import_module("django.core.files.storage").default_storage
    content = import_module("django.core.files.base").ContentFile
    people = import_module("partnership.models")
    first, made = people.Partnership.objects.first(), random.Random(1)
    for number in range(FILES):
        body = made.randbytes(SIZE)
        name = storage.save(f"library/{hashlib.sha256(body).hexdigest()}.pdf", content(body))
        row = people.RelatedDocument(partnership=first, title=f"Document {number}", file=name)
        row.save_base(raw=True)


def _audit(number):
    records = import_module("records.models")
    now = import_module("django.utils.timezone").now()
    line = {"at": now, "actor_label": "The portal", "action": "bench.line", "reason": "x" * 80}
    for start in range(0, number, 10_000):
        piece = min(10_000, number - start)
        records.Change.objects.bulk_create(
            records.Change(**line, target_label=f"Thing {start + each}", after={"number": each})
            for each in range(piece)
        )


if __name__ == "__main__":
    fill() if sys.argv[1:] == ["fill"] else main()
