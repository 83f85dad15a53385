"""What an officer's long lists cost: 330 partnerships, ten years, 1,000,000 contributions.

Each list's first page, and one 2,000 rows further down; a list of everybody's rows also nine
tenths down. Beside them Django's own admin, which counts and skips, on the same rows in the same
run. Milliseconds of processor time, the median of
seven, and queries. ``python -m bench.lists --contributions 100000`` asks for fewer rows.
"""

import argparse
import gc
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from functools import partial
from importlib import import_module

import django

from tests.prepared import copy_migrated_database
from tests.servers import ROOT, clean_environment

PARTNERSHIPS, YEARS, CONTRIBUTIONS, TURNS, DEEP = 330, 10, 1_000_000, 7, 2_000
OWN, ADMIN, STOCK = "officer", "administrator", "Django's admin"
LISTS = (
    (OWN, "/workspace/events/{event}/contributions/", "contribution"),
    (OWN, "/workspace/events/{event}/coding/list/?show=all", "contribution"),
    (OWN, "/workspace/events/{event}/themes/", None),
    (OWN, "/workspace/events/", None),
    (OWN, "/workspace/plans/", None),
    (OWN, "/workspace/{slug}/meetings/", None),
    (OWN, "/workspace/{slug}/meeting-actions/", None),
    (OWN, "/workspace/{slug}/progress/", None),
    (OWN, "/workspace/{slug}/progress/actions/", None),
    (OWN, "/workspace/{slug}/figures/", None),
    (OWN, "/workspace/{slug}/targets/", None),
    (OWN, "/workspace/{slug}/answers/", None),
    (OWN, "/workspace/{slug}/answers/silence/", None),
    (OWN, "/workspace/{slug}/risks/", None),
    (OWN, "/workspace/audit/", None),
    (ADMIN, "/workspace/audit/", "all changes"),
    (ADMIN, "/admin/events/contribution/", "all contributions"),
    (ADMIN, "/admin/records/change/", "all changes"),
    (STOCK, "contribution", "all contributions"),
    (STOCK, "change", "all changes"),
)


def main(contributions):
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as var:
        copy_migrated_database(f"{var}/portal.sqlite3")
        env = clean_environment(PORTAL_VAR=var, DJANGO_SETTINGS_MODULE="config.settings")
        measuring = ["-m", "bench.lists", "--measure", "--contributions", str(contributions)]
        done = subprocess.run(
            [sys.executable, *measuring],
            env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    print(f"{contributions:,} contributions, filled in {found['seconds']:.0f} s of processor time.")
    for row in found["lists"]:
        print("{by:15} {page:50} {queries:3} q {first:7.1f} ms".format(**row), end="")
        print(" {deep:9.1f} ms, {ratio:.2f} of the first".format(**row) if row["deep"] else "")


def measure(contributions):
    """The seconds of filling, and what each list costs."""
    nation = import_module("bench.nation")  # its models need Django set up
    factories = import_module("tests.factories")
    made, events = nation.fill(PARTNERSHIPS, YEARS, contributions)
    seconds = cpu()
    gc.collect()
    gc.freeze()  # what filling left in memory would be searched for rubbish in some requests
    place = len(made) // 2
    people = {
        OWN: factories.user("officer", made[place]),
        ADMIN: factories.administrator(),
    }
    of = {"slug": made[place].slug, "event": events[place].uid}
    lists = [_list(people, who, page, rows, events[place], of) for who, page, rows in LISTS]
    return {"seconds": seconds, "lists": lists}


def _list(people, who, page, rows, event, of):
    if who == STOCK:
        ask = _stock(people[ADMIN], page)
        first, deep = ask(1), ask(1 + _depth(rows) // 50)
    else:
        client = import_module("django.test").Client(HTTP_HOST="127.0.0.1")
        client.force_login(people[who])
        address = page.format(**of)
        further = address + ("&" if "?" in address else "?") + "before="

        def get(where):
            answer = client.get(where)
            if answer.status_code != 200:
                raise RuntimeError(f"{where}: {answer.status_code}")

        first = partial(get, address)
        deep = partial(get, f"{further}{_key(rows, event)}") if rows else None
    queries, one = _cost(first)
    other = _cost(deep)[1] if deep else 0
    return {
        "by": who, "page": page, "queries": queries, "first": one, "deep": other,
        "ratio": other / one,
    }  # fmt: skip


def _rows(name, event=None):
    models, records = import_module("events.models"), import_module("records.models")
    return {
        "contribution": models.Contribution.objects.filter(event=event),
        "all contributions": models.Contribution.objects.all(),
        "all changes": records.Change.objects.all(),
    }[name]


def _depth(name, event=None):
    nearly_all = _rows(name, event).count() * 9 // 10
    return min(DEEP, nearly_all) if name == "contribution" else nearly_all


def _key(name, event):
    """The key of the row that so many others come before."""
    return _rows(name, event).order_by("-pk").values_list("pk", flat=True)[_depth(name, event)]


def _stock(person, name):
    """The list of Django's own admin with nothing set but what is shown: page to a request."""
    admin = import_module("django.contrib.admin")
    factory = import_module("django.test").RequestFactory(HTTP_HOST="127.0.0.1")
    model = {
        "contribution": import_module("events.models").Contribution,
        "change": import_module("records.models").Change,
    }[name]

    class Stock(admin.ModelAdmin):
        list_per_page = 50
        list_display = {
            "contribution": ["text", "kind", "level", "table", "standing", "event"],
            "change": ["at", "actor_label", "action", "target_label", "reason"],
        }[name]

    page = Stock(model, admin.AdminSite())

    def asking(number):
        def ask():
            request = factory.get("/", {"p": number})
            request.user, request.csp_nonce = person, ""
            page.changelist_view(request).render()

        return ask

    return asking


def _cost(ask):
    """Queries of one request, and milliseconds of the median one."""
    asked = []

    def count(execute, *arguments):
        asked.append(1)
        return execute(*arguments)

    ask()
    with import_module("django.db").connection.execute_wrapper(count):
        ask()
    times = []
    for _ in range(TURNS):
        began = cpu()
        ask()
        times.append(1000 * (cpu() - began))
    return len(asked), statistics.median(times)


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--contributions", type=int, default=CONTRIBUTIONS)
    parser.add_argument("--measure", action="store_true")
    asked = parser.parse_args()
    if asked.measure:
        django.setup()
        print(json.dumps(measure(asked.contributions)))
    else:
        main(asked.contributions)
