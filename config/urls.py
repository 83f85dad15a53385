"""Every address of the portal; each room names its own below its prefix.

What people read has the same address in Welsh, below ``/cy/``.
"""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("portal.health_urls")),
    *i18n_patterns(
        # Instead of allauth's page, on which people would change the address they are known by.
        path(
            "accounts/email/",
            TemplateView.as_view(template_name="account/email.html"),
            name="account_email",
        ),
        path("accounts/", include("allauth.account.urls")),
        path("accounts/second-factor/", include("allauth.mfa.urls")),
        path("", include("partnership.urls")),
        path("", include("publishing.urls")),
        path("", include("events.urls")),
        path("", include("priorities.urls")),
        path("", include("plans.urls")),
        path("", include("portal.urls")),
        prefix_default_language=False,
    ),
]

handler500 = "portal.public_views.faults.server_error"
