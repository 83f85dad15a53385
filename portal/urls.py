"""The front door, each role's start page and every partnership's front page."""

from django.urls import path

from portal.public_views import front
from portal.views import start

app_name = "portal"

urlpatterns = [
    path("", front.Home.as_view(), name="home"),
    path("workspace/", start.Start.as_view(), name="start"),
    path("<slug:partnership>/", front.PartnershipHome.as_view(), name="partnership_home"),
    path("<slug:partnership>/colour.css", front.partnership_colour, name="partnership_colour"),
]
