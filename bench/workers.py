"""Plans published at once, made by 1, 2 and 4 workers; and one correction behind all of them.

    python -m bench.workers [--plans 300] [--workers 1 2 4]

Each worker is a program of its own on one PostgreSQL and one Redis. Seconds on the clock from the
first hint to the last file, and processor seconds of the workers with all that they started.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.servers import (
    MANAGE,
    ROOT,
    PostgreSQL,
    Process,
    Redis,
    clean_environment,
    wait_until,
)

TICKS = os.sysconf("SC_CLK_TCK")
ASKED = """
import json, sys
import django; django.setup()
from django.utils import timezone
from partnership.models import Partnership
from publishing.models import Document, Rendition
from publishing.workflow import publish
of, _ = Partnership.objects.get_or_create(slug="bench", defaults={
    "name": "Bench", "short_name": "B", "place_name": "B"})
TEXT = "<h2 id='a'>Words</h2>" + "<p>What we will do together this year, and with whom.</p>" * 20
def edition(slug, words, note=""):
    document, _ = Document.objects.get_or_create(partnership=of, kind="plan", slug=slug,
        defaults={"title": "A plan"})
    return publish(document, title="A plan", fragment=f"{TEXT}<p>{words}</p>",
        snapshot={"title": "A plan", "summary": []}, change_note=note, by=None, now=timezone.now())
for line in sys.stdin:
    command, *words = line.split()
    said = 0
    if command == "publish":
        for number in range(int(words[1])):
            edition(f"{words[0]}-{number}", "One")
    if command == "correct":
        said = edition("corrected", words[0], "A number was wrong.").pk
    if command == "left":
        said = Rendition.objects.exclude(state="ready").count()
    if command == "made":
        said = int(not Rendition.objects.filter(edition=words[0]).exclude(state="ready").exists())
    print(json.dumps(said), flush=True)
"""


class Bench:
    """A database, a broker, and somebody who publishes and looks."""

    def __init__(self, var):
        self.var = Path(var)
        self.database, self.redis = PostgreSQL(), Redis(var)
        self.env = clean_environment(
            PORTAL_VAR=var, DATABASE_URL=self.database.url, REDIS_URL=self.redis.url,
            SECRET_KEY="of this bench alone", FORMATS="pdf",
            DJANGO_SETTINGS_MODULE="config.settings",
            PYTHONPATH=str(ROOT), LEASE_SECONDS="120",
        )  # fmt: skip
        subprocess.run(
            [sys.executable, MANAGE, "migrate", "-v", "0"], env=self.env, cwd=ROOT, check=True
        )
        self.publisher = subprocess.Popen(
            [sys.executable, "-c", ASKED], env=self.env, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.turn = 0

    def close(self):
        self.publisher.stdin.close()
        self.publisher.wait(30)
        self.redis.stop()
        self.database.stop()

    def ask(self, *words):
        self.publisher.stdin.write(" ".join(map(str, words)) + "\n")
        self.publisher.stdin.flush()
        return json.loads(self.publisher.stdout.readline())

    def workers(self, number):
        self.turn += 1
        started = [
            Process(
                [
                    sys.executable, "-m", "celery", "-A", "config", "worker", "--queues", "render",
                    "--concurrency", "1", "--loglevel", "INFO", "--without-gossip",
                    "--without-mingle", "--hostname", f"w{self.turn}-{one}@bench",
                ],
                env=self.env, folder=self.var, name=f"worker-{self.turn}-{one}",
            )
            for one in range(number)
        ]  # fmt: skip
        for one in started:
            wait_until(lambda one=one: "ready." in one.said(), seconds=180, what="a worker")
        return started

    def publish(self, plans):
        self.turn += 1
        self.ask("publish", f"plan-{self.turn}", plans)

    def timed(self, *question, until):
        began = time.monotonic()
        wait_until(lambda: self.ask(*question) == until, seconds=7200, what="files", every=0.05)
        return time.monotonic() - began


def row(bench, number, plans):
    """Publish while no worker runs but the processes are up: they wait for the first hint."""
    bench.publish(plans)
    began = time.monotonic()
    workers = bench.workers(number)
    bench.timed("left", until=0)
    took = time.monotonic() - began
    used = sum(cpu_of(one.pid) for one in workers)
    for one in workers:
        one.stop()
    return took, used


def cpu_of(group):
    """Processor seconds of a process group and of all children that it has waited for."""
    used = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            used += sum(map(int, fields[11:15]))
    return used / TICKS


def correction(bench, words):
    """Seconds until a correction's file is whole."""
    began = time.monotonic()
    edition = bench.ask("correct", words)
    bench.timed("made", edition, until=1)
    return time.monotonic() - began


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--plans", type=int, default=300)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    asked = parser.parse_args()
    print(f"{asked.plans} plans, {os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as var:
        bench = Bench(var)
        try:
            _table(bench, asked)
            _urgent(bench, asked.plans)
        finally:
            bench.close()


def _table(bench, asked):
    print(f"{'workers':>8}{'seconds':>10}{'times':>8}{'CPU s':>8}{'ms a plan':>11}")
    first = None
    for number in asked.workers:
        took, used = row(bench, number, asked.plans)
        first = first or took
        each = 1000 * used / asked.plans
        print(f"{number:>8}{took:>10.1f}{first / took:>8.2f}{used:>8.1f}{each:>11.0f}", flush=True)


def _urgent(bench, plans):
    workers = bench.workers(1)
    correction(bench, "first")  # what is corrected must be public
    idle = sorted(correction(bench, f"idle-{turn}") for turn in range(3))[1]
    bench.publish(plans)
    behind = correction(bench, "behind")
    left = bench.ask("left")
    print(f"A correction: {idle:.2f} s in quiet, {behind:.2f} s behind {plans} plans "
          f"({left} of them still waited), {behind / idle:.1f} times.")  # fmt: skip
    for one in workers:
        one.stop()


if __name__ == "__main__":
    main()
