"""A process that is really killed while a file arrives: nothing of it counts, nothing is lost."""

import csv
import json
import signal
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bench.evidence import write
from tests.prepared import copy_migrated_database
from tests.servers import ROOT, clean_environment, wait_until

pytestmark = pytest.mark.once  # it brings a database of its own

ROWS = 20_000
BEGIN = """
import django; django.setup()
from bench.evidence import places
places()
from django.core.management import call_command
print("begins", flush=True)
call_command("import_evidence", "street_crime", {file!r})
"""
AGAIN = """
import django; django.setup()
import datetime, json
from django.utils import timezone
from priorities.importers.jobs import work
from priorities.models import EvidenceImport, Figure
from priorities.workflow import imports
batch = EvidenceImport.objects.get()
counted = Figure.objects.current().count()
later = timezone.now() + datetime.timedelta(minutes=1)
imports.start_again(batch, by=batch.by, now=later)
batch.refresh_from_db()
work(batch.pk, sign=batch.seen_at, clock=timezone.now)
imports.confirm(batch, by=batch.by, now=timezone.now())
total = Figure.objects.current().filter(
    measure__code__in=["street:recorded-crime", "street:anti-social-behaviour"],
    area__kind="district",
)
print(json.dumps([counted, int(sum(figure.level for figure in total)),
                  Figure.objects.exclude(standing="current").count()]))
"""


def start(script, var):
    env = clean_environment(PORTAL_VAR=var, DJANGO_SETTINGS_MODULE="config.settings")
    return subprocess.Popen(
        [sys.executable, "-c", script], env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def arrived(database):
    with sqlite3.connect(database, timeout=20) as found:
        asked = "SELECT count(*) FROM priorities_figure WHERE standing = 'arriving'"
        return found.execute(asked).fetchone()[0]


def test_process_killed_while_figures_arrive_leaves_nothing_half_and_loses_nothing():
    with tempfile.TemporaryDirectory(prefix="portal-killed-") as var:
        database, file = f"{var}/portal.sqlite3", Path(var) / "street.csv"
        copy_migrated_database(database)
        write(file, ROWS)
        with file.open(newline="") as rows:
            placed = sum(1 for row in csv.DictReader(rows) if row["LSOA name"])
        worker = start(BEGIN.format(file=str(file)), var)
        assert worker.stdout.readline() == "begins\n"
        wait_until(lambda: arrived(database), seconds=60, what="some figures arrived", every=0.005)
        worker.kill()
        assert worker.wait(10) == -signal.SIGKILL
        assert arrived(database)
        said, _ = start(AGAIN, var).communicate(timeout=60)
        assert json.loads(said.splitlines()[-1]) == [0, placed, 0]
