"""Second factors: how one is set up, when it is asked for, and what it is to be without."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from records.models import Change
from tests import factories
from tests.partnership.second_factors import app_of, give_code, shown, sign_in

START = reverse("portal:start")
INDEX = reverse("mfa_index")


@pytest.fixture
def lakes(db):
    return factories.partnership("lakes")


@pytest.fixture
def officer(lakes):
    return factories.user("officer", lakes, email="officer@example.org")


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def _signed_in(client):
    return client.get(START).status_code == 200


def _noted(action):
    return Change.objects.filter(action=action)


# ---- set up


@pytest.fixture
def set_up(client, officer, django_capture_on_commit_callbacks):
    """The officer signs in and sets up an app: the page that follows."""
    sign_in(client, officer.email)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    assert "data:image/svg+xml;base64," in page
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("mfa_activate_totp"), {"code": shown(secret)}, follow=True)
    return secret, answer.content.decode()


def test_an_app_is_set_up_with_a_square_or_a_key_and_gives_ten_codes_once(client, set_up):
    _secret, page = set_up
    codes = re.findall(r"<code>(\d{8})</code>", page)
    assert len(set(codes)) == 10
    assert all(f"{code}%0A" in page for code in codes)  # the file to download
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert not any(code in again for code in codes)
    assert "10 codes are left" in again
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 403


def test_what_is_set_up_is_in_the_audit_and_told_by_mail(set_up, officer):
    secret, _ = set_up
    kinds = [change.after["kind"] for change in _noted("account.factor_added")]
    assert sorted(kinds) == ["recovery_codes", "totp"]
    assert secret not in str(list(Change.objects.values()))
    assert [letter.to for letter in mail.outbox] == [[officer.email]]
    assert "choose a new password at once" in mail.outbox[0].body


def test_a_wrong_first_code_is_said_beside_the_field_and_the_key_stays(client, officer):
    sign_in(client, officer.email)
    address = reverse("mfa_activate_totp")
    secret = re.search(r"<code>(\w+)</code>", client.get(address).content.decode())[1]
    page = client.post(address, {"code": "000000"}).content.decode()
    assert secret in page
    assert "govuk-error-message" in page
    assert not Authenticator.objects.exists()


def test_a_session_that_began_with_a_password_alone_ends_when_a_factor_is_set_up(
    client, officer, django_capture_on_commit_callbacks
):
    thief = Client()
    sign_in(thief, officer.email)
    assert _signed_in(thief)
    sign_in(client, officer.email)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": shown(secret)})
    assert not _signed_in(thief)
    assert _signed_in(client)
    assert _noted("account.sessions_ended").get().after == {"sessions": 1}


# ---- asked for


def test_signing_in_asks_for_the_code(client, officer):
    app_of(officer)
    assert sign_in(client, officer.email).url == reverse("mfa_authenticate")
    assert not _signed_in(client)
    give_code(client, "000000")
    assert not _signed_in(client)
    assert _noted("account.factor_failure").get().target == officer.uid
    assert give_code(client, shown()).url == START
    assert _signed_in(client)
    assert _noted("account.factor_used").get().after == {"kind": "totp"}


def test_the_admin_screens_are_behind_the_same_code(client, officer):
    app_of(officer)
    sign_in(client, officer.email)
    assert "/login/" in client.get("/admin/").url
    give_code(client, shown())
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("later", [-1, 1])
def test_a_phones_clock_may_be_half_a_minute_wrong(client, officer, later):
    app_of(officer)
    sign_in(client, officer.email)
    give_code(client, shown(later=later))
    assert _signed_in(client)


def test_a_code_works_once_though_others_of_its_minute_still_do(client, officer):
    app_of(officer)
    code = shown()
    for browser, works in ((client, True), (Client(), False)):
        sign_in(browser, officer.email)
        give_code(browser, code)
        assert _signed_in(browser) == works
        # Half a minute later allauth itself has forgotten that it was used; it still is a code.
        cache.delete(f"allauth.mfa.totp.used?user={officer.pk}&code={code}")


def test_a_recovery_code_works_once_and_is_in_the_audit(client, officer):
    codes = app_of(officer)
    for browser, works in ((client, True), (Client(), False)):
        sign_in(browser, officer.email)
        give_code(browser, codes[3])
        assert _signed_in(browser) == works
    assert _noted("account.recovery_code_used").get().actor == officer.uid


def test_somebody_who_has_begun_to_sign_in_can_begin_again(client, officer):
    app_of(officer)
    sign_in(client, officer.email)
    client.post(reverse("account_logout"), {"next": reverse("account_login")})
    assert client.get(reverse("account_login")).status_code == 200
    assert "/login/" in client.get(reverse("mfa_authenticate")).url


# ---- required


def test_without_a_second_factor_everything_leads_to_the_page_that_sets_one_up(
    client, officer, required
):
    sign_in(client, officer.email)
    for address in (START, "/admin/", reverse("partnership:people_list")):
        assert client.get(address).url == INDEX
    page = client.get(INDEX)
    assert page.status_code == 200
    assert reverse("account_logout") in page.content.decode()


def test_a_post_without_a_second_factor_changes_nothing(client, lakes, officer, required):
    sign_in(client, officer.email)
    asked = {"email": "a@example.org", "post": "A", "kind": "officer"}
    answer = client.post(reverse("partnership:invite_person", args=[lakes.slug]), asked)
    assert answer.url == INDEX
    assert not lakes.invitations.exists()


def test_who_has_set_one_up_works_on(client, set_up, required):
    assert _signed_in(client)


def test_who_takes_the_last_one_away_sets_up_another(client, officer, required):
    app_of(officer)
    sign_in(client, officer.email)
    give_code(client, shown())
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()  # nor do recovery codes alone let anybody in
    assert client.get(START).url == INDEX
    assert _noted("account.factor_removed").exists()


def test_recovery_codes_alone_are_no_second_factor(client, officer, required):
    Authenticator.objects.create(user=officer, type="recovery_codes", data={})
    client.force_login(officer)
    assert client.get(START).url == INDEX
