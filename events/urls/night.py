"""On the night: tables, sessions, the wall."""

from django.urls import path

from events.views import night

EVENT = "workspace/events/<uuid:event>/"

urlpatterns = [
    path(f"{EVENT}night/", night.EventNight.as_view(), name="event_night"),
    path(f"{EVENT}night/move/", night.night_move, name="night_move"),
    path(f"{EVENT}night/themes/", night.themes_release, name="themes_release"),
    path(f"{EVENT}sheets.pdf", night.table_sheets, name="table_sheets"),
    path(f"{EVENT}wall/", night.EventWall.as_view(), name="event_wall"),
    path(f"{EVENT}wall/board/", night.EventWallBoard.as_view(), name="event_wall_board"),
    path("workspace/sessions/<uuid:workshop>/open/", night.session_move, name="session_move"),
    path("workspace/tables/<uuid:table>/pin/", night.table_pin, name="table_pin"),
]
