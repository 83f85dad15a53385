"""The evaluation report: composed, previewed, published."""

urlpatterns = []
