"""Passkeys, as far as no browser is needed; with one they are tried in test_sign_in_browser."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from records.models import Change
from tests import factories
from tests.partnership.second_factors import passkey_of, sign_in

START = reverse("portal:start")

NOBODYS = (
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"userHandle":"MQ",'
    '"clientDataJSON":"e30","authenticatorData":"AA","signature":"AA"}}'
)


@pytest.fixture
def lakes(db):
    return factories.partnership("lakes")


@pytest.fixture
def officer(lakes):
    return factories.user("officer", lakes, email="officer@example.org")


def _signed_in(client):
    return client.get(START).status_code == 200


def _noted(action):
    return Change.objects.filter(action=action)


@pytest.mark.parametrize(
    "sent",
    ["", "{", "null", "[]", '"x"', "{}", '{"response": {}}', '{"id": 1}', NOBODYS],
)
def test_whatever_is_sent_instead_of_a_passkey_is_refused_in_words(client, officer, sent):
    accept = {"headers": {"accept": "application/json"}}
    client.get(reverse("mfa_login_webauthn"), **accept)
    page = client.post(reverse("mfa_login_webauthn"), {"credential": sent}, follow=True)
    assert page.status_code == 200
    assert not _signed_in(client)
    assert _noted("account.sign_in_failure").get().reason == "A passkey was not accepted"


@pytest.mark.parametrize("sent", ["", "null", "[]", "{}", '{"response": {"clientDataJSON": 1}}'])
def test_whatever_is_sent_for_a_new_passkey_is_refused_beside_the_form(client, officer, sent):
    sign_in(client, officer.email)
    address = reverse("mfa_add_webauthn")
    client.get(address)
    page = client.post(address, {"name": "Key", "credential": sent}).content.decode()
    assert "govuk-error-message" in re.sub(r"<div data-said.*?</div>", "", page)
    assert 'value="Key"' in page
    assert not Authenticator.objects.exists()


def test_anothers_passkey_is_not_found(client, officer, lakes):
    other = passkey_of(factories.user("officer", lakes))
    sign_in(client, officer.email)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        address = reverse(name, args=[other.pk])
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "Mine"}).status_code == 404
    assert Authenticator.objects.get().wrap().name == "Blue key"


def test_asking_for_a_passkey_tells_nobody_who_has_one(client, officer):
    asked = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    options = asked.json()["request_options"]["publicKey"]
    assert not options.get("allowCredentials")
