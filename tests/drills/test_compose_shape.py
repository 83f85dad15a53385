"""The processes that docker-compose.yml names, with production settings, as compose would
start them: they publish the demo's plan between them, with PostgreSQL and Redis."""

import http.client
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.machine import program
from tests.servers import PostgreSQL, Process, Redis, clean_environment, free_port, wait_until

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("compose")]

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "plans.example.org"
ANSWERS = {  # what an administrator writes into .env
    "SITE_URL": f"https://{HOST}",
    "SECRET_KEY": "a-long-random-text-that-only-this-test-ever-uses-0123456789",
    "POSTGRES_PASSWORD": "trusted",
}
PROGRAMS = (
    "web", "worker", "worker-imports", "worker-mail", "scheduler-beat", "scheduler-sweeper",
)  # fmt: skip
PUBLISH_AGAIN = """
from django.utils import timezone
from publishing.models import Document
from publishing.workflow import publish
document = Document.objects.published().get(partnership__slug="south-lakeland", kind="plan")
edition = document.current_edition
number = publish(
    document,
    title=edition.title,
    fragment=edition.fragment + "<p>Published by the processes of compose.</p>",
    snapshot=edition.snapshot,
    change_note="A last line",
    by=None,
    now=timezone.now(),
).number
print("edition", number)
"""


def _filled_in(value):
    """A value of the compose file with its ${NAME:-default} filled in from .env."""
    filled = re.sub(r"\$\{(\w+)(?::([-?])([^}]*))?\}", _answer, str(value))
    return filled.replace("$$", "$")


def _answer(match):
    name, kind, rest = match.groups()
    assert kind != "?" or name in ANSWERS, f"compose asks for {name}"
    return ANSWERS.get(name, rest if kind == "-" else "")


@pytest.fixture(scope="session")
def services():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


class Compose:
    """The services of the compose file as processes on free ports."""

    def __init__(self, services, folder):
        self.services, self.folder = services, folder
        self.port = free_port()
        self.database, self.broker = PostgreSQL(), Redis(folder)
        self.running = {}

    def env(self, service):
        given = {
            name: _filled_in(value) for name, value in self.services[service]["environment"].items()
        }
        assert "@database:5432/" in given["DATABASE_URL"]
        assert "//broker:6379/" in given["REDIS_URL"]
        given |= {"DATABASE_URL": self.database.url, "REDIS_URL": self.broker.url}
        # The image's own, from the Dockerfile.
        var = str(self.folder / "var")
        return clean_environment(PORTAL_VAR=var, MEDIA_ROOT=str(self.folder / "files"), **given)

    def command(self, service):
        command = [str(self.port) if word == "8000" else word for word in self._words(service)]
        if command[0] == "python":
            return [sys.executable, *command[1:]]
        return [
            sys.executable, "-m", command[0],
            *(word.replace("/app/var", str(self.folder / "var")) for word in command[1:]),
        ]  # fmt: skip

    def _words(self, service):
        return [_filled_in(word) for word in self.services[service]["command"]]

    def run(self, service, *command):
        """`docker compose run --rm SERVICE COMMAND`"""
        done = subprocess.run(
            command or self.command(service), cwd=ROOT, env=self.env(service),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout

    def manage(self, *arguments):
        return self.run("web", sys.executable, "manage.py", *arguments)

    def up(self):
        for service in PROGRAMS:
            self.running[service] = Process(
                self.command(service), env=self.env(service), folder=self.folder, name=service
            )

    def down(self):
        for process in self.running.values():
            process.stop()
        self.broker.stop()
        self.database.stop()

    def said(self):
        return "\n".join(f"--- {name}\n{one.said()}" for name, one in self.running.items())

    def get(self, path):
        """Ask as nginx does, with the headers of config/nginx.conf."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except OSError as error:
            return 0, str(error).encode()
        finally:
            connection.close()


@pytest.fixture(scope="session")
def compose(services, tmp_path_factory):
    started = Compose(services, tmp_path_factory.mktemp("compose"))
    try:
        started.manage("collectstatic", "--no-input", "-v", "0")
        started.run("setup")
        started.up()
        wait_until(lambda: started.get("/health/ready")[0] == 200, seconds=60, what="web is ready")
        yield started
    finally:
        said = started.said()
        started.down()
        sys.stdout.write(said)


def _found(compose, path):
    status, body = compose.get(path)
    return body if status == 200 else None


def _wait_for(compose, path, seconds=90):
    return wait_until(lambda: _found(compose, path), seconds=seconds, what=path, every=0.5)


def _first_plan(compose):
    """The address of the first plan that the public finds; none before its files are whole."""
    plans = (_found(compose, "/south-lakeland/plans/") or b"").decode()
    found = re.search(r'href="(/south-lakeland/plans/[^/"]+/)"', plans)
    return found and found.group(1)


def _text(pdf, folder):
    path = folder / "downloaded.pdf"
    path.write_bytes(pdf)
    command = [program("pdftotext"), str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_programs_publish_a_plan_between_them(compose, tmp_path):
    compose.manage("load_demo", "--in-production")
    plan = wait_until(lambda: _first_plan(compose), seconds=90, what="a public plan", every=0.5)
    first = _wait_for(compose, f"{plan}plan.pdf")
    assert first.startswith(b"%PDF")

    number = re.search(r"edition (\d+)", compose.manage("shell", "-c", PUBLISH_AGAIN)).group(1)
    second = _wait_for(compose, f"{plan}editions/{number}/plan.pdf")

    assert "Published by the processes of compose." in _text(second, tmp_path)
    assert _wait_for(compose, f"{plan}editions/{int(number) - 1}/plan.pdf") == first
    assert all(process.alive() for process in compose.running.values()), compose.said()


def test_pages_name_styles_that_may_be_cached_for_ever(compose):
    page = _wait_for(compose, "/accounts/login/", seconds=10).decode()
    style = re.search(r'href="(/static/built/public\.[0-9a-f]+\.css)"', page).group(1)
    assert compose.get(style)[0] == 200


def test_an_address_of_another_host_is_refused(compose):
    connection = http.client.HTTPConnection("127.0.0.1", compose.port, timeout=10)
    connection.request("GET", "/", headers={"Host": "elsewhere.example"})
    assert connection.getresponse().status == 400
    connection.close()


def test_the_containers_health_check_finds_the_web_server_alive(compose):
    command = [sys.executable, "config/healthcheck.py", str(compose.port)]
    assert compose.run("web", *command) == "alive\n"


def test_each_service_can_be_started_in_the_right_order(services):
    for name, service in services.items():
        for needed in service.get("depends_on", {}):
            assert needed in services, f"{name} waits for {needed}"
    assert services["setup"]["restart"] == "no"
    nginx = (ROOT / "config" / "nginx.conf").read_text()
    assert "server web:8000 " in nginx
    assert "8000" in services["web"]["command"]


def test_the_image_holds_what_the_services_call():
    image = (ROOT / "Dockerfile").read_text()
    for package in ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"):
        assert package in image
    assert "USER portal" in image
    for copied in re.findall(r"^COPY (?!--from)(.+) \S+$", image, flags=re.M):
        for name in copied.split():
            assert (ROOT / name).exists(), f"the image copies {name}"
