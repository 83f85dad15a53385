"""Servers that a test starts for itself on free ports, to use or to kill as it likes."""

import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg2
import redis

from tests.machine import program

ROOT = Path(__file__).resolve().parent.parent
MANAGE = str(ROOT / "manage.py")
# What would turn a first-run installation into somebody's production.
NOT_INHERITED = (
    "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SITE_URL", "PORT", "PORTAL_VAR", "MEDIA_ROOT",
    "DEBUG", "DEMO_PASSWORD", "S3_BUCKET", "S3_ENDPOINT_URL", "S3_REGION",
)  # fmt: skip


# A bound for what ends at once on a quiet machine, so that a busy one fails no test.
PATIENT = 60


def free_port():
    """A port that stays free until its server has begun, and while it is restarted: below those
    that the system gives to whoever connects to something."""
    while True:
        port = random.SystemRandom().randrange(15_000, 30_000)
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port


def clean_environment(**changes):
    """The environment of this machine without anything that configures a portal."""
    kept = {key: value for key, value in os.environ.items() if key not in NOT_INHERITED}
    return kept | {"PYTHONUNBUFFERED": "1"} | changes


def wait_until(true, *, seconds, what, every=0.1):
    """Wait for something to become true, and say what did not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        result = true()
        if result:
            return result
        time.sleep(every)
    raise AssertionError(f"not within {seconds} s: {what}")


class Process:
    """A program in a session of its own, so that it can be ended with all its children."""

    def __init__(self, command, *, env, folder, name, user=None):
        self.log = Path(folder) / f"{name}.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL, start_new_session=True, user=user,
            )  # fmt: skip

    @property
    def pid(self):
        return self.process.pid

    def alive(self):
        return self.process.poll() is None

    def said(self):
        return self.log.read_text(errors="replace")

    def kill(self):
        """As a power cut would: the program and all its children, at once."""
        self._signal(signal.SIGKILL)
        self.process.wait(PATIENT)

    def stop(self, seconds=20):
        """As an administrator would: asked first, then ended."""
        if self.alive():
            self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            pass
        finally:
            self._signal(signal.SIGKILL)
            self.process.wait(PATIENT)

    def _signal(self, number):
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return


class Redis:
    """A Redis of the test's own."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self):
        command = [
            program("redis-server"), "--port", str(self.port), "--bind", "127.0.0.1",
            "--save", "", "--appendonly", "no", "--dir", str(self.folder),
        ]  # fmt: skip
        self.process = Process(command, env=clean_environment(), folder=self.folder, name="redis")
        wait_until(self._answers, seconds=PATIENT, what=f"Redis answers: {self.process.said()}")

    def _answers(self):
        try:
            return redis.Redis.from_url(self.url, socket_timeout=1).ping()
        except redis.RedisError:
            return False

    def stop(self):
        self.process.stop(5)


class PostgreSQL:
    """A PostgreSQL of the test's own, run by a user that is not root."""

    def __init__(self):
        self.user = "nobody" if os.getuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="portal-postgresql-"))
        if self.user:
            os.chown(self.folder, pwd.getpwnam(self.user).pw_uid, -1)
        self.port = free_port()
        self.url = f"postgresql://portal@127.0.0.1:{self.port}/postgres"
        self.environment = clean_environment(LC_ALL="C.UTF-8", HOME=str(self.folder))
        command = [
            program("initdb"), "-D", str(self.folder / "data"), "-U", "portal", "--auth", "trust",
            "--no-sync", "-E", "UTF8",
        ]  # fmt: skip
        subprocess.run(
            command, env=self.environment, user=self.user, cwd="/", check=True, capture_output=True
        )
        self.start()

    def start(self):
        command = [
            program("postgres"), "-D", str(self.folder / "data"), "-p", str(self.port),
            "-h", "127.0.0.1", "-k", str(self.folder), "-F",
        ]  # fmt: skip
        self.process = Process(
            command, env=self.environment, folder=self.folder, name="postgresql", user=self.user
        )
        wait_until(
            self._answers, seconds=PATIENT, what=f"PostgreSQL answers: {self.process.said()}"
        )

    def _answers(self):
        try:
            psycopg2.connect(self.url, connect_timeout=1).close()
            return True
        except psycopg2.OperationalError:
            return False

    def stop(self):
        """End it and remove its data."""
        self.process.process.send_signal(signal.SIGINT)  # PostgreSQL's "fast" shutdown
        self.process.stop(10)
        shutil.rmtree(self.folder, ignore_errors=True)
