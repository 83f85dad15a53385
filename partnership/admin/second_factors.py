"""Who has which second factor. What is secret of it is shown to nobody."""

from allauth.mfa import admin as allauths  # noqa: F401  (registers a page of its own, once)
from allauth.mfa.models import Authenticator
from django.contrib import admin

from partnership.admin.scoped import Secret

admin.site.unregister(Authenticator)


@admin.register(Authenticator)
class AuthenticatorAdmin(Secret):
    """Read here; people keep their own, and administrators take them away in the workspace."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    list_select_related = ["user"]
    search_fields = ["user__email", "user__post"]
    fields = ["user", "type", "created_at", "last_used_at"]
