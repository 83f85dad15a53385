"""Reads one address over and over with `ab`, and says what that cost the server."""

import re
import shutil
import subprocess
import time
from pathlib import Path

AB = shutil.which("ab")


def cpu_of(group):
    """Processor seconds that all threads of a process group have used so far."""
    nanoseconds = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[2]) != group:
                continue
            # Not in ticks of 10 ms, as everywhere else: nginx needs two of them for 1,000 answers.
            for thread in stat.parent.glob("task/*/schedstat"):
                nanoseconds += int(thread.read_text().split()[0])
        except OSError:
            continue
    return nanoseconds / 1e9


def measure(url, group, requests, *headers, status=200):
    """Requests a second, microseconds of the server's processor a request, and the bytes of a
    body: whoever compares two servers must compare the same."""
    command = [AB, "-q", "-k", "-c", "8", "-n", str(requests)]
    for header in headers:
        command += ["-H", header]
    before, started = cpu_of(group), time.perf_counter()
    said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    took = time.perf_counter() - started
    used = cpu_of(group) - before
    refuse_failures(said, requests, status)
    length = int(re.search(r"Document Length:\s+(\d+)", said).group(1))
    return requests / took, 1e6 * used / requests, length


def refuse_failures(said, requests, status):
    complete = re.search(r"Complete requests:\s+(\d+)", said)
    others = re.search(r"Non-2xx responses:\s+(\d+)", said)
    failed = re.search(r"Failed requests:\s+(\d+)", said)
    wrong = int(others.group(1)) if others else 0
    expected = 0 if status == 200 else requests
    if int(complete.group(1)) != requests or int(failed.group(1)) or wrong != expected:
        raise RuntimeError(said)
