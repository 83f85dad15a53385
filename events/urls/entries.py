"""Contributions: typed in, imported, exported."""

urlpatterns = []
