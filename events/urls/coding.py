"""Themes: coding, merging, redacting, comparing."""

urlpatterns = []
