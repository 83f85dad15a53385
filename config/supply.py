"""What the portal is made of, and whether faults are known in it.

``packages`` prints what runs in production, each package with its version, for a bill of
materials. ``check`` asks the registries for known faults; where none answers it says so aloud.
"""

import datetime
import json
import re
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ACCEPTED = ROOT / "config" / "accepted-faults.txt"
SECONDS = 30  # for each registry
LEFT_OUT = "LEFT OUT: whether faults are known in"
NAME = re.compile(r"[\w.-]+")
EXTRAS = re.compile(r"\[([\w,.-]+)\]")


def say(line):
    sys.stdout.write(f"{line}\n")


# ---- what it is made of


def packages(requirements=ROOT / "requirements.txt"):
    """The packages of production with their versions: those that are named and all they need."""
    found = {}
    for line in requirements.read_text().splitlines():
        wanted = line.partition("#")[0].strip()
        if wanted:
            _gather(wanted, found)
    return dict(sorted(found.items()))


def _gather(wanted, found):
    """Add a package, with the extras that are asked for, and what it needs here."""
    name = _plain(NAME.match(wanted).group())
    extras = EXTRAS.search(wanted.partition(";")[0])
    extras = extras.group(1).split(",") if extras else []
    try:
        there = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return  # needed on another machine only
    known = name in found
    found[name] = there.version
    for need in there.requires or []:
        rule = need.partition(";")[2].replace('"', "'")
        asked = any(f"extra == '{extra}'" in rule for extra in extras)
        if asked or ("extra" not in rule and not known):
            _gather(need, found)


def _plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


# ---- faults that are known


class Unanswered(Exception):
    """No registry told."""


def faults_of_python(found, *options):
    """Known faults as (package and version, id, mended in), as PyPI or OSV knows them."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("".join(f"{name}=={version}\n" for name, version in found.items()))
        listed.flush()
        said = _run(
            [
                sys.executable, "-m", "pip_audit", "-r", listed.name, "--no-deps", "--disable-pip",
                "--progress-spinner", "off", "--format", "json", "--timeout", "10", *options,
            ]
        )  # fmt: skip
    answered = json.loads(said)["dependencies"]
    told = [one for one in answered if "skip_reason" not in one]
    unknown = f"nothing is told of {len(answered) - len(told)} of {len(answered)}"
    if not told:
        raise Unanswered(unknown)
    if len(told) < len(answered):
        say(f"{LEFT_OUT} some Python packages: {unknown}")
    return [
        (f"{one['name']} {one['version']}", fault["id"], ", ".join(fault["fix_versions"]))
        for one in told
        for fault in one["vulns"]
    ]


def faults_of_npm(*options):
    """The same of what pages are made with."""
    said = _run(["npm", "audit", "--omit=dev", "--json", "--fetch-retries=0", *options])
    answered = json.loads(said)
    if "vulnerabilities" not in answered:
        raise Unanswered(answered.get("message", "npm's registry tells no faults"))
    return [
        (f"{name} {via['range']}", via["url"].rpartition("/")[2], _mended(one))
        for name, one in answered["vulnerabilities"].items()
        for via in one["via"]
        if isinstance(via, dict)
    ]


def _mended(one):
    better = one["fixAvailable"]
    return f"{better['name']} {better['version']}" if isinstance(better, dict) else "a newer one"


def _run(command):
    """What a program prints; it may end with any status."""
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=SECONDS
        )
    except subprocess.TimeoutExpired as late:
        raise Unanswered(f"no answer in {SECONDS} s") from late
    if not done.stdout.startswith("{"):
        raise Unanswered((done.stderr.strip().splitlines() or ["it said nothing"])[-1][:200])
    return done.stdout


def accepted(today, file=ACCEPTED):
    """The ids of faults that somebody looked at, and whose last day has not passed."""
    rows = [line.split(maxsplit=2) for line in file.read_text().splitlines()]
    rows = [row for row in rows if row and not row[0].startswith("#")]
    for row in rows:
        if len(row) < 3:
            raise SystemExit(f"{file.name}: {' '.join(row)}: an id, a last day and a reason")
    return {row[0] for row in rows if datetime.date.fromisoformat(row[1]) >= today}


def check(ways, ignored):
    """Ask each registry; how many faults there are that nobody has accepted."""
    number = 0
    for name, ask in ways.items():
        try:
            found = [fault for fault in ask() if fault[1] not in ignored]
        except (Unanswered, OSError) as reason:
            say(f"{LEFT_OUT} the {name} packages: {reason}")
            continue
        for package, fault, mended in found:
            say(f"KNOWN FAULT: {package}: {fault}, mended in {mended or 'no version yet'}")
        if not found:
            say(f"No faults are known in the {name} packages.")
        number += len(found)
    return number


def main(what):
    if what == "packages":
        for name, version in packages().items():
            say(f"{name}=={version}")
        return 0
    ways = {"Python": lambda: faults_of_python(packages()), "npm": faults_of_npm}
    return 1 if check(ways, accepted(datetime.date.today())) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
