"""The money of a plan: its lines, their amounts, its budget and its sources, kept and corrected.

Lines and amounts change no text that was agreed, so officers keep them all year. Budget and
sources are part of the plan's text: they change while the plan is a draft.
"""

from django.db import transaction

from plans.models import FundingLine, Plan
from plans.permissions import may_edit, may_keep_money
from records.models import note
from records.moves import Refused
from records.numbers import pounds
from records.saving import save_new, save_over

LOCKED = (
    "The budget and its sources are part of the plan’s text, which is locked. Reopen the plan: "
    "a correction becomes a new edition with its note."
)
NOT_YOURS = "Officers of the partnership keep its money."


def _refuse(plan, by):
    if not may_keep_money(by, plan):
        raise Refused(NOT_YOURS)


def _save(thing, base_version, by):
    """Whether it is new, once it is saved."""
    new = thing.pk is None
    if new:
        save_new(thing, by=by)
    else:
        save_over(thing, base_version=base_version, by=by)
    return new


@transaction.atomic
def keep_line(line, *, base_version=None, by, now):
    """Save a line: who gets some of the money, for what."""
    _refuse(line.plan, by)
    if line.pk is None:
        last = FundingLine.objects.filter(plan=line.plan).order_by("order").last()
        line.order = last.order + 1 if last else 1
    new = _save(line, base_version, by)
    what = "money.line.add" if new else "money.line.change"
    note(what, by=by, now=now, target=line, after={"purpose": line.purpose})
    return line


@transaction.atomic
def remove_line(line, *, by, now):
    """Take out a line on which no amount stands."""
    _refuse(line.plan, by)
    if line.amounts.exists():
        raise Refused("Amounts stand on this line. Take them out first, each with its reason.")
    note("money.line.remove", by=by, now=now, target=line, before={"purpose": line.purpose})
    line._history_user = by
    line.delete()


@transaction.atomic
def keep_amount(amount, *, base_version=None, by, now):
    """Save an amount; what stood there before is kept in the audit."""
    _refuse(amount.line.plan, by)
    stored = type(amount).objects.filter(pk=amount.pk).first() if amount.pk else None
    before = _told(stored) if stored else None
    new = _save(amount, base_version, by)
    what = "money.amount.add" if new else "money.amount.change"
    note(what, by=by, now=now, target=amount, before=before, after=_told(amount))
    return amount


@transaction.atomic
def remove_amount(amount, *, reason, by, now):
    """Take out an amount that was wrong, with the reason."""
    _refuse(amount.line.plan, by)
    if not reason.strip():
        raise Refused("Say why it is taken out.")
    reason = reason.strip()
    note("money.amount.remove", by=by, now=now, target=amount, reason=reason, before=_told(amount))
    amount._history_user = by
    amount.delete()


def _told(amount):
    return {
        "line": amount.line.purpose,
        "status": amount.status,
        "amount": str(amount.amount),
        "on": amount.on.isoformat() if amount.on else "",
    }


@transaction.atomic
def keep_budget(budget, *, base_version=None, by, now):
    """Save what the plan says of its budget."""
    _refuse_locked(budget.plan, by)
    _save(budget, base_version, by)
    stated = {"amount": pounds(budget.amount)}
    note("money.budget", by=by, now=now, target=budget, after=stated)
    return budget


@transaction.atomic
def keep_source(source, *, base_version=None, by, now):
    """Save where some of the money comes from, as the plan says it."""
    _refuse_locked(source.plan, by)
    if source.pk is None:
        last = source.plan.funding_sources.order_by("order").last()
        source.order = last.order + 1 if last else 1
    _save(source, base_version, by)
    note("money.source", by=by, now=now, target=source, after={"amount": pounds(source.amount)})
    return source


def _refuse_locked(plan, by):
    _refuse(plan, by)
    locked = Plan.objects.select_for_update().get(pk=plan.pk)  # nobody submits it meanwhile
    if not may_edit(by, locked):
        raise Refused(LOCKED)
