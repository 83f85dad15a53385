"""What money and risks ask of an officer."""

import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import Truncator

from partnership.permissions import officer_of
from plans.models import Budget, FunderReturn, FundingLine, Risk
from portal.views.rows import Row, dated
from records.numbers import pounds

AHEAD = datetime.timedelta(days=30)
WORDS = 14  # of a risk, in a row


def money_rows(user, on):
    """Budgets that nobody has divided, returns to funders, and risks to look at again."""
    mine = officer_of(user)
    if not mine:
        return
    yield from _budgets(mine, on)
    yield from _returns(mine, on)
    yield from _risks(mine, on)


def _budgets(mine, on):
    lines = FundingLine.objects.filter(plan=OuterRef("plan"))
    current = Q(plan__ends_on__gte=on) | Q(plan__state="draft")
    budgets = Budget.objects.filter(current, plan__partnership__in=mine, amount__gt=0)
    for budget in budgets.exclude(Exists(lines)).select_related("plan__partnership"):
        address = reverse("plans:money_home", args=[budget.plan.partnership.slug])
        yield Row(
            f"{pounds(budget.amount)} has no lines",
            f"Say what the budget of {budget.plan.full_title} pays for.",
            f"{address}?plan={budget.plan.uid}",
            "Add lines",
            "warn",
            "No lines",
            example=budget.plan.example,
        )


def _returns(mine, on):
    returns = FunderReturn.objects.filter(
        partnership__in=mine, sent_on=None, due_on__lte=on + AHEAD
    )
    for one in returns.select_related("source"):
        kind, state = dated(one.due_on, on)
        yield Row(
            f"Return on {one.source}",
            f"{one.period}. Write it and send it.",
            reverse("plans:funder_return_detail", args=[one.uid]),
            "Open it",
            kind,
            state,
            due=one.due_on,
            group="next",
            example=one.example,
        )


def _risks(mine, on):
    risks = Risk.objects.filter(
        plan__partnership__in=mine, closed_on=None, review_on__lte=on + AHEAD
    )
    for risk in risks.select_related("plan__partnership"):
        kind, state = dated(risk.review_on, on)
        yield Row(
            f"Risk: {Truncator(risk.wording).words(WORDS)}",
            f"Watched by: {risk.owner_post or risk.owner_organisation or 'not stated'}.",
            reverse("plans:risk_detail", args=[risk.uid]),
            "Look at it again",
            kind,
            state,
            due=risk.review_on,
            group="next",
            example=risk.example,
        )
