"""Fifty readers, five editors and a publish every ten seconds, on each shape: ``make load``.

    python -m bench.load [--seconds 300] [--shape sqlite|postgresql]

Prints how long answers took, by kind, and ends with 1 where one was a server's fault, or where a
text that was acknowledged is not there afterwards. The clients share the machine with the portal.
"""

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from urllib.parse import urlsplit

from tests import servers
from tests.drills.people import PASSWORD, Officer
from tests.drills.shapes import PostgreSQL, SQLite
from tests.servers import ROOT

READERS, EDITORS, PUBLISH_EVERY = 50, 5, 10
READ_EVERY, SAVE_EVERY, STALE_EVERY = 1.0, 2.0, 5  # seconds, seconds, saves
PLAN = "/drill-place/plans/second/"
PAGES = {"page": PLAN, "file": f"{PLAN}plan.pdf", "list": "/drill-place/plans/"}
HEADS = ("kind", "answers", "median ms", "p95", "p99", "max")
PREPARE = """
import datetime, sys
import django; django.setup()
from partnership.models import Partnership, Role, User
from plans.models import Block, Plan, Section
of = Partnership.objects.get(slug="drill-place")
start = datetime.date(2027, 4, 1)
plan = Plan.objects.create(partnership=of, slug="load", title="Load", year=2027, starts_on=start,
    ends_on=datetime.date(2028, 3, 31))
section = Section.objects.create(plan=plan, title="Words", order=1, anchor="words")
for number in range(int(sys.argv[2])):
    person = User.objects.create_user(f"load-{number}@drill.example", sys.argv[1], post="Officer")
    Role.objects.create(user=person, kind="officer", partnership=of,
        from_date=datetime.date(2026, 1, 1))
    print(Block.objects.create(section=section, order=number + 1, kind="text", text="").uid)
"""
PUBLISHER = """
import sys
import django; django.setup()
from django.utils import timezone
from publishing.models import Document
from publishing.workflow import publish
for line in sys.stdin:
    document = Document.objects.get(slug="second", kind="plan")
    last = document.newest_edition
    publish(document, title=last.title, fragment=f"{last.fragment}<p>{line.strip()}</p>",
        snapshot=last.snapshot, change_note="Other words.", by=None, now=timezone.now())
    print("published", flush=True)
"""


class Load:
    """All who use a portal at once, and what they were answered."""

    def __init__(self, shape):
        self.shape = shape
        self.took, self.statuses = defaultdict(list), Counter()
        self.acknowledged, self.faults = [], []
        self.stopped = threading.Event()
        self.published = 0

    def start_portal(self):
        """As `manage.py serve` does, or as one machine among several."""
        self.shape.start_web(workers=2)
        self.shape.start_worker()
        self.shape.start_sweeper()
        self.blocks = self.shape.run("-c", PREPARE, PASSWORD, str(EDITORS)).split()

    def run(self, seconds):
        """Everybody at once, for so many seconds."""
        people = [threading.Thread(target=self._read, args=(n,)) for n in range(READERS)]
        editors = [self._signed_in(number) for number in range(EDITORS)]
        people += [
            threading.Thread(target=self._edit, args=(number, editor))
            for number, editor in enumerate(editors)
        ]
        people.append(threading.Thread(target=self._publish))
        for one in people:
            one.start()
        self.stopped.wait(seconds)
        self.stopped.set()
        for one in people:
            one.join(90)

    def _note(self, kind, status, took):
        self.took[kind].append(took)
        self.statuses[status] += 1
        if status >= 500 or status == 0:
            self.faults.append(f"{kind}: {status} after {took:.1f} s")

    # ---- readers

    def _read(self, number):
        names = list(PAGES)
        connection = http.client.HTTPConnection(urlsplit(self.shape.base).netloc, timeout=60)
        while not self.stopped.wait(READ_EVERY):
            number += 1
            kind = names[number % len(names)]
            began = time.monotonic()
            try:
                connection.request("GET", PAGES[kind])
                answer = connection.getresponse()
                answer.read()
                status = answer.status
            except (OSError, http.client.HTTPException):
                connection.close()
                status = 0
            self._note(kind, status, time.monotonic() - began)

    # ---- editors

    def _signed_in(self, number):
        editor = Officer(self.shape.base, f"load-{number}@drill.example")
        answer = editor.sign_in()
        if "/workspace/" not in answer.url:
            raise RuntimeError(answer.words[:500])
        self._note("sign-in", answer.status, answer.took)
        return editor

    def _edit(self, number, editor):
        """Type on in a text; now and then as from a window that was left open for long."""
        block, text, version = self.blocks[number], "", 1
        count = 0
        while not self.stopped.wait(SAVE_EVERY):
            count += 1
            words = f"Words {count} of editor {number}."
            status, said = self._save(editor, block, f"{text}<p>{words}</p>", version)
            if status == 200:
                text, version = said["html"], said["version"]
                self.acknowledged.append((block, words))
            if count % STALE_EVERY == 0:
                status, _ = self._save(editor, block, f"<p>An old window {count}.</p>", 1)
                if status != 409:
                    self.faults.append(f"a stale save was answered by {status}")

    def _save(self, editor, block, text, version):
        token = next((c.value for c in editor.cookies if c.name == "csrf"), "")
        headers = {"Content-Type": "application/json", "X-CSRFToken": token}
        sent = json.dumps({"text": text, "base_version": version})
        answer = editor.send(f"/workspace/blocks/{block}/text/", sent, headers)
        self._note("save", answer.status, answer.took)
        return answer.status, json.loads(answer.body) if answer.status == 200 else {}

    # ---- publishing

    def _publish(self):
        publisher = subprocess.Popen(
            [sys.executable, "-c", PUBLISHER], env=self.shape.env, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        while not self.stopped.wait(PUBLISH_EVERY):
            began = time.monotonic()
            publisher.stdin.write(f"Published at {began}.\n")
            publisher.stdin.flush()
            if not publisher.stdout.readline():
                self.faults.append("publishing failed")
                break
            self.took["publish"].append(time.monotonic() - began)
            self.published += 1
        publisher.stdin.close()
        publisher.wait(60)

    # ---- what came of it

    def lost(self):
        """Every text that was acknowledged and is not there."""
        kept = {}
        for uid, text in self.shape.query("SELECT uid, text FROM plans_block"):
            kept[str(uid).replace("-", "")] = text
        return [
            words
            for block, words in self.acknowledged
            if f"{words}<" not in kept[block.replace("-", "")]
        ]

    def table(self):
        """Lines of how long answers took."""
        yield "{:<10}{:>9}{:>11}{:>9}{:>9}{:>9}".format(*HEADS)
        for kind, seconds in sorted(self.took.items()):
            ms = [1000 * one for one in seconds]
            cuts = statistics.quantiles(ms, n=100, method="inclusive") if len(ms) > 1 else ms * 99
            row = (kind, len(ms), statistics.median(ms), cuts[94], cuts[98], max(ms))
            yield "{:<10}{:>9}{:>11.0f}{:>9.0f}{:>9.0f}{:>9.0f}".format(*row)


def measure(shape, seconds):
    """Load one installation; whether nothing was lost and nothing failed."""
    load = Load(shape)
    load.start_portal()
    load.run(seconds)
    lost = load.lost()
    print(f"\n{shape.name}, {seconds} s, load of the machine {os.getloadavg()[0]:.1f}")
    print(*load.table(), sep="\n")
    server_faults = sum(count for status, count in load.statuses.items() if status >= 500)
    print(
        f"{load.published} editions; {server_faults} answers of 5xx, {load.statuses[0]} without an "
        f"answer; {len(lost)} of {len(load.acknowledged)} acknowledged edits lost."
    )
    for fault in [*load.faults[:10], *lost[:10]]:
        print(f"  {fault}")
    return not lost and not load.faults and load.acknowledged != []


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--shape", choices=("sqlite", "postgresql"))
    asked = parser.parse_args()
    well = []
    for kind in (SQLite, PostgreSQL):
        if asked.shape in (None, kind.name):
            well.append(_on(kind, asked.seconds))
    sys.exit(0 if all(well) else 1)


def _on(kind, seconds):
    server = PostgreSQL.server = servers.PostgreSQL() if kind is PostgreSQL else None
    made = kind(None, seed="load")
    try:
        made.make_world()
        shape = kind(made, seed="load", SWEEP_SECONDS=15, LEASE_SECONDS=30)
        try:
            return measure(shape, seconds)
        finally:
            shape.close()
    finally:
        made.close()
        if server:
            server.stop()


if __name__ == "__main__":
    main()
