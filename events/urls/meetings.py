"""Meetings: the year’s calendar, agendas, notes, and what the public sees of them."""

urlpatterns = []
