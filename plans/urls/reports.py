"""Reports made of what the groups sent, and of what the money did."""

urlpatterns = []
