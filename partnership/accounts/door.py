"""How people come in: by invitation, never by signing themselves up. The audit names each try."""

import logging
import smtplib
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.contrib.auth import authenticate
from django.core.mail import get_connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.accounts.guesses import guess, same_address, taken_back
from partnership.accounts.sessions import SIGNED_IN_AT
from partnership.models import User
from records.models import note

log = logging.getLogger(__name__)

MAIL_WAITS = 3  # seconds for a mail server that does not answer; the person is waiting


class InvitationOnly(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "Too many attempts. Wait five minutes, then try again, or choose a new password."
        ),
    }

    def is_open_for_signup(self, request):
        return False

    # ---- signing in

    def authenticate(self, request, **credentials):
        """The person whose password this is. A closed account answers as a wrong password does."""
        counted = guess(request, account=same_address(str(credentials.get("email") or "")))
        person = authenticate(request, **credentials)
        if person is None:
            self.authentication_failed(request, **credentials)
        else:
            taken_back(counted)
        return person

    def post_login(self, request, user, **kwargs):
        request.session[SIGNED_IN_AT] = time.time()
        note("account.sign_in", by=user, now=timezone.now(), target=user)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request, **credentials):
        """The address is kept, so that guessing can be seen; the password never."""
        address = str(credentials.get("email") or "")[:254]
        known = User.objects.filter(email__iexact=address).first()
        note(
            "account.sign_in_failure",
            by=None,
            now=timezone.now(),
            target=known,
            reason="Wrong password, or an account that is closed" if known else "Unknown address",
            after={"address": address},
        )

    def logout(self, request):
        if request.user.is_authenticated:
            note("account.sign_out", by=request.user, now=timezone.now(), target=request.user)
        super().logout(request)

    def is_reauthentication_required(self, *, app, **kwargs):
        """Who has just signed in need not show at once again who they are."""
        signed_in = context.request.session.get(SIGNED_IN_AT, 0)
        return time.time() - signed_in > app_settings.REAUTHENTICATION_TIMEOUT

    # ---- mail

    def send_mail(self, template_prefix, email, context):
        """A mail server that is away undoes nothing, keeps nobody waiting and tells nobody
        which accounts there are."""
        mail = self.render_mail(template_prefix, email, context)
        mail.connection = get_connection(timeout=MAIL_WAITS)
        try:
            mail.send()
        except (OSError, smtplib.SMTPException) as error:
            log.error("The mail “%s” was not sent: %s", template_prefix, error)
