"""On the night: tables, sessions, the wall."""

urlpatterns = []
