"""Actions on the move: board, timeline, milestones, and what the public sees of them."""

urlpatterns = []
