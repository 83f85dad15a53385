"""Editions made without the renderer, for tests of what the public reads of a plan."""

from django.utils import timezone

from plans.documents.outline import load_outline
from plans.documents.snapshot import snapshot_of
from publishing.models import Document, Edition


def published(plan):
    """The plan as it stands now becomes an edition that the public reads."""
    if plan.document is None:
        plan.document = Document.objects.create(
            partnership=plan.partnership, title=plan.full_title, slug=plan.slug, kind="plan"
        )
        plan.save()
    document = plan.document
    number = document.editions.count() + 1
    document.current_edition = Edition.objects.create(
        document=document,
        number=number,
        change_note="Other words." if number > 1 else "",
        title=plan.full_title,
        fragment="<p>Words.</p>",
        snapshot=snapshot_of(plan, load_outline(plan)),
        content_hash="a" * 64,
        published_at=timezone.now(),
        published_by=plan.uid,
        published_by_label="Officer",
    )
    document.save()
    return plan
