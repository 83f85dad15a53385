"""What is done for somebody who has lost a phone or a key, and when the portal's key changes."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from partnership.permissions import is_administrator
from partnership.workflow.sessions import end_sessions
from records.models import note
from records.moves import Refused


@transaction.atomic
def reset_second_factor(person, *, reason, by, now):
    """Take all second factors away, and sign the person out everywhere; a mail tells them."""
    if not is_administrator(by):
        raise Refused("Only administrators take away second factors.")
    if by == person:
        raise Refused("Change your own on the page of your second factors.")
    if not reason.strip():
        raise Refused("Give a reason.")
    factors = Authenticator.objects.select_for_update().filter(user=person)
    kinds = sorted(factors.values_list("type", flat=True))
    if not kinds:
        raise Refused(f"{person} has no second factor.")
    factors.delete()
    note(
        "account.second_factor_reset",
        by=by,
        now=now,
        target=person,
        reason=reason,
        before={"kinds": kinds},
    )
    end_sessions(person, reason="Second factors taken away", by=by, now=now)
    # Robust: a mail server that is down leaves nobody with a phone that is lost.
    transaction.on_commit(lambda: _tell(person), robust=True)


def _tell(person):
    send_mail(
        "Your second factor was taken away",
        render_to_string("partnership/mail/second_factor_reset.txt", {"person": person}),
        None,
        [person.email],
    )


@transaction.atomic
def lock_anew(*, now):
    """Lock every second factor with the key of today: how many were not, and whose no key opens."""
    count, unreadable = 0, set()
    for factor in Authenticator.objects.select_for_update(of=("self",)).select_related("user"):
        try:
            data = get_adapter().locked_anew(factor.data)
        except InvalidToken:
            unreadable.add(factor.user)
            continue
        if data != factor.data:
            Authenticator.objects.filter(pk=factor.pk).update(data=data)
            count += 1
    if count:
        note("account.second_factors_locked_anew", by=None, now=now, after={"factors": count})
    return count, unreadable
