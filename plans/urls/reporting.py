"""The quarter: what groups report, and what officers ask, accept and close."""

urlpatterns = []
