"""How somebody comes to a role and loses it."""

import datetime
import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from partnership import workflow
from partnership.models import Invitation, Role, User
from records.models import Change
from records.moves import Refused
from tests import factories

PASSWORD = "three-quiet-lanterns"


@pytest.fixture
def lakes(db):
    return factories.partnership("lakes")


@pytest.fixture
def officer(lakes):
    return factories.user("officer", lakes)


@pytest.fixture
def invitation(lakes, officer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return workflow.invite(
            lakes,
            email="New@Example.org",
            post="Chair",
            kind="executive",
            by=officer,
            now=timezone.now(),
        )


def _address(invitation):
    return reverse("partnership:accept_invitation", args=[invitation.token])


def _accept(client, invitation, password=PASSWORD, again=None):
    return client.post(_address(invitation), {"password": password, "again": again or password})


def test_the_mail_leads_to_the_page_that_makes_the_account(client, invitation):
    (sent,) = mail.outbox
    assert sent.to == ["new@example.org"]
    path = re.search(r"https?://[^/]+(/invitation/\S+)", sent.body).group(1)
    shown = client.get(path)
    assert shown.status_code == 200
    assert "new@example.org" in shown.content.decode()


def test_accepting_makes_an_account_with_the_role(client, invitation, lakes):
    assert _accept(client, invitation).url == reverse("account_login")
    person = User.objects.get(email="new@example.org")
    assert person.check_password(PASSWORD) and person.post == "Chair"
    (role,) = person.current_roles
    assert (role.partnership, role.kind) == (lakes, "executive")
    assert {"invitation.accept", "role.give"} <= set(
        Change.objects.values_list("action", flat=True)
    )
    assert Change.objects.get(action="role.give").partnership == lakes.uid


def test_an_invitation_works_once(client, invitation):
    _accept(client, invitation)
    again = _accept(client, invitation, "another-good-password")
    assert again.status_code == 410
    assert "has been used" in again.content.decode()
    assert User.objects.get(email="new@example.org").check_password(PASSWORD)


def test_an_invitation_ends_after_fourteen_days(client, invitation):
    later = timezone.now() + datetime.timedelta(days=14, minutes=1)
    with pytest.raises(Refused, match="has ended"):
        workflow.accept(invitation, password=PASSWORD, now=later)
    Invitation.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    assert _accept(client, invitation).status_code == 410
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_withdrawn_invitation_no_longer_works(client, invitation, officer, lakes):
    client.force_login(officer)
    client.post(reverse("partnership:withdraw_invitation", args=[lakes.slug, invitation.uid]))
    assert _accept(client, invitation).status_code == 410


def test_an_unknown_token_is_not_found(client, db):
    assert (
        client.get(reverse("partnership:accept_invitation", args=["nonsense"])).status_code == 404
    )


def test_only_the_newest_invitation_works(client, invitation, officer, lakes):
    newer = workflow.invite(
        lakes,
        email="new@example.org",
        post="Chair",
        kind="executive",
        by=officer,
        now=timezone.now(),
    )
    assert _accept(client, invitation).status_code == 410
    assert _accept(client, newer).status_code == 302


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("short", "short", "at least 12 characters"),
        ("password1234", "password1234", "too common"),
        (PASSWORD, "something-else-here", "differ"),
    ],
)
def test_a_poor_password_makes_no_account(client, invitation, password, again, words):
    shown = _accept(client, invitation, password, again)
    assert words in shown.content.decode()
    assert not User.objects.filter(email="new@example.org").exists()


def test_somebody_with_an_account_takes_the_role_and_keeps_the_password(client, invitation):
    person = factories.user(email="new@example.org")
    client.post(_address(invitation))
    assert [role.kind for role in User.objects.get(pk=person.pk).current_roles] == ["executive"]
    assert User.objects.get(pk=person.pk).check_password(factories.PASSWORD)


def test_a_closed_account_gets_no_role(client, invitation):
    factories.user(email="new@example.org", is_active=False)
    assert client.post(_address(invitation)).status_code == 410
    assert not Role.objects.filter(user__email="new@example.org").exists()


def test_a_mail_server_that_is_down_loses_no_invitation(
    client, officer, lakes, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1  # nobody listens there
    client.force_login(officer)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("partnership:invite_person", args=[lakes.slug]),
            {"email": "a@example.org", "post": "Analyst", "kind": "officer"},
        )
    shown = client.get(reverse("partnership:people_list", args=[lakes.slug])).content.decode()
    assert "a@example.org" in shown and "The mail was not sent" in shown


def test_invite_person_keeps_what_was_typed_beside_the_error(client, officer, lakes):
    client.force_login(officer)
    group = factories.group(lakes)
    shown = client.post(
        reverse("partnership:invite_person", args=[lakes.slug]),
        {"email": "a@example.org", "post": "Analyst", "kind": "officer", "group": group.pk},
    ).content.decode()
    assert "Only a group lead speaks for a group" in shown
    assert 'value="a@example.org"' in shown and 'href="#id_group"' in shown


def test_invite_person_offers_no_group_of_another_partnership(client, officer, lakes):
    stranger = factories.group(factories.partnership("shire"), "Secret Group")
    client.force_login(officer)
    address = reverse("partnership:invite_person", args=[lakes.slug])
    assert "Secret Group" not in client.get(address).content.decode()
    client.post(
        address, {"email": "a@example.org", "post": "P", "kind": "lead", "group": stranger.pk}
    )
    assert not Invitation.objects.exists()


def test_nobody_invites_to_another_partnership(client, officer):
    shire = factories.partnership("shire")
    client.force_login(officer)
    address = reverse("partnership:invite_person", args=[shire.slug])
    assert client.post(address, {"email": "a@example.org"}).status_code == 404
    with pytest.raises(Refused):
        workflow.invite(
            shire, email="a@example.org", post="", kind="lead", by=officer, now=timezone.now()
        )


def test_who_has_the_role_is_not_invited_again(client, officer, lakes):
    client.force_login(officer)
    shown = client.post(
        reverse("partnership:invite_person", args=[lakes.slug]),
        {"email": officer.email, "post": "Officer", "kind": "officer"},
    )
    assert "has this role already" in shown.content.decode()


def test_end_role_takes_it_away_at_once(client, officer, lakes):
    person = factories.user("executive", lakes)
    (role,) = person.current_roles
    client.force_login(officer)
    address = reverse("partnership:end_role", args=[lakes.slug, role.uid])
    assert person.post in client.get(address).content.decode()
    client.post(address)
    assert User.objects.get(pk=person.pk).current_roles == []
    assert Change.objects.filter(action="role.end", actor=officer.uid).exists()


def test_a_role_given_today_can_be_ended_today(officer, lakes):
    person = factories.user()
    role = factories.role(person, "executive", lakes, from_date=timezone.localdate())
    workflow.end_role(role, by=officer, now=timezone.now())
    assert User.objects.get(pk=person.pk).current_roles == []
    assert Change.objects.get(action="role.end").target == role.uid


def test_the_last_officer_stays(officer, lakes):
    (role,) = officer.current_roles
    with pytest.raises(Refused, match="at least one officer"):
        workflow.end_role(role, by=officer, now=timezone.now())


def test_a_role_in_another_partnership_is_not_found(client, officer, lakes):
    stranger = factories.user("officer", factories.partnership("shire"))
    (role,) = stranger.current_roles
    client.force_login(officer)
    for slug in ("lakes", "shire"):
        address = reverse("partnership:end_role", args=[slug, role.uid])
        assert client.post(address).status_code == 404
    assert User.objects.get(pk=stranger.pk).current_roles


def test_people_list_shows_the_partnerships_own_people_only(client, officer):
    stranger = factories.user("officer", factories.partnership("shire"))
    client.force_login(officer)
    shown = client.get(reverse("partnership:people_list", args=["lakes"])).content.decode()
    assert officer.email in shown and stranger.email not in shown


def test_people_list_opens_with_ones_own_partnership(client, officer, lakes):
    shire = factories.partnership("shire")
    client.force_login(officer)
    shown = client.get(reverse("partnership:people_list"))
    assert shown.context["partnership"] == lakes and not shown.context["others"]
    factories.role(officer, "officer", shire)
    shown = client.get(reverse("partnership:people_list")).content.decode()
    assert reverse("partnership:people_list", args=["shire"]) in shown


def test_people_list_is_not_found_without_an_officers_role(client, lakes):
    client.force_login(factories.user("executive", lakes))
    assert client.get(reverse("partnership:people_list")).status_code == 404
