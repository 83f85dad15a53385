"""Search in 200,000 entries: the newest and the best with a rare, a usual and a common word.

``python -m bench.search 1000000`` asks for another number of entries.

Milliseconds of one question to the database, the median of five; in SQLite, and in PostgreSQL
where it answers. Each in a process and a database of its own, which goes with it.
"""

import datetime
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import import_module

import django

from tests.both import POSTGRESQL
from tests.prepared import copy_migrated_database
from tests.servers import MANAGE, ROOT, clean_environment

ENTRIES, PARTNERSHIPS, LENGTH, PIECE, TIMES = 200_000, 330, 120, 5_000, 5
PAGE = 25
SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings"}
# The shares of entries that have them: all but none, some, nearly all.
WORDS = {"a rare word": "lantern", "a usual word": "burglary", "a common word": "crime"}
SHARES = {"lantern": 0.0005, "burglary": 0.05, "crime": 0.9}


def main(entries=ENTRIES):
    for name, measured in (("SQLite", on_sqlite), ("PostgreSQL", on_postgresql)):
        found = measured(entries)
        if found is None:
            print(f"{name} does not answer and was left out.")
            continue
        print(f"{name}, {entries:,} entries, indexed in {found.pop('made'):.0f} s:")
        for what, milliseconds in found.items():
            print(f"  {what}: {milliseconds:.2f} ms")


def on_sqlite(entries):
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as var:
        copy_migrated_database(f"{var}/portal.sqlite3")
        return in_a_process(entries, PORTAL_VAR=var)


def on_postgresql(entries):
    """The same in a database that is made for it; None where no server answers."""
    psycopg2 = import_module("psycopg2")
    try:
        server = psycopg2.connect(POSTGRESQL, connect_timeout=3)
    except psycopg2.Error:
        return None
    server.autocommit = True
    name = f"bench_search_{os.getpid()}"
    with server.cursor() as cursor, tempfile.TemporaryDirectory(prefix="portal-bench-") as var:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            url = f"{POSTGRESQL.rpartition('/')[0]}/{name}"
            env = {"PORTAL_VAR": var, "DATABASE_URL": url, "SECRET_KEY": "of this bench alone" * 3}
            subprocess.run(
                [sys.executable, MANAGE, "migrate", "-v", "0"],
                env=clean_environment(**SETTINGS, **env),
                check=True,
            )
            return in_a_process(entries, **env)
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def in_a_process(entries, **env):
    done = subprocess.run(
        [sys.executable, "-m", "bench.search", "measure", str(entries)],
        env=clean_environment(**SETTINGS, **env),
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def measure(entries):
    """Fill the index and ask it."""
    matching = import_module("portal.documents.matching")  # its models need Django set up
    places = _partnerships()
    began = time.perf_counter()
    _fill(entries, places, matching)
    found = {"made": time.perf_counter() - began}
    scopes = {
        "everywhere": matching.scope_words("en"),
        "in one partnership": matching.scope_words("en", partnership=places[7]),
    }
    for where, scope in scopes.items():
        for what, word in WORDS.items():
            ways = {
                "the newest 25": lambda s=scope, w=word: matching.newest([w], s, most=PAGE),
                "the best": lambda s=scope, w=word: matching.best([w], s),
            }
            for way, ask in ways.items():
                found[f"{way} with {what}, {where}"] = _milliseconds(ask)
    keys = matching.newest(["crime"], scopes["everywhere"], most=PAGE)
    found["25 passages with the word marked"] = _milliseconds(
        lambda: matching.marked(["crime"], scopes["everywhere"], keys)
    )
    return found


def _milliseconds(ask):
    ask()
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken)


def _partnerships():
    factories = import_module("tests.factories")
    return [factories.partnership(f"place-{number}") for number in range(PARTNERSHIPS)]


def _fill(entries, places, matching):
    """Entries of ten years, with words as often as texts have them: few often, most seldom."""
    models = import_module("portal.models")
    chance = random.Random(7)
    known = [f"word{number}" for number in range(20_000)]
    weights = [1 / (place + 1) for place in range(len(known))]
    pool = chance.choices(known, weights, k=400_000)
    first = datetime.date(2015, 1, 1).toordinal()
    for start in range(0, entries, PIECE):
        made = []
        for number in range(start, start + PIECE):
            of = places[number % PARTNERSHIPS]
            at = chance.randrange(len(pool) - LENGTH)
            words = pool[at : at + LENGTH]
            words += [word for word, share in SHARES.items() if chance.random() < share]
            scope = matching.scope_words("en", partnership=of, kind="plan")
            made.append(
                models.SearchEntry(
                    pk=(first + number // 55) * 2**40 + number,
                    partnership=of, kind="plan", thing=number, stamp="1",
                    scope=" ".join(scope), title=" ".join(words[:6]), text=" ".join(words),
                )
            )  # fmt: skip
        models.SearchEntry.objects.bulk_create(made, batch_size=500)
    with import_module("django.db").connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself after a while


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        django.setup()
        print(json.dumps(measure(int(sys.argv[2]))))
    else:
        main(*map(int, sys.argv[1:2]))
