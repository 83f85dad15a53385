"""What the portal is made of, whether faults are known in it, and whom to tell of a new one."""

import datetime
import http.server
import json
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils.module_loading import import_string

from config import supply

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parent.parent
TODAY = datetime.date(2026, 11, 22)


# ---- the bill of materials


def _pinned():
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    found = [re.match(r"([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)", line) for line in lines]
    return {(supply._plain(one[1]), one[2]) for one in found if one}


def _recipe(target):
    """The commands of a target of the Makefile."""
    text = (ROOT / "Makefile").read_text()
    lines = text.split(f"\n{target}:")[1].split("\n\n")[0].splitlines()[1:]
    return [line.strip().lstrip("@") for line in lines]


@pytest.fixture(scope="module")
def bills(tmp_path_factory):
    """What `make sbom` writes, by its own commands, into another folder."""
    folder = tmp_path_factory.mktemp("sbom")
    if not shutil.which("npm"):
        pytest.skip("npm's part of the bill of materials: there is no npm")
    for command in _recipe("sbom"):
        command = command.replace(".venv/bin/", f"{Path(sys.executable).parent}/")
        command = command.replace("$(PY)", sys.executable).replace("var/sbom", f"{folder}/sbom")
        done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    return {name: (folder / f"sbom-{name}.cdx.json").read_text() for name in ("python", "npm")}


@pytest.mark.parametrize("name", ["python", "npm"])
def test_the_bill_of_materials_is_valid(name, bills):
    # By name: its grammars take seconds to load, which every worker would spend.
    schema = import_string("cyclonedx.schema.SchemaVersion")
    validator = import_string("cyclonedx.validation.json.JsonStrictValidator")
    version = schema.from_version(json.loads(bills[name])["specVersion"])
    assert validator(version).validate_str(bills[name]) is None


def _components(bill):
    return {(one["name"], one["version"]) for one in json.loads(bill)["components"]}


def test_the_bill_of_materials_names_every_package_of_production(bills):
    listed = _components(bills["python"])
    assert _pinned() - listed == set()
    assert {"kombu", "asgiref", "fido2", "brotli"} <= {name for name, _ in listed}, "and theirs"
    assert not {"pytest", "ruff", "polars"} & {name for name, _ in listed}
    wanted = json.loads((ROOT / "package.json").read_text())
    named = {name for name, _ in _components(bills["npm"])}
    assert set(wanted["dependencies"]) - named == set()
    assert not set(wanted["devDependencies"]) & named


# ---- faults that are known


class Registry(http.server.BaseHTTPRequestHandler):
    """Knows of one fault in each kind of package, and answers as OSV and npm do."""

    def do_POST(self):
        asked = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        answer = self.npm() if "advisories" in self.path else self.osv(json.loads(asked))
        self.tell(answer)

    def do_GET(self):
        """npm looks for a version without the fault."""
        versions = {"2.0.11": {"name": "htmx.org", "version": "2.0.11"}}
        self.tell({"name": "htmx.org", "versions": versions, "dist-tags": {"latest": "2.0.11"}})

    def tell(self, answer):
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def osv(self, asked):
        if asked["package"]["name"] != "django":
            return {}
        events = [{"introduced": "0"}, {"fixed": "5.2.99"}]
        affected = {
            "package": {"name": "django", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": events}],
        }
        return {"vulns": [{"id": "PYSEC-2026-1", "summary": "A hole", "affected": [affected]}]}

    def npm(self):
        fault = {
            "id": 1, "url": "https://github.com/advisories/GHSA-aaaa-bbbb-cccc", "title": "A hole",
            "severity": "high", "vulnerable_versions": "<99.0.0", "cwe": [],
            "cvss": {"score": 0, "vectorString": None},
        }  # fmt: skip
        return {"htmx.org": [fault]}

    def log_message(self, *_):
        """Quiet."""


@pytest.fixture(scope="module")
def registry():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Registry) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _ways(registry):
    made_of = {"django": "5.2.19", "segno": "1.6.6"}
    osv = ["--vulnerability-service", "osv", "--osv-url", f"{registry}/v1/query"]
    return {
        "Python": lambda: supply.faults_of_python(made_of, *osv),
        "npm": lambda: supply.faults_of_npm("--registry", registry),
    }


def test_a_known_fault_fails_with_its_package_and_what_mends_it(registry, capsys):
    assert supply.check(_ways(registry), set()) == 2
    said = capsys.readouterr().out
    assert "KNOWN FAULT: django 5.2.19: PYSEC-2026-1, mended in 5.2.99" in said
    assert "KNOWN FAULT: htmx.org <99.0.0: GHSA-aaaa-bbbb-cccc" in said
    assert "segno" not in said


def test_a_fault_is_accepted_with_a_reason_until_a_day(registry, capsys, tmp_path):
    file = tmp_path / "accepted.txt"
    file.write_text(
        "# comment\nPYSEC-2026-1 2026-11-22 no such page\nGHSA-aaaa-bbbb-cccc 2026-11-21 old\n"
    )
    assert supply.check(_ways(registry), supply.accepted(TODAY, file)) == 1
    said = capsys.readouterr().out
    assert "No faults are known in the Python packages." in said
    assert "GHSA-aaaa-bbbb-cccc" in said, "its last day has passed"


def test_a_fault_is_not_accepted_without_a_reason(tmp_path):
    file = tmp_path / "accepted.txt"
    file.write_text("PYSEC-2026-1 2026-11-22\n")
    with pytest.raises(SystemExit, match="a reason"):
        supply.accepted(TODAY, file)


def test_a_registry_that_does_not_answer_is_left_out_aloud(capsys):
    nowhere = "http://127.0.0.1:9"
    assert supply.check(_ways(nowhere), set()) == 0
    said = capsys.readouterr().out
    assert "LEFT OUT: whether faults are known in the Python packages" in said
    assert "LEFT OUT: whether faults are known in the npm packages" in said


def test_lint_asks_for_known_faults():
    assert "$(PY) -m config.supply check" in _recipe("lint")


# ---- whom to tell


@pytest.fixture
def policy():
    return " ".join((ROOT / "SECURITY.md").read_text().split())


def test_the_policy_says_what_the_site_says(policy):
    page = (ROOT / "portal" / "data" / "site_texts" / "security.en.html").read_text()
    said = re.findall(r"<li>(.*?)</li>", page) + re.findall(r"<p>([^<]+)</p>", page)
    for sentence in re.findall(r"[^.]+\.", " ".join(said)):
        if "this site" not in sentence:
            assert sentence.strip() in policy


def test_the_policy_names_what_there_is(client, db, policy):
    with override_settings(SECURITY_CONTACT="mailto:security@example.org"):
        told = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:security@example.org\n" in told
    assert "`/.well-known/security.txt`" in policy
    for name in re.findall(r"`(\w+/[\w./-]+)`|\((docs/[\w.]+)\)", policy):
        assert (ROOT / "".join(name)).exists() or "assurance" in name[1], name
    assert "`make sbom`" in policy
    assert _recipe("sbom")
