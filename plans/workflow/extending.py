"""Let a published plan hold beyond its last day, while the next one is prepared."""

from django.db import transaction

from plans.models import Plan
from plans.permissions import may_publish
from publishing.workflow.withholding import withhold
from records.models import note
from records.moves import Refused
from records.periods import day_label
from records.saving import save_over


@transaction.atomic
def extend(plan, *, until, reason, by, now):
    """Say until when it holds and why; without a day the extension is taken back.

    What was published stays as it is: only how the plan stands is said anew.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if not may_publish(by, plan):
        raise Refused("Officers extend a plan.")
    document = plan.document
    if document is None or document.current_edition is None or document.withdrawn:
        raise Refused("Only a plan that the public can read is extended.")
    if until is not None and until <= plan.ends_on:
        raise Refused(f"It holds until {day_label(plan.ends_on)} anyway. Choose a later day.")
    if until is None and plan.extended_until is None:
        raise Refused("It is not extended, so there is nothing to take back.")
    before = str(plan.extended_until or "")
    plan.extended_until, plan.extended_reason = until, reason.strip() if until else ""
    save_over(plan, base_version=plan.version, by=by)
    note(
        "plan.extend",
        by=by,
        now=now,
        target=plan,
        reason=reason,
        before={"until": before},
        after={"until": str(until or "")},
    )
    withhold(document)
    return plan
