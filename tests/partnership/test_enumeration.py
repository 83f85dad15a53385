"""Nobody learns from the portal who has an account: the same answer, at the same cost."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.partnership.second_factors import app_of, sign_in

TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]+"')
KINDS = ["unknown", "known", "closed", "anonymous", "with a second factor"]


@pytest.fixture
def addresses(db):
    """One address of each kind; all of one length, and each is written back by the page."""
    found = {kind: f"person-{number}@example.org" for number, kind in enumerate(KINDS)}
    for kind in KINDS[1:]:
        person = factories.user(email=found[kind], is_active=kind != "closed")
        if kind == "anonymous":
            person.set_unusable_password()
            person.save()
        if kind == "with a second factor":
            app_of(person)
    return found


@pytest.fixture
def hashings(monkeypatch):
    """Every time a password is hashed, which is what takes time at a sign-in."""
    counted = []
    hash_it = MD5PasswordHasher.encode

    def encode(self, password, salt):
        counted.append(salt)
        return hash_it(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    return counted


def _page(answer, address):
    return TOKEN.sub("", answer.content.decode()).replace(address, "ADDRESS")


def _asked(name, given, address):
    """Status, address and text of the answer, without what differs every time."""
    answer = Client().post(reverse(name), given, follow=True)
    return answer.status_code, tuple(answer.redirect_chain), _page(answer, address)


def test_a_wrong_password_is_answered_alike_for_every_kind_of_account(addresses):
    answers = {
        _asked("account_login", {"login": address, "password": "wrong"}, address)
        for address in addresses.values()
    }
    assert len(answers) == 1


def test_a_closed_account_answers_the_right_password_as_a_wrong_one(addresses):
    right, wrong = (
        _asked(
            "account_login",
            {"login": addresses["closed"], "password": password},
            addresses["closed"],
        )
        for password in (factories.PASSWORD, "wrong")
    )
    assert right == wrong


def test_a_wrong_password_is_hashed_once_for_every_kind_of_account(addresses, hashings):
    found = {}
    for kind, address in addresses.items():
        hashings.clear()
        sign_in(Client(), address, "wrong")
        found[kind] = len(hashings)
    assert found == dict.fromkeys(KINDS, 1)


def test_who_asks_for_a_new_password_reads_the_same_and_one_mail_is_sent(addresses):
    answers, mails = set(), {}
    for kind, address in addresses.items():
        answers.add(_asked("account_reset_password", {"email": address}, address))
        mails[kind] = [letter.to for letter in mail.outbox]
        mail.outbox.clear()
    assert len(answers) == 1
    assert mails == {kind: [[address]] for kind, address in addresses.items()}


@pytest.mark.parametrize("kind", ["unknown", "closed"])
def test_no_link_is_mailed_where_there_is_no_open_account(addresses, kind):
    Client().post(reverse("account_reset_password"), {"email": addresses[kind]})
    assert "/reset/key/" not in mail.outbox[0].body
    assert "No account that is open" in mail.outbox[0].body


def test_a_mail_server_that_is_away_tells_nobody_anything(addresses, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answers = {
        _asked("account_reset_password", {"email": address}, address)
        for address in addresses.values()
    }
    assert len(answers) == 1
    assert next(iter(answers))[0] == 200
