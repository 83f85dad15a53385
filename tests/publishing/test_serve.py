"""`manage.py serve`: everything starts, and nothing is left behind, however it ends."""

import os
import signal
import subprocess
import sys

import pytest

from tests.publishing.processes import running
from tests.servers import MANAGE, Process, clean_environment, free_port, wait_until

pytestmark = pytest.mark.once


class Served:
    """A portal served for one test."""

    def __init__(self, var):
        self.port = free_port()
        self.env = clean_environment(
            PORTAL_VAR=str(var), PORT=str(self.port), DJANGO_SETTINGS_MODULE="config.settings"
        )
        self.process = Process(
            [sys.executable, MANAGE, "serve"], env=self.env, folder=var, name="serve"
        )
        self.groups = set()
        wait_until(self._tells_its_address, seconds=60, what="it tells its address")
        # The parts, each the first of a process group of its own, by what serve started.
        self.groups = {p.pid for p in running() if p.parent == self.process.pid}

    def _tells_its_address(self):
        assert self.process.alive(), self.process.said()
        return f"http://127.0.0.1:{self.port}/" in self.process.said()

    def left(self):
        return [p for p in running() if p.group in self.groups | {self.process.pid}]

    def part(self, words):
        return next(p.pid for p in running() if p.pid in self.groups and words in p.command)


@pytest.fixture
def served(tmp_path):
    running = Served(tmp_path)
    yield running
    for group in [running.process.pid, *running.groups]:
        try:
            os.killpg(group, signal.SIGKILL)
        except ProcessLookupError:
            continue


def test_serve_asked_to_stop_leaves_nothing(served):
    assert len(served.groups) == 5  # web, worker, sweeper, beat and the minder
    second = subprocess.run(
        [sys.executable, MANAGE, "serve"], env=served.env, capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip
    assert second.returncode != 0
    assert f"Port {served.port} is taken by another program" in second.stderr
    served.process.process.terminate()
    assert served.process.process.wait(25) == 0
    assert served.left() == []


def test_serve_killed_leaves_nothing(served):
    os.kill(served.process.pid, signal.SIGKILL)
    served.process.process.wait()
    wait_until(lambda: not served.left(), seconds=25, what="all parts ended", every=0.5)


@pytest.mark.parametrize(("name", "words"), [("worker", "celery"), ("sweeper", "sweep")])
def test_serve_stops_when_one_part_dies(served, name, words):
    os.kill(served.part(words), signal.SIGKILL)
    assert served.process.process.wait(30) == 1
    assert f"The {name} ended by itself" in served.process.said()
    assert served.left() == []
