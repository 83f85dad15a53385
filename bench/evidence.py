"""What a million rows of street-level crime cost beside polars: ``make bench``.

The rows are made from the real file in ``tests/data``, the same ones every time. They are brought
in by the command, into a fresh database, in a process of its own; polars adds up the same file by
month, small area and kind in another. Seconds of processor time, and the most memory held.
"""

import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from importlib import import_module
from itertools import islice
from pathlib import Path

import django

from tests.prepared import copy_migrated_database
from tests.servers import ROOT, clean_environment

REAL = ROOT / "tests" / "data" / "crime" / "2016-03-cumbria-street-westmorland-and-furness.csv"
ROWS = 1_000_000
MONTHS = 36
TURNS = 3
FIGURES = re.compile(r"([0-9,]+) figures from")
DISTRICTS = ("Barrow-in-Furness", "Eden", "South Lakeland")


def main():
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        file = Path(folder) / "street.csv"
        write(file, ROWS)
        mine = min((in_a_process("portal", file, folder) for _ in range(TURNS)), key=_cpu)
        theirs = min((in_a_process("polars", file, folder) for _ in range(TURNS)), key=_cpu)
        size = file.stat().st_size / 2**20
    print(f"{ROWS:,} rows of street-level crime ({size:.0f} MB), the best of {TURNS}:")
    for name, found in (("the portal, brought in", mine), ("polars, added up", theirs)):
        print(f"{name}: {found['cpu']:.2f} s of processor time, {found['memory']:.0f} MB.")
    print(f"Ratio {mine['cpu'] / theirs['cpu']:.1f}; {mine['figures']:,} figures.")


def _cpu(found):
    return found["cpu"]


def write(target, rows):
    """The real file again and again, each time for another month."""
    with REAL.open(newline="", encoding="utf-8") as real:
        header, *lines = csv.reader(real)
    month = header.index("Month")
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(islice(_repeated(lines, month), rows))


def _repeated(lines, month):
    turn = 0
    while True:
        year, number = divmod(turn % MONTHS, 12)
        named = f"{2014 + year}-{number + 1:02}"
        for line in lines:
            yield [*line[:month], named, *line[month + 1 :]]
        turn += 1


def in_a_process(what, file, folder):
    """Measure one turn: seconds of processor time of a whole process, and its most memory."""
    var = Path(folder) / "var"
    var.mkdir(exist_ok=True)
    database = var / "portal.sqlite3"
    copy_migrated_database(database)
    env = clean_environment(PORTAL_VAR=str(var), DJANGO_SETTINGS_MODULE="config.settings")
    if what == "portal":
        prepare = [sys.executable, "-m", "bench.evidence", "places"]
        subprocess.run(prepare, env=env, cwd=ROOT, check=True, capture_output=True)
        manage = [str(ROOT / "manage.py"), "import_evidence", "street_crime", str(file)]
        found = _measured([sys.executable, *manage], env)
        found["figures"] = int(FIGURES.search(found["said"])[1].replace(",", ""))
    else:
        found = _measured([sys.executable, "-m", "bench.evidence", "polars", str(file)], env)
    return found


def _measured(command, env):
    with tempfile.TemporaryFile("w+") as out:
        child = subprocess.Popen(command, env=env, cwd=ROOT, stdout=out, stderr=out)
        _, status, used = os.wait4(child.pid, 0)
        out.seek(0)
        said = out.read()
    if status:
        raise RuntimeError(said)
    return {"cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024, "said": said}


def places():
    """The districts and small areas that the file names, and somebody who brings it in."""
    models, factories = import_module("partnership.models"), import_module("tests.factories")
    factories.administrator()
    districts = [models.Area(name=name, kind="district") for name in DISTRICTS]
    with REAL.open(newline="", encoding="utf-8") as real:
        small = {row["LSOA code"]: row["LSOA name"] for row in csv.DictReader(real)}
    small.pop("", None)
    areas = [models.Area(name=n, code=c, kind="neighbourhood") for c, n in small.items()]
    models.Area.objects.bulk_create([*districts, *areas])


def add_up(file):
    """What somebody would write with polars."""
    polars = import_module("polars")
    keys = ["Month", "LSOA code", "LSOA name", "Crime type"]
    found = polars.scan_csv(file).group_by(keys).agg(polars.len()).collect()
    print(json.dumps({"groups": found.height}))


if __name__ == "__main__":
    if sys.argv[1:] == ["places"]:
        django.setup()
        places()
    elif sys.argv[1:2] == ["polars"]:
        add_up(sys.argv[2])
    else:
        main()
