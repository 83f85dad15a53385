"""Whether the portal says truly that it is well, and what to do when it is not."""

import subprocess
import sys

import pytest

from tests.servers import MANAGE, clean_environment, free_port

ASK = """
from django.test import Client
answer = Client(headers={"host": "127.0.0.1"}).get("/health/ready")
print("answer", answer.status_code, answer.content.decode())
"""
NOWHERE = f"127.0.0.1:{free_port()}"
SECRET = "never-to-be-shown"
DEAD = {
    "database": {"DATABASE_URL": f"postgresql://portal:{SECRET}@{NOWHERE}/portal"},
    "broker": {"REDIS_URL": f"redis://:{SECRET}@{NOWHERE}/0"},
    "storage": {"MEDIA_ROOT": "/proc/nowhere"},
}


def manage(var, *arguments, **changes):
    """A management command of an installation in which something is dead."""
    env = clean_environment(PORTAL_VAR=str(var), SECRET_KEY="x" * 60, **changes)
    return subprocess.run(
        [sys.executable, MANAGE, *arguments], env=env, capture_output=True, text=True, check=False
    )


def test_live_answers_anybody(client):
    answer = client.get("/health/live")
    assert (answer.status_code, answer.content) == (200, b"alive\n")


def test_ready_answers_anybody_when_all_is_well(client, db):
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.content) == (200, b"ready\n")
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.once
@pytest.mark.parametrize("part", DEAD)
def test_ready_names_the_dead_part_and_no_secret(part, tmp_path):
    said = manage(tmp_path, "shell", "-c", ASK, **DEAD[part]).stdout
    assert f"answer 503 not ready: {part}\n" in said
    assert SECRET not in said
    assert NOWHERE not in said


@pytest.mark.once
@pytest.mark.parametrize(
    "part, advice",
    [("database", "DATABASE_URL"), ("broker", "REDIS_URL"), ("storage", "MEDIA_ROOT")],
)
def test_doctor_says_what_to_do_about_a_dead_part(part, advice, tmp_path):
    done = manage(tmp_path, "doctor", **DEAD[part])
    ill = done.stdout.split(f"BAD      {part}")[1]
    assert advice in ill.split("->")[1].splitlines()[0]
    assert done.returncode == 1
    assert SECRET not in done.stdout


@pytest.mark.once
def test_doctor_tells_a_fresh_installation_to_migrate(tmp_path):
    done = manage(tmp_path, "doctor")
    assert "manage.py migrate" in done.stdout
    assert done.returncode == 1
    assert manage(tmp_path, "migrate", "--no-input", "-v", "0").returncode == 0
    assert "BAD      migrations" not in manage(tmp_path, "doctor").stdout
