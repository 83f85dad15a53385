"""What groups report each quarter."""

urlpatterns = []
