"""How long an import of 20,000 contributions takes beside the bare rows: ``make bench``.

It reads and saves a CSV file as the worker does, in a process and a database of its own, and in
turn with it writes the same rows with one ``executemany`` of the database's driver. Medians of
three, seconds on the clock; and how far the process grew while it worked.
"""

import csv
import io
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from importlib import import_module

import django

from tests.prepared import copy_migrated_database
from tests.servers import ROOT, clean_environment

ROWS = 20_000
TURNS = 3
HEADER = ["session", "table", "text", "heading", "level"]
HEADINGS = ["Urgent & Essential", "urgent but not essential", "not urgent + essential", ""]


def main():
    measured = [in_a_process(ROWS) for _ in range(TURNS)]
    read, saved, bare = (
        statistics.median(one[key] for one in measured) for key in ("read", "saved", "bare")
    )
    print(f"{ROWS:,} contributions: read {read:.2f} s, saved with their history {saved:.2f} s,")
    print(f"the same rows by executemany {bare:.2f} s: ratio {(read + saved) / bare:.1f}.")
    grown = statistics.median(one["grown"] for one in measured)
    print(f"The worker grew by {grown:.1f} MB meanwhile.")


def in_a_process(rows):
    """Measure one import of so many rows; seconds, and MB by which the process grew."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as var:
        copy_migrated_database(f"{var}/portal.sqlite3")
        env = clean_environment(PORTAL_VAR=var, DJANGO_SETTINGS_MODULE="config.settings")
        done = subprocess.run(
            [sys.executable, "-m", "bench.imports", str(rows)],
            env=env, cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def content(rows, note=""):
    """A file of so many rows, each with words of its own of a usual length."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADER)
    words = "Ensuring that there are resources for the particular issues of rural areas"
    for n in range(rows):
        writer.writerow([1, n % 12 + 1, f"{words} {note}{n}", HEADINGS[n % 4], ""])
    return written.getvalue().encode()


def measure(rows):
    """What one process needs for an import, after a small one that loads all code."""
    files = import_module("bench.contributions")  # its models need Django set up
    files.bring_in(content(200, "warm "))
    file = content(rows)
    before = peak()
    read, saved = files.bring_in(file)
    grown = peak() - before
    return {"read": read, "saved": saved, "grown": grown, "bare": files.bare_rows(rows)}


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if len(sys.argv) > 1:
        django.setup()
        print(json.dumps(measure(int(sys.argv[1]))))
    else:
        main()
