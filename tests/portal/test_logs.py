"""What stands in the log: each request once, nothing secret, and no line that somebody forged."""

import json
import logging
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

import pytest
from django.test import Client, override_settings
from django.urls import get_resolver, path, reverse

from portal import logs
from publishing.public_copy.asking import ask
from records.requests import request_id
from tests import factories
from tests.prepared import copy_migrated_database
from tests.servers import MANAGE, Process, clean_environment, free_port, wait_until

PASSWORD = "never-in-a-log-4711"
TOKEN = "never-in-a-log-either-0815"


class Kept(logging.Handler):
    """Keeps each line of the log as it would be written."""

    def __init__(self):
        super().__init__()
        self.setFormatter(logs.Json())
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))

    def requests(self):
        found = [json.loads(line) for line in self.lines]
        return [line for line in found if line["logger"] == "portal.access"]


@pytest.fixture
def log():
    kept = Kept()
    root = logging.getLogger()
    root.addHandler(kept)
    yield kept
    root.removeHandler(kept)


def test_a_request_has_one_line_that_says_who_asked_for_what(client, db, log):
    lakes = factories.partnership("lakes")
    officer = factories.user("officer", lakes, email="ada@example.org")
    client.force_login(officer)
    answer = client.get(reverse("publishing:communication_list", args=["lakes"]))
    [line] = log.requests()
    assert line["request_id"] == answer["X-Request-ID"]
    assert line["user"] == str(officer.uid)
    assert (line["method"], line["status"], line["partnership"]) == ("GET", 200, "lakes")
    assert line["path"] == reverse("publishing:communication_list", args=["lakes"])
    assert line["duration_ms"] > 0
    assert line["time"].endswith("+00:00")
    assert "ada" not in "".join(log.lines)


def test_machines_that_ask_all_the_time_leave_no_lines(client, db, log):
    for address in ("/health/live", "/health/ready", "/static/built/public.css", "/metrics"):
        client.get(address)
    assert log.requests() == []


def test_what_is_copied_for_readers_leaves_no_line_of_a_reader(client, db, log):
    factories.partnership("lakes", public=True)
    assert ask("/lakes/", until=None) is not None
    assert log.requests() == []
    client.get("/lakes/", headers={"portal.copying": "1", "Portal-Copying": "1"})
    assert len(log.requests()) == 1


def test_what_people_type_into_an_address_is_in_no_line(client, db, log):
    client.get("/search/", {"q": "LA9 4DQ"})
    client.get("/no-such-page/", {"postcode": "LA9 4DQ"})
    assert len(log.requests()) == 2
    assert "LA9" not in "".join(log.lines)


def test_what_lets_somebody_in_is_in_no_line(client, db, log):
    factories.user(email="ada@example.org")
    for password in (PASSWORD, factories.PASSWORD):
        client.post("/accounts/login/", {"login": "ada@example.org", "password": password})
    client.post("/accounts/2fa/authenticate/", {"code": TOKEN})
    client.post("/accounts/password/reset/", {"email": "ada@example.org"})
    client.get("/check/" + TOKEN + "/")
    client.get("/invitation/" + TOKEN + "/", headers={"authorization": TOKEN})
    written = "".join(log.lines)
    assert len(log.requests()) >= 6
    for secret in (PASSWORD, factories.PASSWORD, TOKEN, "ada@example.org"):
        assert secret not in written


def _routes(resolver, before=""):
    for found in resolver.url_patterns:
        route = before + str(found.pattern)
        if hasattr(found, "url_patterns"):
            yield from _routes(found, route)
        else:
            yield route


@pytest.mark.once
def test_every_address_with_a_token_is_written_without_it():
    routes = {r for r in _routes(get_resolver()) if ":token>" in r or "<key>" in r}
    assert len(routes) > 5
    for route in routes:
        address = re.sub(r"<\w+:token>|\(\?P<key>[^)]+\)", TOKEN, f"/{route}")
        address = re.sub(r"\(\?P<uidb36>[^)]+\)", "3", address).replace("^", "").strip("$")
        assert TOKEN in address
        assert TOKEN not in logs.masked(address), route


@pytest.mark.once
@pytest.mark.parametrize(
    "words, shown",
    [
        ("Owed to ada.byron+x@mail.example.org.", "Owed to [address]."),
        ("postgresql://portal:sesame@db:5432/x", "postgresql://[password]@db:5432/x"),
        ("/capture/sw.js", "/capture/sw.js"),
        ("/lakes/plans/plan/", "/lakes/plans/plan/"),
    ],
)
def test_a_line_names_no_mail_address_and_no_password(words, shown):
    assert logs.masked(words) == shown


@pytest.mark.parametrize("formatter", [logs.Json(), logs.Plain()], ids=["json", "plain"])
def test_nobody_can_forge_a_line(formatter, client, db, log):
    log.setFormatter(formatter)
    forged = "2026-01-01 ERROR portal.access Everything is lost"
    client.get("/x%0a" + forged + "%0d%1b[31m%e2%80%a8", headers={"user-agent": f"a\n{forged}"})
    [line] = [line for line in log.lines if "Everything is lost" in line]
    assert len(line.splitlines()) == 1
    assert "\x1b" not in line


def _fails(request):
    raise ValueError("The mail to ada@example.org failed\nForged: all is well")


handler500 = "portal.public_views.faults.server_error"
urlpatterns = [path("fails/", _fails), *get_resolver("config.urls").url_patterns]


def test_a_fault_is_one_line_and_its_page_says_which(db, log):
    client = Client(raise_request_exception=False)
    with override_settings(ROOT_URLCONF=__name__, LOGIN_URL="/accounts/login/"):
        client.force_login(factories.user())
        page = client.get("/fails/")
    assert page.status_code == 500
    [line] = [line for line in log.lines if "ValueError" in line]
    assert "\n" not in line
    fault = json.loads(line)
    assert "Forged: all is well" in fault["exception"]
    assert "ada@" not in line
    assert fault["request_id"] == page["X-Request-ID"]
    assert f"<code>{fault['request_id']}</code>" in page.content.decode()


def test_an_id_that_a_visitor_made_up_is_not_written(client, db, log):
    answer = client.get("/", headers={"x-request-id": 'a"\n{"forged": 1}'})
    [line] = log.requests()
    assert line["request_id"] == answer["X-Request-ID"]
    assert "forged" not in "".join(log.lines)
    assert request_id.get() == ""


PUBLISH = """
import runpy, sys
from records.requests import request_id
request_id.set("of-this-request")
sys.argv = ["publish_one", "5"]
runpy.run_path("tests/publishing/publish_one.py")
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """What web, worker and sweeper of a portal wrote while somebody used it."""
    var = tmp_path_factory.mktemp("logs")
    copy_migrated_database(f"{var}/portal.sqlite3")
    port = free_port()
    env = clean_environment(
        PORTAL_VAR=str(var), PORT=str(port), LOG_FORMAT="json", FORMATS="pdf",
        DJANGO_SETTINGS_MODULE="config.settings", SWEEP_SECONDS="600",
        # Celery warns root of being root before there is any log.
        PYTHONWARNINGS="ignore",
    )  # fmt: skip
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "config"]
    commands = {
        "web": [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port),
            "--log-config", "config/granian.json", "config.wsgi:application",
        ],
        "worker": [*celery, "worker", "--loglevel", "INFO", "--concurrency", "1"],
        "sweeper": [sys.executable, MANAGE, "sweep"],
    }  # fmt: skip
    started = {
        name: Process(command, env=env, folder=var, name=name) for name, command in commands.items()
    }

    def asked(address, body=None):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", body, timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    try:
        wait_until(lambda: asked("/health/live"), seconds=60, what="the web server answers")
        wait_until(lambda: "ready." in started["worker"].said(), seconds=60, what="a worker")
        form = {"login": "ada@example.org", "password": PASSWORD}
        asked("/accounts/login/?next=LA9", urllib.parse.urlencode(form).encode())
        asked(f"/check/{TOKEN}/")
        publish = Process([sys.executable, "-c", PUBLISH], env=env | {"PYTHONPATH": "."},
                          folder=var, name="publish")  # fmt: skip
        assert publish.process.wait(60) == 0, publish.said()
        wait_until(lambda: "Making " in started["worker"].said(), seconds=60, what="it is made")
        wait_until(lambda: "succeeded in" in started["worker"].said(), seconds=60, what="made")
        # Before they stop: Celery says good-bye past every log.
        return {name: process.said().splitlines() for name, process in started.items()}
    finally:
        for process in started.values():
            process.stop()


@pytest.mark.once
@pytest.mark.parametrize(
    "name, loggers",
    [("web", {"_granian", "portal.access"}), ("worker", {"celery.worker.strategy"})],
)
def test_every_line_of_a_process_is_one_object(name, loggers, written):
    lines = [json.loads(line) for line in written[name]]
    assert loggers <= {line["logger"] for line in lines}
    assert all({"time", "level", "message", "process"} <= line.keys() for line in lines)


@pytest.mark.once
def test_no_process_writes_what_lets_somebody_in(written):
    everything = "".join(line for lines in written.values() for line in lines)
    assert "/check/[token]/" in everything
    for secret in (PASSWORD, TOKEN, "ada@example.org", "LA9"):
        assert secret not in everything


@pytest.mark.once
def test_the_worker_says_whose_hint_it_follows(written):
    [line] = [json.loads(line) for line in written["worker"] if "Making " in line]
    assert line["asked_by"] == "of-this-request"
    assert line["attempt"] == 1
    assert line["job"].startswith("rendition ")
