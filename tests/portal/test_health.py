"""Whether the portal says truly that it is well, and what to do when it is not."""

import os
import signal
import subprocess
import sys

import pytest

from tests.prepared import copy_migrated_database
from tests.servers import MANAGE, PostgreSQL, Redis, clean_environment, free_port

ASK = """
import time
from django.test import Client
client = Client(headers={"host": "10.1.2.3:8000"})
client.get("/health/live")  # all that a first request reads in
began = time.monotonic()
answer = client.get("/health/ready")
print("answer", answer.status_code, answer.content.decode())
print("took", time.monotonic() - began)
"""
SILENT = """
import datetime
from django.core.management import call_command
from django.utils import timezone
from portal import health
call_command("createcachetable", verbosity=0)
health.swept(timezone.now() - datetime.timedelta(seconds=health.SILENT + 5))
"""
CAME_BY = "health.swept(timezone.now())"
NOWHERE = f"127.0.0.1:{free_port()}"
SECRET = "never-to-be-shown"
DEAD = {
    "database": {"DATABASE_URL": f"postgresql://portal:{SECRET}@{NOWHERE}/portal"},
    "broker": {"REDIS_URL": f"redis://:{SECRET}@{NOWHERE}/0"},
    "storage": {"MEDIA_ROOT": "/proc/nowhere"},
}


def manage(var, *arguments, **changes):
    """A management command of an installation in which something is dead."""
    env = clean_environment(PORTAL_VAR=str(var), SECRET_KEY="x" * 60, **changes)
    return subprocess.run(
        [sys.executable, MANAGE, *arguments], env=env, capture_output=True, text=True, check=False
    )


def test_live_answers_anybody(client):
    answer = client.get("/health/live")
    assert (answer.status_code, answer.content) == (200, b"alive\n")


def test_ready_answers_anybody_when_all_is_well(client, db):
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.content.startswith(b"ready")
    assert "no-cache" in answer["Cache-Control"]


@pytest.fixture
def var(tmp_path):
    """An installation's folder with a database as it should be."""
    copy_migrated_database(tmp_path / "portal.sqlite3")
    return tmp_path


@pytest.mark.once
@pytest.mark.parametrize("part", DEAD)
def test_ready_names_the_dead_part_and_no_secret(part, var):
    said = manage(var, "shell", "-c", ASK, **DEAD[part]).stdout
    assert f"answer 503 not ready: {part}\n" in said
    assert SECRET not in said
    assert NOWHERE not in said


@pytest.mark.once
def test_ready_says_that_migrations_are_pending(tmp_path):
    said = manage(tmp_path, "shell", "-c", ASK).stdout
    assert "answer 503 not ready: migrations\n" in said


def _took(said):
    return float(said.split("took ")[1])


@pytest.mark.once
def test_ready_names_a_frozen_broker_in_time(var, tmp_path_factory):
    server = Redis(tmp_path_factory.mktemp("redis"))
    try:
        os.kill(server.process.pid, signal.SIGSTOP)
        said = manage(var, "shell", "-c", ASK, REDIS_URL=server.url).stdout
    finally:
        server.process.kill()
    assert "answer 503 not ready: broker\n" in said
    assert _took(said) < 5


@pytest.mark.once
def test_ready_names_a_frozen_database_in_time(tmp_path):
    server = PostgreSQL()
    try:
        # Its children go on unless they are stopped too; the first process accepts nobody new.
        os.kill(server.process.pid, signal.SIGSTOP)
        said = manage(tmp_path, "shell", "-c", ASK * 2, DATABASE_URL=server.url).stdout
    finally:
        os.kill(server.process.pid, signal.SIGCONT)
        server.stop()
    assert said.count("answer 503 not ready: database\n") == 2
    assert all(float(took.split()[0]) < 5 for took in said.split("took ")[1:])


@pytest.mark.once
def test_ready_says_that_the_sweeper_is_silent_and_when_it_is_back(var):
    said = manage(var, "shell", "-c", SILENT + ASK + CAME_BY + ASK).stdout
    assert "answer 200 ready, but the sweeper is silent\n" in said
    assert "answer 200 ready\n" in said.split("silent\n")[1]
