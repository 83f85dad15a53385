"""Setting up events, series and consultations."""

from django.urls import path

from events.views.setup import events, people, series, workshops

W = "workspace/"
EVENT = f"{W}events/<uuid:event>/"
SESSION = f"{W}sessions/<uuid:workshop>/"

urlpatterns = [
    path(f"{W}events/", series.WorkspaceEventList.as_view(), name="workspace_event_list"),
    path(f"{W}<slug:partnership>/events/add/", events.EventAdd.as_view(), name="event_add"),
    path(f"{W}<slug:partnership>/series/add/", series.SeriesAdd.as_view(), name="series_add"),
    path(f"{W}series/<uuid:series>/edit/", series.SeriesEdit.as_view(), name="series_edit"),
    path(EVENT, events.EventDetail.as_view(), name="event_detail"),
    path(f"{EVENT}edit/", events.EventEdit.as_view(), name="event_edit"),
    path(f"{EVENT}texts/", events.EventTexts.as_view(), name="event_texts"),
    path(f"{EVENT}move/", events.event_move, name="event_move"),
    path(f"{EVENT}attendance/", people.AttendanceEdit.as_view(), name="attendance_edit"),
    path(f"{EVENT}tables/", people.TablesEdit.as_view(), name="tables_edit"),
    path(f"{EVENT}asked/", people.ConsultationEdit.as_view(), name="consultation_edit"),
    path(f"{EVENT}sessions/add/", workshops.WorkshopAdd.as_view(), name="workshop_add"),
    path(SESSION, workshops.WorkshopEdit.as_view(), name="workshop_edit"),
    path(f"{SESSION}move/", workshops.workshop_move, name="workshop_move"),
    path(f"{SESSION}remove/", workshops.workshop_remove, name="workshop_remove"),
]
