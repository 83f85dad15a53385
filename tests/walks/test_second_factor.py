"""Every page as an administrator who has not shown the second factor that is required."""

from django.db import transaction
from django.urls import reverse

from tests import test_access
from tests.test_access import PAGE_ROWS, POSTED, address_of, get

# One of everything in a partnership, and the people who may see it.
world, people, things = test_access.world, test_access.people, test_access.things

# What somebody without the second factor that is required still reaches of their own.
SETTING_UP = {"mfa_index", "account_login", "account_logout", "account_reauthenticate"}
SETTING_UP |= {"mfa_activate_totp", "mfa_add_webauthn", "admin:logout"}


def test_nobody_works_without_the_second_factor_that_is_required(client, people, things, settings):
    """Not even an administrator gets more than somebody who is not signed in at all."""
    settings.SECOND_FACTOR_REQUIRED = True
    more = {}
    for name in sorted(PAGE_ROWS.keys() - SETTING_UP):
        with transaction.atomic():
            address = address_of(name, things)
            answer = get(client, people["administrator"], address, post=name in POSTED)
            transaction.set_rollback(True)
        if not _kept_out(answer, PAGE_ROWS[name][0]):
            more[name] = answer.status_code
    assert more == {}


def _kept_out(answer, nobody):
    """Whether this is what nobody gets, or the way to set up a second factor instead."""
    led = answer.status_code == 302 and "/login/" not in answer.url
    if nobody == "302" and led:
        return answer.url == reverse("mfa_index")
    return nobody in {str(answer.status_code), "any"}
