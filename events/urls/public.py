"""What anybody can read of events."""

from django.urls import path

from events.public_views import calendar, events, reports

EVENTS = "<slug:partnership>/events/"
EVENT = f"{EVENTS}<slug:event>/"
REPORT = f"{EVENT}report/"
EDITION = f"{REPORT}editions/<int:number>/"

urlpatterns = [
    path(EVENTS, events.EventList.as_view(), name="event_list"),
    path(f"{EVENTS}events.ics", calendar.events_calendar, name="events_calendar"),
    path(EVENT, events.EventPage.as_view(), name="event_page"),
    path(f"{EVENT}event.ics", calendar.event_calendar, name="event_calendar"),
    path(REPORT, reports.ReportPage.as_view(), name="report_page"),
    path(f"{REPORT}report.<str:suffix>", reports.report_file, name="report_file"),
    path(EDITION, reports.ReportEditionPage.as_view(), name="report_edition_page"),
    path(f"{EDITION}report.<str:suffix>", reports.report_edition_file, name="report_edition_file"),
]
