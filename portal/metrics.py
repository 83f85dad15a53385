"""What the web processes of one machine count, for Prometheus: requests and how long they took.

Each process counts in a file of its own (prometheus-client's multiprocess mode); whichever is
asked adds them up. What a process that has ended counted is kept in one file of all such.
"""

import contextlib
import fcntl
import os
import time

from django.conf import settings
from prometheus_client import CollectorRegistry, Histogram, generate_latest, multiprocess
from prometheus_client.mmap_dict import MmapedDict

from records.requests import is_copying

# As settings tell prometheus-client, by a variable of its own.
FOLDER = settings.VAR_DIR / "metrics"
# Of ended processes; no process has this number.
ENDED = 0

REQUESTS = Histogram(
    "portal_request_seconds",
    "Requests by route and class of status, and how long they took",
    ["route", "status"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=None,
)
FOLDER.mkdir(exist_ok=True)


def counted(get_response):
    """Count each request by the name of its route: addresses would be without number."""

    def answer(request):
        if is_copying(request):
            return get_response(request)
        began = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        route = match.view_name if match else "none"
        status = f"{response.status_code // 100}xx"
        REQUESTS.labels(route, status).observe(time.perf_counter() - began)
        return response

    return answer


def text(collector):
    """All that is counted here and what ``collector`` found, as Prometheus reads it."""
    registry = CollectorRegistry()
    with _alone():
        _gather_ended()
        multiprocess.MultiProcessCollector(registry, path=str(FOLDER))
        registry.register(collector)
        return generate_latest(registry)


@contextlib.contextmanager
def _alone():
    """Two that gather at once would count twice."""
    with (FOLDER / "gathering").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _gather_ended():
    """Add what ended processes counted to one file: theirs would grow in number for ever."""
    for file in FOLDER.glob("*_*.db"):
        kind, _, number = file.stem.rpartition("_")
        if int(number) == ENDED or _alive(int(number)):
            continue
        total = MmapedDict(str(file.with_name(f"{kind}_{ENDED}.db")))
        for key, value, _, _ in MmapedDict.read_all_values_from_file(str(file)):
            total.write_value(key, total.read_value(key)[0] + value, 0)
        total.close()
        file.unlink()


def _alive(process):
    with contextlib.suppress(PermissionError):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
    return True
