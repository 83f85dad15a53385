"""A risk from its first mention to its end: kept, looked at again, closed with a reason, reopened.

Risks change all year. One thing of them stands in the plan's text: the first risk that is linked
to the budget. Its words, and which risk that is, change only while the plan is a draft.
"""

from django.db import transaction
from django.utils.timezone import localdate

from plans.models import Plan, Risk
from plans.permissions import may_keep_money
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

IN_TEXT = (
    "The plan’s text tells of this risk beside its budget, and the text is locked. Reopen the "
    "plan to change the words: that is a new edition with its note."
)


def text_risk(budget):
    """The risk of which the plan's text tells beside its budget, or None."""
    return budget.risks.order_by("pk").first() if budget else None


def changes_text(risk, stored):
    """Whether saving this risk would change what the plan's text says beside its budget."""
    if stored is not None and stored.budget_id:
        told = text_risk(stored.budget)
        moved = risk.budget_id != stored.budget_id or risk.wording != stored.wording
        return told.pk == stored.pk and moved
    if not risk.budget_id:
        return False
    told = text_risk(risk.budget)
    return told is None or (risk.pk is not None and risk.pk < told.pk)


@transaction.atomic
def keep_risk(risk, *, base_version=None, by, now):
    """Save a risk, new or changed."""
    _refuse(risk, by)
    stored = Risk.objects.filter(pk=risk.pk).select_related("budget").first() if risk.pk else None
    plan = Plan.objects.select_for_update().get(pk=risk.plan_id)  # nobody submits it meanwhile
    if not plan.is_open and changes_text(risk, stored):
        raise Refused(IN_TEXT)
    if stored is None:
        save_new(risk, by=by)
    else:
        save_over(risk, base_version=base_version, by=by)
    note("risk.add" if stored is None else "risk.change", by=by, now=now, target=risk)
    return risk


@transaction.atomic
def review_risk(risk, *, words, base_version, by, now):
    """Say that the risk was looked at today, and when it will be next."""
    _refuse(risk, by)
    if risk.closed_on:
        raise Refused("This risk is closed. Open it again first.")
    risk.reviewed_on = localdate(now)
    save_over(risk, base_version=base_version, by=by)
    after = {
        "review_on": risk.review_on.isoformat() if risk.review_on else "",
        "likelihood": risk.likelihood,
        "impact": risk.impact,
    }
    note("risk.review", by=by, now=now, target=risk, reason=words.strip(), after=after)
    return risk


@transaction.atomic
def close_risk(risk, *, reason, by, now):
    """Take a risk off the list, with the reason; its words stay, also in the plan."""
    risk = _lock(risk, by)
    if risk.closed_on:
        raise Refused("This risk is closed already.")
    if not reason.strip():
        raise Refused("Say why it is closed.")
    risk.closed_on, risk.closed_reason = localdate(now), reason.strip()
    save_over(risk, base_version=risk.version, by=by)
    note("risk.close", by=by, now=now, target=risk, reason=risk.closed_reason)
    return risk


@transaction.atomic
def reopen_risk(risk, *, by, now):
    """Put a closed risk back on the list."""
    risk = _lock(risk, by)
    if not risk.closed_on:
        raise Refused("This risk is open.")
    before = {"closed_on": risk.closed_on.isoformat(), "reason": risk.closed_reason}
    risk.closed_on, risk.closed_reason = None, ""
    save_over(risk, base_version=risk.version, by=by)
    note("risk.reopen", by=by, now=now, target=risk, before=before)
    return risk


def _lock(risk, by):
    _refuse(risk, by)
    return Risk.objects.select_for_update().get(pk=risk.pk)


def _refuse(risk, by):
    if not may_keep_money(by, risk.plan):
        raise Refused("Officers of the partnership keep its risks.")
