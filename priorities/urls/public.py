"""What everybody reads of priorities."""

urlpatterns = []
