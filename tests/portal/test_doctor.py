"""The doctor: each fault is a real one, and each is told with what to do about it."""

import datetime
import json
import resource
import subprocess
import sys
import threading
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import override_settings

from portal.doctor import database, outside, queue
from portal.health import Dead
from tests.partnership.post_office import mail_settings, post_office
from tests.portal.test_health import DEAD, SECRET, manage
from tests.prepared import copy_migrated_database
from tests.servers import MANAGE, clean_environment, free_port

NOW = datetime.datetime.now(datetime.UTC)


def doctor(var, *arguments, **changes):
    return manage(var, "doctor", "--wait", "0.2", *arguments, **changes)


@pytest.fixture
def var(tmp_path):
    """An installation's folder with a database as it should be."""
    copy_migrated_database(tmp_path / "portal.sqlite3")
    return tmp_path


# ---- whole installations


def advised(done, part):
    """What the doctor says is to be done about a part that is ill."""
    assert done.returncode == 1
    return done.stdout.split(f"BAD      {part}")[1].split("->")[1].splitlines()[0]


@pytest.mark.once
def test_doctor_says_what_to_do_about_a_dead_database(tmp_path):
    done = doctor(tmp_path, **DEAD["database"])
    assert "DATABASE_URL" in advised(done, "database")
    assert SECRET not in done.stdout


@pytest.mark.once
def test_doctor_names_every_part_that_is_ill_at_once(tmp_path):
    """A fresh installation, whose broker and whose storage are not there either."""
    done = doctor(tmp_path, **DEAD["broker"], **DEAD["storage"])
    assert "manage.py set_up" in advised(done, "migrations")
    assert "REDIS_URL" in advised(done, "broker")
    assert "MEDIA_ROOT" in advised(done, "storage")
    assert SECRET not in done.stdout


@pytest.mark.once
def test_doctor_finds_what_is_there_and_what_does_not_run(var):
    """Without an error for what a first start has not brought yet."""
    done = doctor(var, "--json", PATH=str(var), FORMATS="pdf epub brf", PORT=str(free_port()))
    told = {one["part"]: one for one in json.loads(done.stdout)}
    assert done.returncode == 0
    assert {name for name, one in told.items() if one["state"] == "bad"} == set()
    assert told["database"]["found"].startswith("SQLite 3.")
    assert "writes ahead" in told["database, writing"]["found"]
    assert "PDF of" in told["PDF renderer"]["found"]
    assert "no worker answered within 0.2 s" in told["worker"]["fault"]
    assert "celery -A config worker" in told["worker"]["advice"]
    assert "does not answer" in told["address"]["fault"]
    braille = next(one for name, one in told.items() if name.startswith("file2brl (for "))
    assert braille["state"] == "missing"
    assert "sudo apt-get install liblouisutdml-bin;" in braille["advice"]
    assert "pandoc (for EPUB)" in told
    assert not any("espeak-ng" in name for name in told), "audio is left out here"


def _no_room():
    """As on a full disk: nothing can be written, neither rows nor files."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


@pytest.mark.once
def test_doctor_names_what_cannot_be_written(var):
    env = clean_environment(PORTAL_VAR=str(var), SECRET_KEY="x1y2z3" * 10)
    done = subprocess.run(
        [sys.executable, MANAGE, "doctor", "--wait", "0"],
        env=env, capture_output=True, text=True, check=False, preexec_fn=_no_room,
    )  # fmt: skip
    for part in ("database, writing", "storage"):
        assert "room" in advised(done, part)


def test_doctor_finds_everything_of_a_running_site(site):
    told = {one["part"]: one for one in json.loads(site.manage("doctor", "--json", "--wait", "60"))}
    assert "answered after" in told["worker"]["found"]
    assert "shares the cache" in told["worker"]["found"]
    assert "seen" in told["beat"]["found"]
    assert (told["sweeper"]["state"], told["address"]["found"]) == ("good", site.url)


# ---- the database


def test_migrations_of_a_newer_version_are_told(db):
    assert database.migrated().endswith(" migrations")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('plans', '9999_of_tomorrow', '2030-01-01')"
        )
    with pytest.raises(Dead, match=r"newer version are applied \(plans.9999_of_tomorrow\)"):
        database.migrated()


@pytest.mark.once
def test_the_file_system_of_sqlite_is_known(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nserver:/x {tmp_path} nfs4 rw 0 0\n")
    assert database.file_system(tmp_path / "portal.sqlite3", mounts) in database.OF_A_NETWORK
    assert database.file_system(tmp_path.parent, mounts) == "ext4"
    assert database.file_system(tmp_path, tmp_path / "none") == ""


# ---- the queue


def test_a_worker_that_has_another_cache_is_told(db, monkeypatch):
    def answer_from_elsewhere(name, arguments, **options):
        cache.delete(queue.ASKED.format(*arguments))
        queue.answer(*arguments)

    monkeypatch.setattr(queue.current_app, "send_task", answer_from_elsewhere, raising=False)
    with pytest.raises(Dead, match="does not see this cache"):
        queue.answered(1)


def test_beat_that_was_not_seen_is_told(db):
    cache.delete(queue.BEAT_AT)
    with pytest.raises(Dead, match="has not been seen"):
        queue.beat_seen()
    cache.set(queue.BEAT_AT, NOW.timestamp() - 1000, None)
    with pytest.raises(Dead, match="has not been seen for"):
        queue.beat_seen()


# ---- mail


@pytest.fixture
def office():
    with post_office() as server, override_settings(**mail_settings(server.port)):
        yield server


@pytest.mark.once
def test_mail_is_sent_where_somebody_asks_for_one(office):
    assert "answers" in outside.mail("")
    assert office.taken == []
    assert "took a mail to me@here.example" in outside.mail("me@here.example")
    assert office.taken[0]["To"] == "me@here.example"


@pytest.mark.once
def test_mail_that_is_refused_is_told(office):
    office.refuses = {"me@here.example": "550 nobody here"}
    with pytest.raises(Dead, match="nobody here"):
        outside.mail("me@here.example")
    with override_settings(EMAIL_HOST_USER="portal", EMAIL_HOST_PASSWORD=SECRET):
        with pytest.raises(Dead) as told:
            outside.mail("")
        assert SECRET not in str(told.value)
    with override_settings(EMAIL_PORT=free_port()), pytest.raises(Dead, match="refused"):
        outside.mail("")


@pytest.mark.once
def test_mail_that_goes_nowhere_is_told_in_production(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    settings.PRODUCTION = False
    assert "nowhere" in outside.mail("")
    settings.PRODUCTION = True
    with pytest.raises(Dead, match="go nowhere"):
        outside.mail("")


# ---- the address, its clock and the key


class _Door(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response_only(200)
        self.send_header("Date", format_datetime(datetime.datetime.now(datetime.UTC) + self.fast))
        self.end_headers()
        self.wfile.write(self.says)

    def log_message(self, *said):
        """Nobody reads it."""


@pytest.fixture
def door(settings):
    def opened(says=b"alive\n", fast=datetime.timedelta()):
        handler = type("Door", (_Door,), {"says": says, "fast": fast})
        server = HTTPServer(("127.0.0.1", 0), handler)
        started.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.SITE_URL = f"http://127.0.0.1:{server.server_port}"
        return settings.SITE_URL

    started = []
    yield opened
    for server in started:
        server.shutdown()
        server.server_close()


@pytest.mark.once
def test_the_address_must_be_answered_by_a_portal_whose_clock_is_right(door):
    where = door()
    assert outside.address() == where
    door(says=b"It works!")
    with pytest.raises(Dead, match="answered by something else"):
        outside.address()
    door(fast=datetime.timedelta(hours=1))
    with pytest.raises(Dead, match=r"clock of http.* is \+\d+ s apart"):
        outside.address()


@pytest.mark.once
def test_a_key_that_is_short_or_that_others_can_read_is_told(settings, tmp_path):
    settings.VAR_DIR, settings.SECRET_KEY = tmp_path, "abcdefghij" * 6
    outside.secret_key()
    (tmp_path / "secret-key").write_text("it")
    (tmp_path / "secret-key").chmod(0o644)
    with pytest.raises(Dead, match="others can read"):
        outside.secret_key()
    settings.SECRET_KEY = "short"
    with pytest.raises(Dead, match="only 5 characters"):
        outside.secret_key()
