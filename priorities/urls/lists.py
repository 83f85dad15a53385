"""Lists of priorities, priorities and referrals."""

urlpatterns = []
