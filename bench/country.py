"""330 partnerships with ten years each: what the start pages and the lists ask of the database.

Each page is opened by an officer, a member or a lead of one partnership among all the others;
queries, milliseconds of processor time (the best of five), and the rows that lie behind them.
"""

import json
import subprocess
import sys
import tempfile
import time
from importlib import import_module

import django

from tests.prepared import copy_migrated_database
from tests.servers import ROOT, clean_environment

PARTNERSHIPS, YEARS, TURNS = 330, 10, 5
# Who opens which page; {slug} is the partnership's address, {quarter} its newest quarter.
PAGES = (
    ("officer", "/workspace/"),
    ("executive", "/workspace/"),
    ("lead", "/workspace/"),
    ("officer", "/workspace/{slug}/progress/"),
    ("officer", "/workspace/{slug}/progress/actions/"),
    ("officer", "/workspace/{slug}/targets/"),
    ("officer", "/workspace/{slug}/money/"),
    ("officer", "/workspace/{slug}/risks/"),
    ("officer", "/workspace/{slug}/performance/"),
    ("officer", "/workspace/{slug}/answers/"),
    ("officer", "/workspace/{slug}/answers/silence/"),
    ("officer", "/workspace/{slug}/meetings/"),
    ("", "/{slug}/you-said-we-did/"),
    ("", "/{slug}/events/"),
)


def main():
    one, all_of_them = in_a_process(1, 1), in_a_process(PARTNERSHIPS, YEARS)
    print(f"{all_of_them['rows']:,} rows of {PARTNERSHIPS} partnerships with {YEARS} years each.")
    print(f"{'page':52} {'by':10} {'1 x 1':>12} {f'{PARTNERSHIPS} x {YEARS}':>18}")
    for (who, page), few, many in zip(PAGES, one["pages"], all_of_them["pages"], strict=True):
        print(
            f"{page:52} {who or 'anybody':10} {few['queries']:3} q {few['ms']:5.1f} ms"
            f" {many['queries']:5} q {many['ms']:7.1f} ms"
        )


def in_a_process(partnerships, years):
    """What the pages cost in a portal of this size, in a process and database of its own."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as var:
        copy_migrated_database(f"{var}/portal.sqlite3")
        env = clean_environment(PORTAL_VAR=var, DJANGO_SETTINGS_MODULE="config.settings")
        done = subprocess.run(
            [sys.executable, "-m", "bench.country", str(partnerships), str(years)],
            env=env, cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def measure(partnerships, years):
    """Rows, and for each page its queries and milliseconds."""
    rows = import_module("bench.country_rows")  # its models need Django set up
    factories = import_module("tests.factories")
    made = rows.fill(partnerships, years)
    of = made[len(made) // 2]
    people = {
        "officer": factories.user("officer", of),
        "executive": factories.user("executive", of),
        "lead": factories.user("lead", of, group=of.groups.exclude(kind="executive").first()),
    }
    pages = [_page(people.get(who), page.format(slug=of.slug)) for who, page in PAGES]
    models = import_module("django.apps").apps.get_models()
    return {"rows": sum(model.objects.count() for model in models), "pages": pages}


def _page(person, address):
    asked = []

    def count(execute, *arguments):
        asked.append(1)
        return execute(*arguments)

    client = import_module("django.test").Client(HTTP_HOST="127.0.0.1")
    if person:
        client.force_login(person)
    client.get(address)
    with import_module("django.db").connection.execute_wrapper(count):
        answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    times = []
    for _ in range(TURNS):
        started = time.process_time()
        client.get(address)
        times.append(time.process_time() - started)
    return {"queries": len(asked), "ms": 1000 * min(times)}


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        django.setup()
        print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
