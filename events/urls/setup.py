"""Setting up events, series and consultations."""

urlpatterns = []
