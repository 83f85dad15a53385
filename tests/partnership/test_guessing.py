"""At most ten guesses in five minutes, from one place and at one account, whoever answers them."""

import signal
import time

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from records.models import Change
from tests import factories
from tests.partnership.second_factors import app_of, give_code, shown, sign_in
from tests.servers import Redis

TEN = range(10)
TOO_MANY = "Too many attempts"
SIGNALS = {"stopped": signal.SIGKILL, "frozen": signal.SIGSTOP}


@pytest.fixture
def person(db):
    return factories.user("executive", factories.partnership(), email="chair@example.org")


def _says_too_many(answer):
    return TOO_MANY in answer.content.decode()


def _from(place):
    return {"REMOTE_ADDR": place}


def test_the_eleventh_guess_at_an_account_is_not_looked_at_wherever_it_comes_from(client, person):
    for number in TEN:
        assert not _says_too_many(
            sign_in(client, person.email, "wrong", **_from(f"10.0.0.{number}"))
        )
    last = sign_in(client, person.email, **_from("10.0.1.1"))
    assert _says_too_many(last)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("header", [{}, {"HTTP_X_FORWARDED_FOR": "10.9.9.{}"}])
def test_the_eleventh_guess_from_a_place_is_not_looked_at_whatever_it_says_of_itself(
    client, person, header
):
    for number in TEN:
        forged = {name: value.format(number) for name, value in header.items()}
        sign_in(client, f"nobody-{number}@example.org", "wrong", **forged)
    forged = {name: value.format(99) for name, value in header.items()}
    assert _says_too_many(sign_in(client, person.email, **forged))
    assert not _says_too_many(sign_in(client, person.email, **_from("10.0.0.2")))


@pytest.mark.parametrize("told", ["10.1.1.1, 10.2.2.2", "10.3.3.{number}, 10.2.2.2", "10.2.2.2"])
def test_behind_a_proxy_the_place_is_the_one_that_the_proxy_saw(client, person, settings, told):
    """The browser writes the first entries as it likes; the last one is our own proxy's."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in TEN:
        header = told.format(number=number)
        sign_in(client, f"nobody-{number}@example.org", "wrong", HTTP_X_FORWARDED_FOR=header)
    other = Client()
    assert _says_too_many(sign_in(other, person.email, HTTP_X_FORWARDED_FOR="10.8.8.8, 10.2.2.2"))
    sign_in(other, person.email, HTTP_X_FORWARDED_FOR="10.2.2.2, 10.4.4.4")
    assert "_auth_user_id" in other.session


@pytest.mark.parametrize(
    "written", ["CHAIR@example.org", " chair@example.org ", "chaır@example.org"]
)
def test_another_way_to_write_an_address_is_no_other_account(client, person, written):
    for number in TEN:
        sign_in(client, written, "wrong", **_from(f"10.0.0.{number}"))
    assert _says_too_many(sign_in(client, person.email, **_from("10.0.1.1")))


def test_another_port_in_the_host_header_is_no_other_account(client, person):
    for number in TEN:
        sign_in(
            client,
            person.email,
            "wrong",
            HTTP_HOST=f"127.0.0.1:{number}",
            **_from(f"10.0.0.{number}"),
        )
    assert _says_too_many(sign_in(client, person.email, **_from("10.0.1.1")))


def test_who_signs_in_rightly_is_not_counted(client, person):
    for _ in range(12):
        sign_in(client, person.email)
        assert "_auth_user_id" in client.session
        client.post(reverse("account_logout"))


def test_a_right_guess_at_ones_own_account_clears_no_wrong_ones(client, person):
    own = factories.user(email="thief@example.org")
    app_of(own)
    for number in TEN:
        sign_in(client, f"nobody-{number}@example.org", "wrong")
    sign_in(client, own.email, **_from("10.0.0.2"))
    give_code(client, shown(), **_from("10.0.0.2"))
    assert "_auth_user_id" in client.session
    assert _says_too_many(sign_in(Client(), person.email))


@pytest.mark.parametrize("kind", ["app", "recovery code"])
def test_codes_are_guessed_ten_times_only(client, person, kind):
    codes = app_of(person)
    sign_in(client, person.email)
    for number in TEN:
        assert not _says_too_many(give_code(client, "000000", **_from(f"10.0.0.{number}")))
    right = shown() if kind == "app" else codes[0]
    assert _says_too_many(give_code(client, right, **_from("10.0.1.1")))
    assert "_auth_user_id" not in client.session


def test_codes_count_as_guesses_from_a_place(client, person):
    app_of(person)
    sign_in(client, person.email)
    for number in range(5):
        give_code(client, "000000")
        sign_in(Client(), f"nobody-{number}@example.org", "wrong")
    assert _says_too_many(give_code(client, shown()))


def test_who_is_signed_in_guesses_the_password_ten_times_only(client, person):
    client.force_login(person)
    for _ in TEN:
        client.post(reverse("account_reauthenticate"), {"password": "wrong"})
    answer = client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
    assert _says_too_many(answer)


def test_changing_a_password_is_no_way_to_guess_it(client, person):
    client.force_login(person)
    new = {"password1": "three-quiet-lanterns", "password2": "three-quiet-lanterns"}
    for _ in TEN:
        client.post(reverse("account_change_password"), new | {"oldpassword": "wrong"})
    answer = client.post(
        reverse("account_change_password"), new | {"oldpassword": factories.PASSWORD}
    )
    assert _says_too_many(answer)
    person.refresh_from_db()
    assert person.check_password(factories.PASSWORD)


def test_nobody_is_flooded_with_mails_to_choose_a_password(client, person):
    for number in TEN:
        client.post(
            reverse("account_reset_password"), {"email": person.email}, **_from(f"10.0.0.{number}")
        )
    assert len(mail.outbox) == 5


def test_who_chooses_a_new_password_by_mail_begins_anew(client, person):
    for number in TEN:
        sign_in(client, person.email, "wrong", **_from(f"10.0.0.{number}"))
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = next(word for word in mail.outbox[0].body.split() if "/reset/key/" in word)
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = "three-quiet-lanterns"
    client.post(form, {"password1": new, "password2": new})
    sign_in(client, person.email, new, **_from("10.0.1.1"))
    assert "_auth_user_id" in client.session
    assert Change.objects.filter(action="account.password_reset", actor=person.uid).exists()


# ---- the cache that counts is away


@pytest.fixture
def own_redis(tmp_path, settings):
    server = Redis(tmp_path)
    given = settings.CACHES["default"].get("OPTIONS", {}) if settings.REDIS_URL else {}
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": server.url,
            "OPTIONS": given or {"socket_timeout": 3, "socket_connect_timeout": 3},
        }
    }
    assert cache.get("nothing") is None
    yield server
    server.stop()


@pytest.mark.parametrize("what", ["stopped", "frozen"])
def test_while_guesses_cannot_be_counted_nobody_signs_in_and_reads_why(
    client, person, own_redis, what
):
    own_redis.process.process.send_signal(SIGNALS[what])
    began = time.monotonic()
    answer = sign_in(client, person.email)
    took = time.monotonic() - began
    own_redis.process.process.send_signal(signal.SIGCONT)
    assert answer.status_code == 503
    assert "not possible just now" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert took < 10  # 3 s by its settings, and what a busy machine adds; without them, for ever
