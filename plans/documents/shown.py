"""The published plans that are answered before Django."""

from functools import partial

from plans.documents.address import public_address
from plans.models import Plan
from publishing.documents.shown import Shown


def shown_plans():
    """Each plan that the public can read, with what its pages say of it besides its edition."""
    plans = Plan.objects.published().select_related(
        "partnership", "document__partnership", "document__current_edition"
    )
    for plan in plans:
        state = f"{plan.version} {plan.predecessor_id}"
        yield Shown(plan.document, state, partial(public_address, plan))
