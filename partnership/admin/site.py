"""One door for everybody: the admin screens sign in and out where all others do."""

from allauth.account import views
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.core.exceptions import PermissionDenied


def may_enter(request):
    """Administrators and officers; who is signed in as another is told so, not asked again."""
    person = request.user
    if person.is_authenticated and not (person.is_active and person.is_staff):
        raise PermissionDenied
    return person.is_authenticated


admin.site.site_header = "Portal administration"
admin.site.site_title = "Portal administration"
admin.site.index_title = "What the portal keeps"
admin.site.site_url = "/workspace/"
admin.site.has_permission = may_enter
# Its own doors would pass by the rate limits and leave no line in the audit.
admin.site.login = secure_admin_login(admin.site.login)
admin.site.logout = views.logout
admin.site.password_change = views.password_change
