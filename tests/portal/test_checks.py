"""What `manage.py check --deploy` says of settings that would let people down."""

import subprocess
import sys

import pytest

from tests.servers import MANAGE, clean_environment

pytestmark = pytest.mark.once
GOOD = {
    "SITE_URL": "https://plans.example.org",
    "TRUSTED_PROXIES": "1",
    "SECRET_KEY": "a-long-random-text-that-only-this-test-ever-uses-0123456789",
}
BAD = [
    ({"SITE_URL": "http://10.0.0.1", "REDIS_URL": "redis://127.0.0.1:1/0"}, "for all to read"),
    ({"TRUSTED_PROXIES": "0"}, "keep all others out"),
    ({"SECOND_FACTOR": "offered"}, "signs in with it alone"),
    ({"METRICS_TOKEN": "guess-me"}, "can be guessed"),
    ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, "reach nobody"),
]


def checked(tmp_path, **changes):
    env = clean_environment(PORTAL_VAR=str(tmp_path), **GOOD | changes)
    env.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # this test's own process needs it
    command = [sys.executable, MANAGE, "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, env=env, capture_output=True, text=True)


def test_good_settings_are_not_complained_of(tmp_path):
    done = checked(tmp_path, METRICS_TOKEN="m" * 20)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("changes, said", BAD, ids=[said for _, said in BAD])
def test_a_setting_that_lets_people_down_is_named_with_what_to_do(tmp_path, changes, said):
    done = checked(tmp_path, **changes)
    assert done.returncode == 1
    found = done.stderr.split(said)[1].split("\n\n")[0]
    assert next(iter(changes)) in found.split("HINT: ")[1]
