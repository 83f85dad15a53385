"""Where a second factor is required, nobody works without one.

Whoever has signed in with a password alone is led to the page that sets one up. For them the
public pages are what they are for everybody; the workspace, the admin screens and whatever
takes a post do not open.
"""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect

# What somebody needs to set one up, and to leave.
SETTING_UP = {
    *("mfa_index", "mfa_activate_totp", "mfa_add_webauthn"),
    *("account_reauthenticate", "account_login", "account_logout", "admin:logout"),
}
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def second_factor_required(get_response):
    def answer(request):
        return get_response(request)

    def before_the_view(request, view, args, kwargs):
        if not _asked_of(request) or is_mfa_enabled(request.user, FACTORS):
            return None
        if getattr(view, "login_required", True):
            return redirect("mfa_index")
        # A public page that shows its own people more must not do so now.
        request.user = AnonymousUser()
        return None

    answer.process_view = before_the_view
    return answer


def _asked_of(request):
    return (
        settings.SECOND_FACTOR_REQUIRED
        # Without its cookie nobody looks: a page for everybody must not depend on a session.
        and settings.SESSION_COOKIE_NAME in request.COOKIES
        and request.user.is_authenticated
        and request.resolver_match.view_name not in SETTING_UP
    )
