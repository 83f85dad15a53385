"""Measures, figures, comparisons and comparator groups."""

urlpatterns = []
