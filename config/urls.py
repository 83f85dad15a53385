"""Every address of the portal; each room names its own below its prefix."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.account.urls")),
    path("health/", include("portal.health_urls")),
    path("", include("partnership.urls")),
    path("", include("events.urls")),
    path("", include("priorities.urls")),
    path("", include("plans.urls")),
    path("", include("portal.urls")),
]
