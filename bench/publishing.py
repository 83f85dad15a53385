"""How long publishing takes beside the renderer alone, in one run: ``make bench``.

For the South Lakeland plan and for a plan of about 60 pages it publishes through a real portal
(web, worker, sweeper) and times from Publish to a downloaded PDF; in turn with it, it renders the
same HTML with WeasyPrint alone in a cold process. Medians of five pairs, seconds on the clock.
"""

import os
import statistics
import subprocess
import sys
import time
import urllib.request
from importlib import import_module
from pathlib import Path

import django

from tests.site import Site

PAIRS = 5
PAGES = 60
ALONE = """
import resource, sys, weasyprint
html = weasyprint.HTML(string=open(sys.argv[1]).read())
html.write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def main():
    with Site(password="bench-password-only") as site:
        os.environ.update(site.env)
        django.setup()
        samples = import_module("bench.samples")  # its models need Django set up
        heads = ("plan", "pages", "alone s", "portal s", "ratio", "less 1 s")
        print("{:<18}{:>6}{:>9}{:>10}{:>7}{:>10}".format(*heads))
        print(row("South Lakeland", samples.south_lakeland(), site))
        longer = samples.sixty_pages(PAGES)
        print(row("About 60 pages", longer, site))
        peak = worker_memory(longer, site)
        print(f"Peak memory of one process while it makes the longer plan: {peak} MB")


def row(name, sample, site):
    """One line of the table: medians of both, and their ratio with and without the queue."""
    alone, portal = [], []
    for _ in range(PAIRS):
        alone.append(render_alone(sample.html(), Path(site.var)))
        portal.append(publish_and_download(sample, site))
    one, other = statistics.median(alone), statistics.median(portal)
    ratio, without = other / one, (other - 1) / one
    return f"{name:<18}{sample.pages():>6}{one:>9.2f}{other:>10.2f}{ratio:>7.2f}{without:>10.2f}"


def render_alone(html, folder):
    source, target = folder / "alone.html", folder / "alone.pdf"
    source.write_text(html)
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", ALONE, source, target], check=True, capture_output=True)
    return time.perf_counter() - started


def publish_and_download(sample, site):
    started = time.perf_counter()
    number = sample.publish()
    while not sample.ready(number):
        time.sleep(0.02)
    with urllib.request.urlopen(f"{site.url}{sample.address(number)}") as answer:
        assert answer.read(5) == b"%PDF-"
    return time.perf_counter() - started


def worker_memory(sample, site):
    """The largest resident size, in MB, of the worker or of the child that renders."""
    number, peak = sample.publish(), 0
    while not sample.ready(number):
        peak = max(peak, largest_now(site))
        time.sleep(0.05)
    return peak


def largest_now(site):
    peak = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            command = (status.parent / "cmdline").read_text().replace("\0", " ")
            # The child that renders has no environment of its own to know it by.
            ours = f"PORTAL_VAR={site.var}\0" in (status.parent / "environ").read_text()
            if "render_child" in command or ("celery" in command and ours):
                line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
                peak = max(peak, int(line.split()[1]) // 1024)
        except (OSError, StopIteration):
            continue
    return peak


if __name__ == "__main__":
    main()
