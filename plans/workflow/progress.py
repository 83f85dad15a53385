"""The report on an action: how it stands in a quarter, in words, told by somebody."""

from django.db import transaction

from plans.documents.reported import asked_for, line_of
from plans.permissions import may_report
from plans.workflow.quarters import IS_CLOSED, held_open
from plans.workflow.showing import lose_approval
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

IN_A_REPORT = "{} reports on this action in {}. Write it in the group’s report."


@transaction.atomic
def report(update, *, base_version, by, now):
    """Save an update of an action's progress; it reports on the plan and changes none of it.

    Where the groups were asked for the quarter, what an action's group says stands in its report.
    """
    if not may_report(by, update.action):
        raise Refused("Officers and the lead of the action's group report on it.")
    _not_asked_for(update)
    lose_approval(update, by=by, now=now)
    if update.pk:
        save_over(update, base_version=base_version, by=by)
    else:
        save_new(update, by=by)
    stands = {"quarter": update.label, "status": update.status}
    note("action.report", by=by, now=now, target=update.action, after=stands)
    return update


def _not_asked_for(update):
    asked = asked_for(update.action.plan.partnership_id, update.year, update.quarter)
    if asked is None:
        return
    if not asked.is_open:
        raise Refused(IS_CLOSED.format(asked))
    held_open(asked)
    if line := line_of(update.action, asked):
        raise Refused(IN_A_REPORT.format(line.report.group, str(asked).lower()))
