"""Two hours of typing with a save each second: how long a save takes, how far the database grows.

In turn with it the same texts are saved the usual way, one entry of the history for each save.
Each in a process and a database of its own; seconds of processor time.
"""

import datetime
import json
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import django

from tests.prepared import copy_migrated_database
from tests.servers import ROOT, clean_environment

SECONDS = 2 * 60 * 60
PARAGRAPH = (
    "We keep crime levels low and give reassurance to the people who live and work here. " * 4
)
START = datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.UTC)


def main():
    sitting, single = in_a_process("sitting"), in_a_process("single")
    for name, found in (("by sitting", sitting), ("one entry a save", single)):
        print(
            f"{SECONDS:,} saves, {name}: {1000 * found['cpu'] / SECONDS:.1f} ms each, "
            f"{found['entries']:,} entries, database grown by {found['grown'] / 1024:,.0f} KB."
        )
    print(f"The database grows {single['grown'] / max(sitting['grown'], 1):,.0f} times less.")


def in_a_process(way):
    """The figures of one way of saving, from a process that ends afterwards."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as var:
        copy_migrated_database(f"{var}/portal.sqlite3")
        env = clean_environment(PORTAL_VAR=var, DJANGO_SETTINGS_MODULE="config.settings")
        done = subprocess.run(
            [sys.executable, "-m", "bench.writing", way, f"{var}/portal.sqlite3"],
            env=env, cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def typed(second):
    """The text after so many seconds: a new paragraph every ten minutes, a word each second."""
    done, rest = divmod(second, 600)
    words = PARAGRAPH.split()
    current = " ".join(words[n % len(words)] for n in range(rest + 1))
    return "".join(f"<p>{PARAGRAPH}</p>" for _ in range(done)) + f"<p>{current}</p>"


def measure(way, database):
    """Save the texts of two hours; processor seconds, entries, bytes."""
    factories = import_module("tests.factories")  # its models need Django set up
    saving = import_module("records.saving")
    writing = import_module("plans.workflow.writing")
    connection = import_module("django.db").connection
    of = factories.partnership("bench")
    officer = factories.user("officer", of)
    block = factories.block(factories.section(factories.plan(of)), text="<p>Words.</p>")
    before, began = size(connection, database), time.process_time()
    for second in range(SECONDS):
        now = START + datetime.timedelta(seconds=second)
        if way == "sitting":
            base = block.version
            saved = writing.save_text(
                block, text=typed(second), base_version=base, by=officer, now=now
            )
            block = saved.block
        else:
            block.text = typed(second)
            saving.save_over(block, base_version=block.version, by=officer)
    cpu = time.process_time() - began
    return {
        "cpu": cpu,
        "entries": block.history.count(),
        "grown": size(connection, database) - before,
    }


def size(connection, database):
    """Bytes of the database with its log written back."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(database).stat().st_size


if __name__ == "__main__":
    if len(sys.argv) > 1:
        django.setup()
        print(json.dumps(measure(*sys.argv[1:])))
    else:
        main()
