"""At the table: no account, a link and a PIN."""

from django.urls import path

from events.public_views import capture, capture_exchange

urlpatterns = [
    # Before the tables, whose tokens have no dot.
    path("capture/worker.js", capture_exchange.capture_worker, name="capture_worker"),
    path("capture/<slug:token>/", capture.capture_page, name="capture_page"),
    path("capture/<slug:token>/state/", capture_exchange.capture_state, name="capture_state"),
    path("capture/<slug:token>/entries/", capture_exchange.capture_entries, name="capture_entries"),
    path("capture/<slug:token>/add/", capture.capture_add, name="capture_add"),
    path("capture/<slug:token>/tables/", capture.capture_tables, name="capture_tables"),
]
