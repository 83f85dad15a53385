"""The two shapes in which the portal is run, each complete and of a drill's own.

`SQLite`: one file, and a queue of files. `PostgreSQL`: a server of the run's own, with a database
for each drill, and a Redis for each drill. Both begin with the same world (world.py), made once.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import psycopg2

from tests import servers
from tests.drills.outcome import Outcome
from tests.drills.people import PASSWORD, PATIENCE, Officer, reading
from tests.prepared import copy_migrated_database
from tests.publishing.processes import running
from tests.servers import MANAGE, ROOT, Process, clean_environment, free_port

PLANS = ("large", "small", "second", "third", "fourth", "fifth")
# Where programs die their leases must end soon. A machine that is busy elsewhere may outlast such a
# lease, and then a file is rightly begun again: who counts attempts takes the unending one.
QUICK = {"LEASE_SECONDS": "3", "SWEEP_SECONDS": "1", "COPY_AGAIN_SECONDS": "5"}
UNENDING = 600


class Shape(Outcome):
    """An installation with a var/ of its own, and the processes that a drill starts on it."""

    def __init__(self, made, *, seed, **environment):
        self._folder = tempfile.TemporaryDirectory(
            prefix="portal-drill-", ignore_cleanup_errors=True
        )
        self.var = Path(self._folder.name)
        self.random = random.Random(seed)
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.started = []
        self.recovered = []  # seconds, for the summary
        self.env = clean_environment(
            PORTAL_VAR=str(self.var),
            PORT=str(self.port),
            SITE_URL=self.base,
            DJANGO_SETTINGS_MODULE="config.settings",
            PYTHONPATH=str(ROOT),
            SECRET_KEY="only for this drill",
            SECOND_FACTOR="offered",
            FORMATS="pdf",
            **QUICK,
            **self.connections(made),
        ) | {key: str(value) for key, value in environment.items()}
        if made:
            shutil.copytree(made.var / "media", self.var / "media")
            (self.var / "static").symlink_to(made.var / "static")

    # ---- what differs

    def connections(self, made):
        """Make the database, and say what environment leads to it."""
        raise NotImplementedError

    def query(self, sql, *values):
        """Look into the database past the portal; values stand as %s."""
        raise NotImplementedError

    # ---- made once

    def make_world(self):
        """What every drill of this shape begins with."""
        self.manage("collectstatic", "--no-input", "-v", "0")
        self.run("tests/drills/world.py", PASSWORD, *PLANS)

    def manage(self, *command):
        return self.run(MANAGE, *command)

    def run(self, *command):
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.env, capture_output=True, text=True,
            check=False, timeout=900,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout

    # ---- processes

    def start_web(self, port=None, workers=1):
        """A web server that answers; a second one on another port serves the same site."""
        port = port or self.port
        web = self.start(
            f"web-{port}", "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
            "--port", str(port), "--workers", str(workers), "--blocking-threads", "4",
            "--backpressure", "128", "--no-ws", "--log-level", "warning", "config.wsgi:application",
        )  # fmt: skip
        live = Officer(f"http://127.0.0.1:{port}")

        def answers():
            assert web.alive() and "Traceback" not in web.said(), "the web server did not start"
            return live.get("/health/live").status == 200

        self.wait_for(answers, what="the web answers")
        return web

    def start_worker(self, ready=True):
        worker = self.start(
            "worker", "-m", "celery", "-A", "config", "worker", "--concurrency", "1",
            "--loglevel", "INFO", "--without-gossip", "--without-mingle",
        )  # fmt: skip
        if ready:
            self.wait_for(lambda: "ready." in worker.said(), what="the worker is ready")
        return worker

    def start_sweeper(self):
        return self.start("sweeper", MANAGE, "sweep")

    def start(self, name, *command):
        process = Process([sys.executable, *command], env=self.env, folder=self.var, name=name)
        self.started.append(process)
        return process

    def close(self):
        for process in self.started:
            process.kill()
        self._folder.cleanup()

    def said(self):
        """The last words of everything that was started, for a drill that has failed."""
        return "\n".join(f"--- {p.log.name}\n{p.said()[-3000:]}" for p in self.started)

    # ---- people

    def officer(self):
        """The officer, signed in."""
        officer = Officer(self.base)
        assert "/workspace/" in officer.sign_in().url
        return officer

    def readers(self, plan, **more):
        """The public at a plan's page and its PDF, for as long as the drill takes."""
        page = f"/drill-place/plans/{plan}/"
        bases = more.pop("bases", [self.base])
        return reading([page, f"{page}plan.pdf"], bases, **more)

    def address(self, plan, what=""):
        """Where the officer works on a plan: ``publish/``, ``submit/``."""
        [(uid,)] = self.query("SELECT uid FROM plans_plan WHERE slug = %s", plan)
        return f"/workspace/plans/{uuid.UUID(str(uid))}/{what}"

    def assert_pages_go_on(self, officer, plan="second"):
        """Other pages of the officer's answer, in time."""
        for path in ("/workspace/", self.address(plan), self.address(plan, "agree/")):
            answer = officer.get(path)
            assert (answer.status, answer.took < PATIENCE) == (200, True), (path, answer.took)

    def publish(self, officer, plan):
        """As the officer does, who is answered in time."""
        address = self.address(plan, "publish/")
        answer = officer.post(address, change_note="Other words.", when="now")
        assert "/workspace/editions/" in answer.url, (answer.status, answer.words[:2000])
        assert answer.took < PATIENCE, answer.took
        return answer

    def sleep(self, most):
        """Until a moment of the seed's choice."""
        time.sleep(self.random.uniform(0, most))

    def media(self, name):
        return self.var / "media" / name

    def rendering(self):
        """The programs that make a file at this moment, of whatever this drill has started."""
        groups = {process.pid for process in self.started}
        return [p for p in running() if p.group in groups and "render_child" in p.command]


class SQLite(Shape):
    """One machine: everything in var/."""

    name = "sqlite"

    def connections(self, made):
        if made:
            shutil.copyfile(made.file, self.file)
        else:
            copy_migrated_database(self.file)
        return {}

    @property
    def file(self):
        return self.var / "portal.sqlite3"

    def make_world(self):
        super().make_world()
        connection = sqlite3.connect(self.file)  # one file without its log, to be copied
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    def query(self, sql, *values):
        connection = sqlite3.connect(self.file, timeout=20)
        try:
            return connection.execute(sql.replace("%s", "?"), values).fetchall()
        finally:
            connection.close()


class PostgreSQL(Shape):
    """Several machines' worth: a database server, and a Redis for hints and limits."""

    name = "postgresql"
    server = None  # one for the run

    def connections(self, made):
        self.database = f"drill_{os.getpid()}_{time.time_ns()}"
        template = made.database if made else "template0"
        self._on_server(f"CREATE DATABASE {self.database} TEMPLATE {template}")
        # A crash before the first checkpoint would set a copied database's sequences back.
        self._on_server("CHECKPOINT")
        self.url = f"{self.server.url.rpartition('/')[0]}/{self.database}"
        self.redis = servers.Redis(self.var)
        return {"DATABASE_URL": self.url, "REDIS_URL": self.redis.url}

    def _on_server(self, sql):
        connection = psycopg2.connect(self.server.url)
        connection.autocommit = True
        try:
            connection.cursor().execute(sql)
        finally:
            connection.close()

    def make_world(self):
        self.manage("migrate", "--no-input", "-v", "0")
        super().make_world()

    def query(self, sql, *values):
        connection = psycopg2.connect(self.url, connect_timeout=5)
        connection.autocommit = True
        try:
            cursor = connection.cursor()
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def close(self):
        super().close()
        self.redis.process.kill()
        self._on_server(f"DROP DATABASE IF EXISTS {self.database} WITH (FORCE)")
