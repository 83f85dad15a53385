"""What allauth says has happened to an account, written into the audit."""

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa import signals
from django.dispatch import receiver
from django.utils import timezone

from partnership.accounts.guesses import forgiven, same_address
from partnership.workflow.sessions import end_sessions
from records.models import note


@receiver(signals.authenticator_added)
def _added(request, user, authenticator, **_):
    """Sessions that began before, by a password alone, must not go on as if they had shown it."""
    _note("account.factor_added", user, authenticator)
    _end_others(request, user)


@receiver(signals.authenticator_removed)
def _removed(request, user, authenticator, **_):
    _note("account.factor_removed", user, authenticator)
    _end_others(request, user)


@receiver(signals.authenticator_reset)
def _codes_made(user, authenticator, **_):
    _note("account.recovery_codes_made", user, authenticator)


@receiver(signals.authenticator_used)
def _used(user, authenticator, reauthenticated=False, passwordless=False, **_):
    how = {"to confirm": reauthenticated, "without a password": passwordless}
    reason = ", ".join(words for words, true in how.items() if true)
    spent = authenticator.type == authenticator.Type.RECOVERY_CODES
    action = "account.recovery_code_used" if spent else "account.factor_used"
    _note(action, user, authenticator, reason=reason)


@receiver(signals.authentication_failed)
def _failed(user, authenticator, **_):
    after = {"kind": authenticator.type}
    note("account.factor_failure", by=None, now=timezone.now(), target=user, after=after)


@receiver([password_changed, password_set])
def _password_changed(user, **_):
    note("account.password_changed", by=user, now=timezone.now(), target=user)


@receiver(password_reset)
def _password_reset(request, user, **_):
    forgiven(request, same_address(user.email))
    note("account.password_reset", by=user, now=timezone.now(), target=user)


def _note(action, user, authenticator, **words):
    after = {"kind": authenticator.type}
    note(action, by=user, now=timezone.now(), target=user, after=after, **words)


def _end_others(request, user):
    own = request.session.session_key
    end_sessions(user, but=own, reason="Second factors changed", by=user, now=timezone.now())
