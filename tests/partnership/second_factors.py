"""An authenticator app and what somebody does with it, for tests."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.urls import reverse

from tests import factories

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def app_of(person, secret=SECRET):
    """Somebody has an app, and the recovery codes that come with it: the codes."""
    TOTP.activate(person, secret)
    return RecoveryCodes.activate(person).generate_codes()


def shown(secret=SECRET, *, later=0):
    """The code that the app shows, now or some half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def passkey_of(person, name="Blue key"):
    """A row as a passkey leaves it; nobody can sign in with it."""
    kept = {"name": name, "credential": {}}
    return Authenticator.objects.create(user=person, type="webauthn", data=kept)


def sign_in(client, email, password=factories.PASSWORD, **headers):
    given = {"login": email, "password": password}
    return client.post(reverse("account_login"), given, **headers)


def give_code(client, code, **headers):
    return client.post(reverse("mfa_authenticate"), {"code": code}, **headers)
