"""Who left, is not yet there, or is somebody else gets nothing, from the very next request."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from partnership import workflow
from partnership.models import Invitation, Role, User
from tests import factories

TODAY = timezone.localdate
DAY = datetime.timedelta(days=1)


@pytest.fixture
def lakes(db):
    return factories.partnership("lakes")


@pytest.fixture
def officer(lakes):
    return factories.user("officer", lakes)


@pytest.fixture
def invitation(lakes, officer):
    wanted = {"email": "new@example.org", "post": "Chair", "kind": "executive"}
    return workflow.invite(lakes, **wanted, by=officer, now=timezone.now())


def _link(invitation):
    return reverse("partnership:accept_invitation", args=[invitation.token])


def _own_pages(lakes):
    plan = factories.plan(lakes)
    return [
        reverse("plans:plan_detail", args=[plan.uid]),
        reverse("plans:plan_preview", args=[plan.uid]),
        reverse("partnership:people_list", args=[lakes.slug]),
    ]


# ---- whose an invitation is


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_an_invitation_is_not_for_who_is_signed_in_as_another(client, invitation, lakes, method):
    other = factories.user("lead", lakes)
    client.force_login(other)
    answer = getattr(client, method)(_link(invitation), {"password": "x" * 20, "again": "x" * 20})
    assert answer.status_code == 403
    if method != "head":
        words = answer.content.decode()
        assert f"is for new@example.org, and you are signed in as {other.email}" in words
        assert reverse("account_logout") in words
    assert not User.objects.filter(email="new@example.org").exists()
    assert [role.kind for role in User.objects.get(pk=other.pk).current_roles] == ["lead"]
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_an_invitation_is_for_who_is_signed_in_with_its_address(client, invitation):
    person = factories.user(email="new@example.org")
    client.force_login(person)
    assert client.post(_link(invitation)).status_code == 302
    assert [role.kind for role in User.objects.get(pk=person.pk).current_roles] == ["executive"]


@pytest.mark.parametrize("account", [False, True])
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_machine_that_opens_the_link_first_takes_nothing(client, invitation, method, account):
    if account:
        factories.user(email="new@example.org")
    for _ in range(3):
        assert getattr(client, method)(_link(invitation)).status_code == 200
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert not Role.objects.filter(user__email="new@example.org").exists()


@pytest.mark.once
def test_the_link_cannot_be_guessed(lakes):
    links = {Invitation(partnership=lakes).token for _ in range(200)}
    assert len(links) == 200 and {len(link) for link in links} == {43}  # 32 random bytes


def test_an_address_that_is_invited_cannot_be_taken_by_another_account(client, invitation, lakes):
    """Else the role would go to whoever wrote the address on their account first."""
    thief = factories.user("lead", lakes)
    client.force_login(thief)
    for action in ("action_add", "action_primary"):
        client.post(reverse("account_email"), {"email": "new@example.org", action: ""})
    thief.refresh_from_db()
    assert thief.email != "new@example.org"
    assert not EmailAddress.objects.filter(email="new@example.org").exists()


# ---- who has left, or has not come yet


@pytest.mark.parametrize("kind", ["officer", "executive", "lead"])
def test_ending_a_role_closes_every_page_of_an_open_session(client, officer, lakes, kind):
    person = factories.user(kind, lakes)
    client.force_login(person)
    pages = _own_pages(lakes)
    assert client.get(pages[0]).status_code == 200
    workflow.end_role(person.roles.get(), by=officer, now=timezone.now())
    assert {client.get(page).status_code for page in pages} == {404}
    assert client.get(reverse("admin:plans_plan_changelist")).status_code == 403
    assert client.post(reverse("plans:plan_edit", args=[lakes.plans.get().uid])).status_code == 404


@pytest.mark.parametrize(
    "dates",
    [
        {"from_date": TODAY() + DAY},
        {"to_date": TODAY() - DAY},
        {"from_date": TODAY() - 9 * DAY, "to_date": TODAY() - DAY},
    ],
    ids=["not yet", "no more", "for a time"],
)
def test_a_role_of_another_time_gives_nothing(client, lakes, dates):
    person = factories.user()
    factories.role(person, "officer", lakes, **{"from_date": None} | dates)
    client.force_login(person)
    assert {client.get(page).status_code for page in _own_pages(lakes)} == {404}
    assert client.get(reverse("admin:index")).status_code == 403


# ---- accounts and roles on the admin screens


@pytest.mark.parametrize("whose", ["administrator", "of both", "own person"])
def test_an_officer_changes_no_account(client, officer, lakes, whose):
    """An address of one's own on an administrator's account would reset its password."""
    person = factories.user("lead", lakes, is_superuser=whose == "administrator")
    if whose == "of both":
        factories.role(person, "officer", factories.partnership("shire"))
    before = User.objects.filter(pk=person.pk).values().get()
    client.force_login(officer)
    page = reverse("admin:partnership_user_change", args=[person.pk])
    sent = {"email": "mine@example.org", "post": "Mine", "is_superuser": "on"}
    assert client.post(page, sent).status_code == 403
    assert User.objects.filter(pk=person.pk).values().get() == before


@pytest.mark.parametrize("field", ["user", "partnership"])
def test_an_officer_gives_no_role_elsewhere(client, officer, lakes, field):
    shire = factories.partnership("shire")
    stranger = factories.user("lead", shire)
    own = factories.user("lead", lakes)
    sent = {"user": own.pk, "partnership": lakes.pk, "kind": "officer"}
    sent[field] = {"user": stranger.pk, "partnership": shire.pk}[field]
    client.force_login(officer)
    refused = client.post(reverse("admin:partnership_role_add"), sent)
    assert "Select a valid choice" in refused.content.decode()
    assert Role.objects.filter(kind="officer").count() == 1


def test_the_last_officer_stays_on_the_admin_screens_too(client, officer):
    role = officer.roles.get()
    client.force_login(officer)
    page = reverse("admin:partnership_role_change", args=[role.pk])
    sent = {"to_date": TODAY() - DAY, "base_version": role.version}
    assert client.post(page, sent).status_code == 403
    role.refresh_from_db()
    assert role.to_date is None


def test_a_former_address_resets_no_password(client, lakes):
    person = factories.user("lead", lakes, email="old@example.org")
    EmailAddress.objects.create(user=person, email="old@example.org", primary=True, verified=True)
    client.force_login(factories.administrator())
    page = reverse("admin:partnership_user_change", args=[person.pk])
    rows = {"roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0}
    sent = {"email": "new@example.org", "post": person.post, "is_active": "on"}
    assert client.post(page, sent | rows).status_code == 302
    client.logout()
    mail.outbox.clear()
    client.post(reverse("account_reset_password"), {"email": "old@example.org"})
    assert not any("/reset/" in each.body for each in mail.outbox)
    client.post(reverse("account_reset_password"), {"email": "new@example.org"})
    assert any("/reset/" in each.body for each in mail.outbox)
