"""What people are told of their account, on the page and by mail, is in the portal's own words."""

import re
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.core import mail
from django.template.loader import get_template
from django.urls import reverse

from tests import factories
from tests.partnership.second_factors import SECRET, shown, sign_in

ALLAUTHS = Path(allauth.__file__).parent / "templates"
KINDS = ("account/messages", "account/email", "mfa/messages", "mfa/email")
NEW_PASSWORD = "another-sturdy-lantern-47"

# Beginnings of what allauth could say and here never does, with the reason.
NEVER_SAID = {
    **dict.fromkeys(
        [
            *("account/messages/cannot_delete_primary_email", "account/messages/email_"),
            *("account/messages/primary_email_set", "account/messages/unverified_primary_email"),
            *("account/email/email_changed", "account/email/email_deleted"),
            *("account/email/email_confirm", "account/email/email_confirmation"),
        ],
        "an administrator changes the address; invitations prove it",
    ),
    "account/messages/phone_": "nobody signs in by telephone",
    **dict.fromkeys(
        ["account/messages/login_code_sent", "account/email/login_code"],
        "nobody signs in by a mailed code",
    ),
    "account/email/password_reset_code": "a new password comes by a link",
    "account/email/account_already_exists": "nobody signs up",
}


def allauths():
    """Every message and mail that allauth has words of its own for."""
    return [
        str(path.relative_to(ALLAUTHS)) for kind in KINDS for path in (ALLAUTHS / kind).iterdir()
    ]


def test_nothing_that_can_be_said_is_in_allauths_words():
    """Also what another version of allauth says anew is found."""
    said = [name for name in allauths() if not name.startswith(tuple(NEVER_SAID))]
    stock = [
        name
        for name in said
        if not Path(get_template(name).origin.name).is_relative_to(settings.BASE_DIR / "templates")
    ]
    assert stock == [] and len(said) > 25


def test_each_exemption_is_of_something_that_is_there():
    assert [one for one in NEVER_SAID if not any(name.startswith(one) for name in allauths())] == []


@pytest.fixture
def officer(db):
    return factories.user("officer", factories.partnership("lakes"), email="officer@example.org")


def told(answer):
    """The notices that the next page shows."""
    return [str(notice) for notice in answer.context["messages"]]


def change_password(client, prefix=""):
    given = {
        "oldpassword": factories.PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD,
    }  # fmt: skip
    return client.post(prefix + reverse("account_change_password"), given, follow=True)


def test_signing_in_and_out_is_said_plainly(client, officer):
    sign_in(client, officer.email)
    assert told(client.get(reverse("account_change_password"))) == ["You are signed in."]
    assert told(client.post(reverse("account_logout"), follow=True)) == ["You are signed out."]


@pytest.mark.parametrize(
    ("prefix", "words", "when"),
    [
        ("", "Your password was changed", "from the network address"),
        ("/cy", "Newidiwyd eich cyfrinair", "o’r cyfeiriad rhwydwaith"),
    ],
)
def test_a_changed_password_is_said_and_mailed_in_both_languages(
    client, officer, prefix, words, when
):
    sign_in(client, officer.email)
    client.get(reverse("account_change_password"))
    assert told(change_password(client, prefix)) == [f"{words}."]
    [sent] = mail.outbox
    assert (sent.subject, sent.to) == (words, [officer.email])
    assert sent.body.startswith(f"{words}.") and when in sent.body


def test_a_password_chosen_by_a_link_is_mailed(client, officer):
    client.post(reverse("account_reset_password"), {"email": officer.email})
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert mail.outbox[-1].subject == "You have a new password"
    assert "by a link in a mail" in mail.outbox[-1].body


def test_a_second_factor_is_mailed(client, officer, django_capture_on_commit_callbacks):
    sign_in(client, officer.email)
    client.get(reverse("mfa_activate_totp"))
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": shown()})
    assert [each.subject for each in mail.outbox] == ["An app was set up as your second factor"]


def test_new_codes_without_a_second_factor_are_refused_plainly(client, officer):
    sign_in(client, officer.email)
    page = client.post(reverse("mfa_generate_recovery_codes"), follow=True).content.decode()
    assert "Set up an app or a passkey first" in page
