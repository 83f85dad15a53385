"""The report on an action: how it stands in a quarter, in words, told by somebody."""

from django.db import transaction

from plans.permissions import may_report
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over


@transaction.atomic
def report(update, *, base_version, by, now):
    """Save an update of an action's progress; it reports on the plan and changes none of it."""
    if not may_report(by, update.action):
        raise Refused("Officers and the lead of the action's group report on it.")
    if update.pk:
        save_over(update, base_version=base_version, by=by)
    else:
        save_new(update, by=by)
    stands = {"quarter": update.label, "status": update.status}
    note("action.report", by=by, now=now, target=update.action, after=stands)
    return update
