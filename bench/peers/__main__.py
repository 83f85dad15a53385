"""The portal beside what people would use instead: medians of processor time, in one run.

``make bench`` installs the others into .venv-bench; ``python -m bench.peers`` asks them alone.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import django
import page as checker

from bench.imports import content
from bench.publishing import ALONE
from tests.prepared import copy_migrated_database
from tests.servers import MANAGE, ROOT, clean_environment

TURNS, VISITS, ROWS = 3, 15, 2_000
PEERS = f"{ROOT}/.venv-bench/bin/python"
CHROMIUM = ["chromium", "--headless", "--no-sandbox", "--no-zygote", "--disable-gpu",
            "--disable-dev-shm-usage", "--no-pdf-header-footer"]  # fmt: skip


def main():
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as var:
        copy_migrated_database(f"{var}/portal.sqlite3")
        env = clean_environment(
            PORTAL_VAR=var, DJANGO_SETTINGS_MODULE="config.settings", DEMO_PASSWORD="bench-only"
        )
        subprocess.run([sys.executable, MANAGE, "load_demo"], env=env, check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        os.environ.update(env)
        django.setup()
        sample = import_module("bench.samples").south_lakeland()
        folder = Path(var)
        pages(sample, folder)
        prints(sample, folder)
        imports(folder)


def pages(sample, folder):
    """The plan's page by Django beside a Wagtail page of the same words."""
    public_address = import_module("plans.documents.address").public_address
    client = import_module("django.test").Client(HTTP_HOST="127.0.0.1")
    document, address = sample.plan.document, public_address(sample.plan).page
    document.current_edition = document.editions.first()  # no worker makes its PDF here
    document.save()
    times = []
    for _ in range(VISITS):
        began = time.process_time()
        answer = client.get(address)
        times.append(1000 * (time.process_time() - began))
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
    ours = statistics.median(times)
    words = folder / "words.html"
    words.write_text(sample.fragment)
    theirs = peer("wagtail_page", words, folder)["ms"]
    print(f"page made by the portal {ours:.1f} ms, by Wagtail {theirs:.1f} ms: {theirs / ours:.2f}")


def prints(sample, folder):
    """The same HTML made a PDF: processor time of the whole process, and what a checker says."""
    source = folder / "plan.html"
    source.write_text(sample.html())
    ways = {
        "WeasyPrint": lambda to: [sys.executable, "-c", ALONE, source, to],
        "Chromium": lambda to: [*CHROMIUM, f"--print-to-pdf={to}", source.as_uri()],
        "typst": lambda to: [PEERS, "-m", "bench.peers.typst_pdf", source, to],
    }
    taken = {name: [] for name in ways}
    for _ in range(TURNS):
        for name, command in ways.items():
            taken[name].append(cpu_of(command(folder / f"{name}.pdf")))
    first = statistics.median(taken["WeasyPrint"])
    for name, seconds in taken.items():
        median = statistics.median(seconds)
        report = checker.validate_pdf(folder / f"{name}.pdf", profile="ua1")
        heading = f"PDF by {name}: {median:.2f} s, {median / first:.2f} of WeasyPrint's"
        print(heading, report, sep="\n")


def imports(folder):
    """The same rows brought in by the portal, with its checks and history, and by the other."""
    files = import_module("bench.contributions")
    files.bring_in(content(200, "warm "))
    began = time.process_time()
    files.bring_in(content(ROWS))
    ours = time.process_time() - began
    file = folder / "rows.csv"
    file.write_bytes(content(ROWS))
    theirs = peer("import_export", file, folder)["seconds"]
    print(f"{ROWS:,} rows by the portal {ours:.2f} s, by django-import-export {theirs:.2f} s: "
          f"{theirs / ours:.2f}")  # fmt: skip


def peer(name, *arguments):
    done = subprocess.run(
        [PEERS, "-m", f"bench.peers.{name}", *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def cpu_of(command):
    """Seconds of processor time of a command and of what it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    main()
