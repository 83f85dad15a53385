"""Surveys, findings and what sources state."""

urlpatterns = []
