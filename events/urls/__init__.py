"""Events: in the workspace, at the tables, and as the public reads of them."""

from events.urls import (
    capture,
    coding,
    consultations,
    entries,
    meetings,
    night,
    public,
    report,
    setup,
)

app_name = "events"
urlpatterns = [
    *setup.urlpatterns,
    *consultations.urlpatterns,
    *night.urlpatterns,
    *entries.urlpatterns,
    *coding.urlpatterns,
    *report.urlpatterns,
    *meetings.urlpatterns,
    *capture.urlpatterns,
    *public.urlpatterns,
]
