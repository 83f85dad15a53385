"""Where the money goes, and what could go wrong."""

urlpatterns = []
