"""How often somebody may guess: ten times in five minutes, at one account and from one place.

Counted in the cache that all processes share. A guess that was right is not counted, so that
a whole office behind one address signs in; nobody clears the wrong ones by one right one.
"""

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit


def guess(request, *, account=None):
    """Count a guess before it is looked at; ``taken_back`` once it was right.

    ``account`` names whom it is about where allauth does not count that itself.
    """
    counted = [_count(request, "guess_from")]
    if account is not None:
        counted.append(_count(request, "guess_at", account))
    return counted


def taken_back(counted):
    for usage in counted:
        usage.rollback()


def forgiven(request, account):
    """Whoever has chosen a new password by the link in a mail begins anew."""
    ratelimit.clear(request, app="allauth.account", action="guess_at", key=account)


def _count(request, action, key=None):
    usage = ratelimit.consume(request, app="allauth.account", action=action, key=key)
    if not usage:
        raise get_adapter().validation_error("too_many_login_attempts")
    return usage


def same_address(address):
    """An e-mail address as the database compares it: capitals and look-alikes of them are one."""
    return address.strip().upper().casefold()
