"""What somebody has read of a plan: kept for them alone, so no audit tells of it."""

from django.db import transaction

from plans.documents.since import text_now
from plans.models import Plan, PlanLook, SeenText
from records.moves import Refused


@transaction.atomic
def mark_read(plan, *, hash, by, now):
    """Remember the text that somebody has just read; texts that nobody remembers are let go.

    ``hash`` names the text that their page showed: what was written since is not marked.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    text = text_now(plan)
    if text.hash != hash:
        raise Refused(
            "The plan was changed while you were reading. What is new stands below; "
            "nothing is marked as read yet."
        )
    seen, _ = SeenText.objects.get_or_create(
        plan=plan, content_hash=text.hash, defaults={"fragment": text.fragment}
    )
    look, _ = PlanLook.objects.update_or_create(
        plan=plan, user=by, defaults={"text": seen, "at": now}
    )
    SeenText.objects.filter(plan=plan, looks=None).delete()
    return look
