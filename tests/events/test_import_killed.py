"""A worker that is really killed while it saves a file: nothing half, nothing lost."""

import json
import signal
import sqlite3
import subprocess
import sys
import tempfile

import pytest

from tests.prepared import copy_migrated_database
from tests.servers import ROOT, clean_environment, wait_until

pytestmark = pytest.mark.once  # it brings a database of its own

ROWS = 4_000
UPLOAD = """
import django; django.setup()
from bench.contributions import uploaded, worked_on
from bench.imports import content
batch, officer = uploaded(content({rows}))
worked_on(batch)
from django.utils import timezone
from events.workflow import imports
imports.confirm(batch, by=officer, now=timezone.now())
print("confirmed", flush=True)
worked_on(batch)
"""
AGAIN = """
import django; django.setup()
import datetime, json
from django.utils import timezone
from bench.contributions import worked_on
from events.models import Contribution, ContributionImport
from events.workflow import imports
batch = ContributionImport.objects.get()
kept = Contribution.objects.kept().count()
later = timezone.now() + datetime.timedelta(minutes=1)
imports.start_again(batch, by=batch.by, now=later)
worked_on(batch)
batch.refresh_from_db()
texts = Contribution.objects.kept().values("text").distinct().count()
print(json.dumps([kept, batch.state, Contribution.objects.count(), texts,
                  Contribution.history.count()]))
"""


def start(script, var):
    env = clean_environment(PORTAL_VAR=var, DJANGO_SETTINGS_MODULE="config.settings")
    return subprocess.Popen(
        [sys.executable, "-c", script], env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def arrived(database):
    with sqlite3.connect(database, timeout=20) as found:
        asked = "SELECT count(*) FROM events_contribution WHERE standing = 'arriving'"
        return found.execute(asked).fetchone()[0]


def test_worker_killed_while_it_saves_leaves_nothing_half_and_loses_nothing():
    with tempfile.TemporaryDirectory(prefix="portal-killed-") as var:
        database = f"{var}/portal.sqlite3"
        copy_migrated_database(database)
        worker = start(UPLOAD.format(rows=ROWS), var)
        assert worker.stdout.readline() == "confirmed\n"
        wait_until(lambda: arrived(database), seconds=30, what="some rows have arrived", every=0.01)
        worker.kill()
        assert worker.wait(10) == -signal.SIGKILL
        assert 0 < arrived(database) < ROWS
        said, _ = start(AGAIN, var).communicate(timeout=60)
        assert json.loads(said.splitlines()[-1]) == [0, "done", ROWS, ROWS, ROWS]
