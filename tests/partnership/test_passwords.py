"""What a password must be, by whichever road it comes, and what is said of one that is not."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from partnership import workflow
from partnership.models import User
from tests import factories
from tests.partnership.second_factors import sign_in

SHORT = "abcdefgh-11"
COMMON = "administrator"
OWN = "harbour.master"
GOOD = "three-quiet-lanterns"
BAD = [SHORT, COMMON, OWN, "x-y" * 3333, "1234567890123"]


@pytest.fixture
def person(db):
    return factories.user("officer", factories.partnership(), email=f"{OWN}@example.org")


def _by_invitation(client, person, password):
    lakes, now = person.roles.get().partnership, timezone.now()
    asked = {"email": f"{OWN}@example.com", "post": "New", "kind": "lead"}
    invitation = workflow.invite(lakes, **asked, by=person, now=now)
    address = reverse("partnership:accept_invitation", args=[invitation.token])
    return client.post(address, {"password": password, "again": password})


def _by_change(client, person, password):
    client.force_login(person)
    given = {"oldpassword": factories.PASSWORD, "password1": password, "password2": password}
    return client.post(reverse("account_change_password"), given)


def _by_mail(client, person, password):
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = next(word for word in mail.outbox[-1].body.split() if "/reset/key/" in word)
    form = client.get(link, follow=True).redirect_chain[-1][0]
    return client.post(form, {"password1": password, "password2": password})


ROADS = [_by_invitation, _by_change, _by_mail]


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("password", BAD)
def test_a_bad_password_is_said_beside_its_field(client, person, road, password):
    answer = road(client, person, password)
    assert answer.status_code == 200
    field = answer.context["form"]["password" if road is _by_invitation else "password1"]
    assert field.errors
    beside = (
        answer.content.decode().partition(f'id="div_{field.auto_id}"')[2].partition("<input")[0]
    )
    assert "govuk-error-message" in beside
    person.refresh_from_db()
    assert person.check_password(factories.PASSWORD)
    assert not User.objects.filter(email=f"{OWN}@example.com").exists()


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("password", [GOOD, "only small letters", "á" * 6 + "ŵ" * 6, "x-y" * 66])
def test_a_long_password_needs_no_capitals_figures_or_signs(client, person, road, password):
    assert road(client, person, password).status_code == 302


@pytest.mark.parametrize("password", BAD)
def test_the_first_administrator_needs_a_good_one_too(db, monkeypatch, password):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", password)
    made = {"email": f"{OWN}@example.org", "post": "Administrator", "interactive": False}
    with pytest.raises(CommandError):
        call_command("createsuperuser", **made)
    assert not User.objects.exists()
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", GOOD)
    call_command("createsuperuser", **made, verbosity=0)
    assert User.objects.get().is_superuser


def test_the_admin_screens_set_no_password(client, person):
    client.force_login(factories.administrator())
    address = reverse("admin:partnership_user_change", args=[person.pk])
    assert 'type="password"' not in client.get(address).content.decode()
    client.post(address, {"email": person.email, "post": "P", "password": "x", "base_version": 1})
    person.refresh_from_db()
    assert person.check_password(factories.PASSWORD)
    assert client.get(f"/admin/partnership/user/{person.pk}/password/").status_code in {302, 404}


def test_people_do_not_change_the_address_they_are_known_by(client, person):
    client.force_login(person)
    address = reverse("account_email")
    assert person.email in client.get(address).content.decode()
    asked = {"email": "thief@example.org", "action_add": "", "action_primary": ""}
    assert client.post(address, asked).status_code == 405
    assert not mail.outbox


def test_an_address_that_an_administrator_changed_no_longer_signs_in(client, person):
    sign_in(client, person.email)
    client.post(reverse("account_logout"))
    User.objects.update(email="new@example.org")
    sign_in(client, f"{OWN}@example.org")
    assert "_auth_user_id" not in client.session
    sign_in(client, "new@example.org")
    assert "_auth_user_id" in client.session
