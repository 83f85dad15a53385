"""Two web machines with one database, one Redis and one bucket, and no disk between them."""

import http.client
import sys
import time

import pytest

from tests.buckets import S3
from tests.servers import MANAGE, Process, free_port

pytestmark = pytest.mark.shape("postgresql")

WITHDRAW = """
from django.utils import timezone
from publishing.models import Document
from publishing.workflow import withdraw
withdraw(Document.objects.get(slug="second", kind="plan"), reason="A name in it.", by=None,
    now=timezone.now())
"""
TAKE_OUT = """
from django.utils import timezone
from partnership.models import User
from publishing.models import Document
from publishing.workflow.taking_out import take_out
take_out(Document.objects.get(slug="second", kind="plan").current_edition, reason="A name in it.",
    by=User.objects.get(email="officer@drill.example"), now=timezone.now())
"""
PAGE = "/drill-place/plans/second/"


class Machine:
    """A machine of its own: a folder, a web server and somebody who copies."""

    def __init__(self, shape, name):
        self.shape, self.port, self.var = shape, free_port(), shape.var / name
        self.var.mkdir()
        (self.var / "static").symlink_to((shape.var / "static").resolve())
        env = shape.env | {"PORTAL_VAR": str(self.var)}
        web = [
            "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port",
            str(self.port), "--workers", "1", "--no-ws", "config.wsgi:application",
        ]  # fmt: skip
        for part, command in (("web", web), ("copier", [MANAGE, "copy_public", "--stay"])):
            command = [sys.executable, *command]
            process = Process(command, env=env, folder=self.var, name=f"{name}-{part}")
            shape.started.append(process)

    def get(self, path):
        """Ask as a reader of the site does; status, words, and whether it was a copy."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers={"Host": f"127.0.0.1:{self.shape.port}"})
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers.get("Accept-Ranges") == "bytes"
        except OSError:
            return 0, b"", False
        finally:
            connection.close()

    def copied(self, words):
        status, body, copy = self.get(PAGE)
        return status == 200 and words in body and copy


@pytest.fixture
def bucket():
    server = S3()
    yield server
    server.close()


@pytest.fixture
def machines(install, bucket):
    shape = install(**bucket.environment)
    for file in (shape.var / "media").rglob("*"):
        if file.is_file():
            bucket.put(str(file.relative_to(shape.var / "media")), file.read_bytes())
    (shape.var / "media").rename(shape.var / "not-used")
    shape.start_web()
    shape.start_worker()
    shape.start_sweeper()
    return shape, [Machine(shape, name) for name in ("one", "other")]


def both_copy(shape, machines, words):
    for machine in machines:
        shape.wait_for(lambda m=machine: m.copied(words), what=f"{words} is copied")


def test_what_changes_changes_on_both_machines(machines, bucket):
    shape, machines = machines
    both_copy(shape, machines, b"Words of edition 1")

    shape.publish(shape.officer(), "second")
    one, other = machines
    shape.wait_for(lambda: b"Words of edition 2" in one.get(PAGE)[1], what="a correction")
    assert b"Words of edition 2" in other.get(PAGE)[1]  # at the very next request
    both_copy(shape, machines, b"Words of edition 2")
    pdf = f"{PAGE}plan.pdf"
    assert one.get(pdf)[1] == other.get(pdf)[1] != b""

    shape.manage("shell", "-c", WITHDRAW)
    for machine in machines:
        assert b"A name in it." in machine.get(PAGE)[1]
    both_copy(shape, machines, b"A name in it.")

    shape.manage("shell", "-c", TAKE_OUT)
    for machine in machines:
        assert [machine.get(path)[0] for path in (PAGE, pdf)] == [410, 410]
    assert not (shape.var / "media").exists()


def test_readers_go_on_while_the_bucket_is_away_and_a_plan_is_published_after_it(machines, bucket):
    shape, machines = machines
    both_copy(shape, machines, b"Words of edition 1")
    officer = shape.officer()
    bucket.stop()
    shape.publish(officer, "second")
    shape.assert_pages_go_on(officer, plan="third")
    for machine in machines:
        status, body, _ = machine.get(f"{PAGE}plan.pdf")
        assert (status, body[:5]) == (200, b"%PDF-")

    bucket.start()
    back = time.monotonic()
    for machine in machines:
        shape.wait_for(lambda m=machine: m.copied(b"Words of edition 2"), what="published")
    shape.recovered.append(time.monotonic() - back)
    assert shape.recovered[-1] < 120
