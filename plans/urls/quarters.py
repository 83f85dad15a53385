"""The officer's quarter: who is asked, who has reported, what is accepted and closed."""

urlpatterns = []
