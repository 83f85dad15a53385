"""What was said about a plan while it is written."""

from django.db.models import Count

from plans.models import Comment


def open_counts(plan):
    """How many comments wait for an answer, by the key of their section (None: the whole plan)."""
    found = Comment.objects.filter(plan=plan, parent=None, resolved_at=None)
    return dict(found.order_by().values_list("section").annotate(Count("pk")))
