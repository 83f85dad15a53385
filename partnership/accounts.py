"""How people come in: by invitation, never by signing themselves up. The audit names each try."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils import timezone

from partnership.models import User
from records.models import note


class InvitationOnly(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def post_login(self, request, user, **kwargs):
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
        super().authentication_failed(request, **credentials)

    def logout(self, request):
        if request.user.is_authenticated:
            note("account.sign_out", by=request.user, now=timezone.now(), target=request.user)
        super().logout(request)
