"""What anybody can read of events."""

urlpatterns = []
