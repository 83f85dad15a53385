"""What fails around publishing, made to fail for real: nothing that was published is lost.

Each test has an installation of its own with processes of its own.
"""

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import redis

from tests.publishing.processes import running
from tests.servers import (
    MANAGE,
    ROOT,
    Process,
    Redis,
    clean_environment,
    wait_until,
)

pytestmark = pytest.mark.once
SMALL, LARGE = 5, 900
QUICK = {"LEASE_SECONDS": "3", "SWEEP_SECONDS": "1"}


class Installation:
    """A var/ and a database of their own, and the processes that a test starts on them."""

    def __init__(self, var, **environment):
        self.var = Path(var)
        self.env = clean_environment(
            PORTAL_VAR=str(self.var),
            DJANGO_SETTINGS_MODULE="config.settings",
            PYTHONPATH=str(ROOT),
            SECRET_KEY="only for this test",
            **QUICK,
            **environment,
        )
        self.started = []

    def run(self, *command):
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.env, capture_output=True, text=True,
            check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def publish(self, rows):
        return json.loads(self.run("tests/publishing/publish_one.py", str(rows)))

    def worker(self):
        return self._start(
            "worker", "-m", "celery", "-A", "config", "worker", "--concurrency", "1",
            "--loglevel", "INFO",
        )  # fmt: skip

    def sweeper(self, *arguments):
        return self._start("sweeper", MANAGE, "sweep", *arguments)

    def _start(self, name, *command):
        process = Process([sys.executable, *command], env=self.env, folder=self.var, name=name)
        self.started.append(process)
        return process

    def stop(self):
        for process in self.started:
            process.kill()

    def query(self, sql):
        connection = sqlite3.connect(self.var / "portal.sqlite3", timeout=20)
        try:
            cursor = connection.cursor()
            cursor.execute(sql)
            return cursor.fetchall()
        finally:
            connection.close()

    def state(self):
        return self.query("SELECT state FROM publishing_rendition")[0][0]

    def wait_for(self, state, seconds=60):
        said = "\n".join(process.said() for process in self.started)
        wait_until(lambda: self.state() == state, seconds=seconds, what=f"{state}\n{said}")

    def assert_published_once(self, *, attempts):
        """One edition, public, with one whole file."""
        [(number, tries, sha256, file)] = self.query(
            "SELECT e.number, r.attempts, r.sha256, r.file FROM publishing_document d"
            " JOIN publishing_edition e ON e.id = d.current_edition_id"
            " JOIN publishing_rendition r ON r.edition_id = e.id"
        )
        assert (number, tries) == (1, attempts)
        assert self.query("SELECT count(*) FROM publishing_edition") == [(1,)]
        files = [path for path in (self.var / "media").rglob("*") if path.is_file()]
        assert files == [self.var / "media" / file]
        assert hashlib.sha256(files[0].read_bytes()).hexdigest() == sha256
        moves = "SELECT action FROM records_change WHERE action LIKE 'rendition.%'"
        assert self.query(moves) == [("rendition.ready",)]


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """An empty database, made once and copied for each test."""
    installation = Installation(tmp_path_factory.mktemp("migrated"))
    installation.run(MANAGE, "migrate", "--skip-checks", "-v", "0")
    return installation.var / "portal.sqlite3"


@pytest.fixture
def install(migrated, tmp_path):
    """Start an installation; whatever it started is ended after the test."""
    made = []

    def make(**environment):
        var = tmp_path / "var"
        var.mkdir()
        shutil.copy(migrated, var)
        made.append(Installation(var, **environment))
        return made[-1]

    yield make
    for installation in made:
        installation.stop()


@pytest.fixture
def own_redis(tmp_path):
    server = Redis(tmp_path)
    yield server
    server.process.kill()


def rendering_in(group):
    """The render children among the processes that a test's program started."""
    return [p for p in running() if p.group == group and "render_child" in p.command]


def kill_without_its_children(program):
    """SIGKILL for the worker alone; its render child must see to its own end."""
    for process in running():
        if process.group == program.pid and "render_child" not in process.command:
            os.kill(process.pid, signal.SIGKILL)


def test_a_worker_killed_in_the_middle_of_a_render_loses_nothing(install):
    portal = install()
    worker = portal.worker()
    portal.publish(LARGE)
    portal.wait_for("rendering")
    wait_until(lambda: rendering_in(worker.pid), seconds=10, what="the renderer runs")
    kill_without_its_children(worker)
    wait_until(lambda: not rendering_in(worker.pid), seconds=2, what="the render child ended")
    assert portal.state() == "rendering"
    portal.sweeper()
    portal.wait_for("ready")
    portal.assert_published_once(attempts=2)


def test_a_sweeper_told_to_stop_gives_back_what_it_was_making(install):
    portal = install()
    portal.publish(LARGE)
    sweeper = portal.sweeper()
    portal.wait_for("rendering")
    wait_until(lambda: rendering_in(sweeper.pid), seconds=10, what="the renderer runs")
    sweeper.process.terminate()
    assert sweeper.process.wait(3) == 0
    assert rendering_in(sweeper.pid) == []
    assert portal.query("SELECT state, attempts FROM publishing_rendition") == [("waiting", 0)]


@pytest.mark.parametrize("fault", ["stopped", "frozen"])
def test_a_broker_that_is_down_at_publish_loses_nothing(install, own_redis, fault):
    portal = install(REDIS_URL=own_redis.url)
    if fault == "stopped":
        own_redis.stop()
    else:
        os.kill(own_redis.process.pid, signal.SIGSTOP)
    published = portal.publish(SMALL)
    assert published["took"] < 5
    assert portal.state() == "waiting"
    portal.sweeper()
    portal.wait_for("ready")
    portal.assert_published_once(attempts=1)


def test_a_broker_emptied_after_publish_loses_nothing(install, own_redis):
    portal = install(REDIS_URL=own_redis.url)
    portal.publish(SMALL)
    queue = redis.Redis.from_url(own_redis.url)
    assert queue.llen("celery") == 1
    queue.flushall()
    assert queue.llen("celery") == 0
    portal.sweeper()
    portal.wait_for("ready")
    portal.assert_published_once(attempts=1)


def test_a_hint_makes_the_worker_start_without_the_sweeper(install, own_redis):
    portal = install(REDIS_URL=own_redis.url)
    worker = portal.worker()
    wait_until(lambda: "ready." in worker.said(), seconds=30, what="the worker is ready")
    portal.publish(SMALL)
    portal.wait_for("ready")
    portal.assert_published_once(attempts=1)
