"""What measures should reach, and what meetings decided about priorities."""

urlpatterns = []
