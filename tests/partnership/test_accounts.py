"""Signing in and out, and what the audit says of it."""

import pytest
from django.urls import reverse

from records.models import Change
from tests import factories


@pytest.fixture
def person(db):
    return factories.user("executive", factories.partnership(), email="chair@example.org")


def _sign_in(client, email, password=factories.PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_people_sign_in_by_e_mail_in_any_case(client, person):
    assert _sign_in(client, "Chair@Example.org").url == reverse("portal:start")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert Change.objects.get(action="account.sign_in").actor == person.uid


def test_a_failed_sign_in_is_in_the_audit_without_the_password(client, person):
    shown = _sign_in(client, "chair@example.org", "wrong-password-typed")
    assert shown.status_code == 200
    assert "_auth_user_id" not in client.session
    change = Change.objects.get(action="account.sign_in_failure")
    assert change.target == person.uid
    assert "wrong-password-typed" not in str(vars(change))


def test_a_sign_in_with_an_unknown_address_is_in_the_audit(client, db):
    _sign_in(client, "nobody@example.org")
    change = Change.objects.get(action="account.sign_in_failure")
    assert change.after == {"address": "nobody@example.org"}


def test_signing_out_is_in_the_audit(client, person):
    client.force_login(person)
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session
    assert Change.objects.get(action="account.sign_out").actor == person.uid


def test_a_closed_account_does_not_sign_in(client, db):
    factories.user(email="closed@example.org", is_active=False)
    _sign_in(client, "closed@example.org")
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client, db):
    address = reverse("account_signup")
    assert "by invitation" in client.get(address).content.decode()
    client.post(
        address,
        {"email": "a@example.org", "password1": "a-good-password", "password2": "a-good-password"},
    )
    assert not Change.objects.filter(action="account.sign_in").exists()
    assert "_auth_user_id" not in client.session


def test_guessing_is_slowed_down(client, person):
    for _ in range(12):
        shown = _sign_in(client, "chair@example.org", "wrong-password-typed")
    assert "too many" in shown.content.decode().lower()
    assert _sign_in(client, "chair@example.org").status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_admin_screens_have_no_door_of_their_own(client, person):
    assert client.get("/admin/login/").url.startswith(reverse("account_login"))
    officer = factories.user("officer", factories.partnership())
    client.force_login(officer)
    assert client.get("/admin/").status_code == 200
    client.post("/admin/logout/")
    assert Change.objects.get(action="account.sign_out").actor == officer.uid
