"""What drafts that were given to the public ask of their officers."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from partnership.permissions import is_officer
from plans.models import ConsultationDraft
from portal.views.rows import Row


def consulting_rows(user, plans):
    """Replies that nobody has looked at, or answered; a report that nobody has published."""
    mine = [plan.pk for plan in plans if is_officer(user, plan.partnership)]
    drafts = ConsultationDraft.objects.filter(plan__in=mine, report_published_at=None)
    drafts = drafts.select_related("plan").annotate(
        unread=Count("replies", filter=Q(replies__standing="waiting")),
        silent=Count("replies", filter=Q(replies__standing="accepted", replies__outcome="")),
    )
    today = timezone.localdate()
    for draft in drafts:
        yield from _rows_of(draft, over=draft.state == "closed" or draft.closes_on < today)


def _rows_of(draft, *, over):
    title = f"Draft of {draft.plan.full_title}"
    address = reverse("plans:draft_detail", args=[draft.uid])
    if draft.unread:
        why = f"{_replies(draft.unread)} came in that nobody has looked at."
        yield Row(title, why, f"{address}?show=waiting", "Look at them", "warn", "New replies")
    elif draft.silent:
        why = f"{_replies(draft.silent)} without an answer."
        yield Row(title, why, f"{address}?show=unanswered", "Answer", "warn", "Not answered")
    elif over:
        report = reverse("plans:draft_answers", args=[draft.uid])
        why = "Replies are closed and each has its answer. Publish the report."
        yield Row(title, why, report, "See the report", "good", "Answered")


def _replies(count):
    return "One reply" if count == 1 else f"{count} replies"
