"""What matters: in the workspace, and as the public reads of it."""

from priorities.urls import figures, imports, lists, public, rounds, scoring, surveys, targets

app_name = "priorities"
urlpatterns = [
    *targets.urlpatterns,
    *rounds.urlpatterns,
    *scoring.urlpatterns,
    *figures.urlpatterns,
    *surveys.urlpatterns,
    *lists.urlpatterns,
    *imports.urlpatterns,
    *public.urlpatterns,
]
