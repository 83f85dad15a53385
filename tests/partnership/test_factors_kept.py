"""What the database keeps of second factors, and what is done when one is lost."""

import html
import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnership.accounts import SecondFactors
from partnership.workflow import reset_second_factor
from records.models import Change
from records.moves import Refused
from tests import factories
from tests.partnership.second_factors import SECRET, app_of, give_code, passkey_of, shown, sign_in

START = reverse("portal:start")


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


def test_what_is_secret_lies_encrypted_in_the_database(officer):
    app_of(officer)
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept
    seed = Authenticator.objects.get(type="recovery_codes").data["seed"]
    assert SecondFactors().decrypt(seed) not in kept


def test_a_key_of_before_still_opens_and_a_foreign_one_is_told_in_words(client, officer, settings):
    old = settings.SECRET_KEY
    app_of(officer)
    settings.SECRET_KEY = "another"
    sign_in(client, officer.email)
    page = give_code(client, shown()).content.decode()
    assert "Ask an administrator to take it away" in page
    settings.SECRET_KEY_FALLBACKS = [old]
    give_code(client, shown(later=1))
    assert _signed_in(client)


def test_after_a_change_of_key_the_one_before_can_be_left_out(client, officer, settings, capsys):
    """Locked with the old key, locked anew, and read with the new key alone."""
    codes = app_of(officer)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    call_command("lock_second_factors")
    call_command("lock_second_factors")
    said = capsys.readouterr().out.splitlines()
    assert said == ["2 second factors locked anew.", "0 second factors locked anew."]
    settings.SECRET_KEY_FALLBACKS = []
    for code in (shown(), codes[0]):
        sign_in(client, officer.email)
        give_code(client, code)
        assert _signed_in(client)
        client.logout()
    assert _noted("account.second_factors_locked_anew").get().after == {"factors": 2}


def test_a_factor_that_no_key_opens_is_named_and_the_others_are_locked(lakes, officer, settings):
    stranger = factories.user("lead", lakes, email="lead@example.org")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "lost"
    app_of(stranger)
    settings.SECRET_KEY = old
    RecoveryCodes.activate(officer)
    before = {factor.pk: factor.data for factor in Authenticator.objects.all()}
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [old], "another"
    with pytest.raises(CommandError, match=r"of lead@example\.org: give the key"):
        call_command("lock_second_factors", verbosity=0)
    changed = [each for each in Authenticator.objects.all() if each.data != before[each.pk]]
    assert [each.user for each in changed] == [officer]


def test_codes_that_came_from_elsewhere_and_passkeys_are_kept(officer, settings):
    passkey = passkey_of(officer)
    codes = [SecondFactors().encrypt("12345678")]
    kept = Authenticator.objects.create(
        user=officer, type="recovery_codes", data={"migrated_codes": codes}
    )
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    call_command("lock_second_factors", verbosity=0)
    settings.SECRET_KEY_FALLBACKS = []
    assert RecoveryCodes(Authenticator.objects.get(pk=kept.pk)).get_unused_codes() == ["12345678"]
    assert Authenticator.objects.get(pk=passkey.pk).data == passkey.data


@pytest.mark.once
def test_what_signs_sessions_does_not_open_secrets(settings):
    locked = SecondFactors().encrypt("the secret")
    assert SecondFactors().decrypt(locked) == "the secret"
    settings.SECRET_KEY = settings.SECRET_KEY[:-1] + "~"
    with pytest.raises(ValidationError):
        SecondFactors().decrypt(locked)


def test_the_admin_page_shows_no_secret(client, officer):
    app_of(officer)
    client.force_login(factories.administrator())
    for factor in Authenticator.objects.all():
        page = client.get(reverse("admin:mfa_authenticator_change", args=[factor.pk]))
        assert page.status_code == 200
        assert not any(
            str(secret) in page.content.decode() for secret in factor.data.values() if secret
        )
        assert "officer" in page.content.decode()
    posted = client.post(reverse("admin:mfa_authenticator_change", args=[factor.pk]), {"type": "x"})
    assert posted.status_code == 403


# ---- lost


@pytest.fixture
def administrator(db):
    return factories.administrator()


def _reset(client, person, reason="Phone lost; I rang the office."):
    address = reverse("partnership:reset_second_factor", args=[person.uid])
    return client.post(address, {"reason": reason})


def test_an_administrator_takes_a_lost_factor_away(
    client, officer, administrator, django_capture_on_commit_callbacks
):
    app_of(officer)
    elsewhere = Client()
    elsewhere.force_login(officer)
    client.force_login(administrator)
    with django_capture_on_commit_callbacks(execute=True):
        assert _reset(client, officer).status_code == 302
    assert not Authenticator.objects.exists()
    assert not _signed_in(elsewhere)
    change = _noted("account.second_factor_reset").get()
    assert (change.actor, change.target) == (administrator.uid, officer.uid)
    assert change.reason == "Phone lost; I rang the office."
    assert change.before == {"kinds": ["recovery_codes", "totp"]}
    assert mail.outbox[0].to == [officer.email]
    sign_in(elsewhere, officer.email)
    assert _signed_in(elsewhere)


def test_a_factor_is_not_taken_away_without_a_reason(client, officer, administrator):
    app_of(officer)
    client.force_login(administrator)
    assert "govuk-error-message" in _reset(client, officer, " ").content.decode()
    assert Authenticator.objects.count() == 2


def test_nobody_else_takes_factors_away(client, lakes, officer):
    person = factories.user("lead", lakes)
    app_of(person)
    client.force_login(officer)
    assert _reset(client, person).status_code == 404
    with pytest.raises(Refused):
        reset_second_factor(person, reason="x", by=officer, now=timezone.now())
    assert Authenticator.objects.count() == 2


@pytest.mark.parametrize("whose", ["administrator", "officer"])
def test_what_cannot_be_taken_away_is_said(client, officer, administrator, whose):
    """One's own, which has a page of its own; and what is not there."""
    client.force_login(administrator)
    if whose == "administrator":
        app_of(administrator)
    page = html.unescape(
        _reset(client, {"officer": officer}.get(whose, administrator)).content.decode()
    )
    said = {"administrator": "Change your own", "officer": "has no second factor"}
    assert said[whose] in page
