"""Scores, the spread and the decision."""

urlpatterns = []
