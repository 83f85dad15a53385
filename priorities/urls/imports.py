"""Files of evidence."""

urlpatterns = []
