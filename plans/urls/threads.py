"""The thread, from what was said to what became of it and back."""

urlpatterns = []
