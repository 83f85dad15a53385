"""How long somebody is signed in, and what ends it."""

import datetime
import time

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnership import workflow
from partnership.accounts import sessions
from records.models import Change
from tests import factories
from tests.partnership.second_factors import sign_in

START = reverse("portal:start")
NEW = "three-quiet-lanterns"
HOUR = 60 * 60


@pytest.fixture
def lakes(db):
    return factories.partnership("lakes")


@pytest.fixture
def person(lakes):
    return factories.user("executive", lakes, email="chair@example.org")


@pytest.fixture
def elsewhere(person):
    """Another browser in which the same person is signed in."""
    browser = Client()
    sign_in(browser, person.email)
    assert _signed_in(browser)
    return browser


def _signed_in(client):
    return client.get(START).status_code == 200


def _expires_in(client):
    row = Session.objects.get(session_key=client.session.session_key)
    return (row.expire_date - timezone.now()).total_seconds()


def test_signing_in_gives_a_new_key(client, person):
    """A key that somebody else planted in this browser before is worth nothing."""
    session = client.session
    session["planted"] = "before"
    session.save()
    planted = session.session_key
    sign_in(client, person.email)
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies[client.cookies["session"].key] = planted
    assert not _signed_in(thief)


def test_changing_the_password_ends_all_other_sessions(client, person, elsewhere):
    sign_in(client, person.email)
    given = {"oldpassword": factories.PASSWORD, "password1": NEW, "password2": NEW}
    client.post(reverse("account_change_password"), given)
    assert _signed_in(client)
    assert not _signed_in(elsewhere)
    assert Change.objects.filter(action="account.password_changed", actor=person.uid).exists()
    assert mail.outbox[0].to == [person.email]


def test_a_new_password_by_mail_ends_all_sessions_and_opens_none(client, person, elsewhere):
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = next(word for word in mail.outbox[0].body.split() if "/reset/key/" in word)
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW, "password2": NEW})
    assert not _signed_in(elsewhere)
    assert not _signed_in(client)
    assert "no longer works" in Client().get(link, follow=True).content.decode()


def test_closing_an_account_ends_its_sessions(person, elsewhere):
    person.is_active = False
    person.save()
    assert not _signed_in(elsewhere)


def test_who_loses_the_last_role_finds_nothing_at_the_next_click(lakes, person, elsewhere):
    inside = reverse("publishing:workspace_post_list", args=[lakes.slug])
    assert elsewhere.get(inside).status_code == 200
    officer = factories.user("officer", lakes)
    workflow.end_role(person.roles.get(), by=officer, now=timezone.now())
    assert elsewhere.get(inside).status_code == 404


def test_an_officer_who_loses_the_role_loses_the_admin_screens_at_once(client, lakes):
    officer, other = factories.user("officer", lakes), factories.user("officer", lakes)
    client.force_login(officer)
    assert client.get("/admin/").status_code == 200
    workflow.end_role(officer.roles.get(), by=other, now=timezone.now())
    assert client.get("/admin/").status_code == 403


@pytest.mark.parametrize(("remember", "hours"), [({}, 12), ({"remember": "on"}, 14 * 24)])
def test_a_session_lasts_half_a_day_or_a_fortnight(client, person, remember, hours):
    given = {"login": person.email, "password": factories.PASSWORD} | remember
    client.post(reverse("account_login"), given)
    assert (hours - 1) * HOUR < _expires_in(client) <= hours * HOUR
    assert bool(client.cookies["session"]["max-age"]) == bool(remember)


def _as_if(client, **seconds_ago):
    session = client.session
    for name, ago in seconds_ago.items():
        session[name] = time.time() - ago
    session.save()


def test_a_session_in_use_goes_on(client, person):
    sign_in(client, person.email)
    _as_if(client, **{sessions.SIGNED_IN_AT: 5 * HOUR})
    Session.objects.update(expire_date=timezone.now() + datetime.timedelta(hours=1))
    assert _signed_in(client)
    assert _expires_in(client) > 11 * HOUR


def test_nobody_stays_signed_in_for_longer_than_a_fortnight(client, person):
    sign_in(client, person.email)
    _as_if(client, **{sessions.SIGNED_IN_AT: 15 * 24 * HOUR})
    assert not _signed_in(client)
    assert Change.objects.get(action="account.session_ended").actor == person.uid
