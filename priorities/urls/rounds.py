"""Assessment rounds, candidates, their evidence and schemes."""

urlpatterns = []
