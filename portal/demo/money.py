"""How the money of 2011-12 could have been split: made up, and says so."""

import datetime
from dataclasses import dataclass

from django.utils.timezone import localdate

from plans.models import FunderReturn, FundingAmount, FundingLine, Risk
from plans.models.funding import AmountStatus

CONFIRMED, COMMITTED, SPENT = (
    AmountStatus.CONFIRMED,
    AmountStatus.COMMITTED,
    AmountStatus.SPENT,
)
APRIL = datetime.date(2011, 4, 1)
DECIDED = datetime.date(2011, 6, 16)
SPENT_ON = datetime.date(2012, 2, 10)
AHEAD, LATE = datetime.timedelta(days=20), datetime.timedelta(days=4)
GRANT = "Local Services Support Grant"


@dataclass(frozen=True)
class Split:
    """A line: what for, who gets it, which priority, and its three sums in pounds."""

    purpose: str
    recipient: str
    priority: str
    given: int
    committed: int
    spent: int
    achieved: str = ""


# Committed is what is bound and not yet spent; the plan states only the total of £28,442.
SPLITS = (
    Split(
        "Example: youth work on Friday evenings",
        "South Lakeland District Council",
        "Anti social behaviour, including youth disorder",
        9000,
        300,
        7900,
        "Example: 34 evenings in Kendal, Ulverston and Windermere.",
    ),
    Split(
        "Example: repairs and lighting at underpasses",
        "Cumbria County Council",
        "Criminal damage",
        3000,
        350,
        2650,
        "Example: two underpasses lit.",
    ),
    Split(
        "Example: evening patrols with head cameras",
        "Cumbria Constabulary",
        "Violent Crime",
        5500,
        1400,
        4100,
        "Example: 12 patrols on Saturdays.",
    ),
    Split(
        "Example: mobile alarms for those at high risk",
        "Victim Support",
        "Domestic Violence",
        7500,
        0,
        7500,
        "Example: 4 alarms, all in use.",
    ),
    Split("Example: research for the joint alcohol strategy", "NHS Cumbria", "", 2000, 600, 600),
)


def add_money(keep, plan, organisations, listed, theme, *, now):
    """Lines with dated amounts, a return to the funder, and what the risk is watched by."""
    grant = plan.funding_sources.get(name=GRANT)
    for order, split in enumerate(SPLITS, start=1):
        line = keep.add(
            FundingLine,
            plan=plan,
            source=grant,
            purpose=split.purpose,
            recipient=organisations[split.recipient],
            priority=listed.get(split.priority),
            theme=None if split.priority else theme,
            achieved=split.achieved,
            order=order,
            example=True,
        )
        _amounts(keep, line, split)
    keep.add(
        FunderReturn,
        partnership=plan.partnership,
        source=grant,
        starts_on=datetime.date(2011, 4, 1),
        ends_on=datetime.date(2011, 9, 30),
        words="Example: the first half of the year, as it would be told to the funder.",
        sent_on=datetime.date(2011, 10, 28),
        example=True,
    )
    _add_risk(keep, plan, listed, localdate(now))


def _amounts(keep, line, split):
    sums = ((CONFIRMED, split.given, APRIL), (COMMITTED, split.committed, DECIDED))
    for status, amount, on in (*sums, (SPENT, split.spent, SPENT_ON)):
        if amount:
            keep.add(
                FundingAmount,
                line=line,
                status=status,
                amount=amount,
                on=on,
                decision="Example: Executive Group, 16 June 2011" if status != CONFIRMED else "",
            )


def _add_risk(keep, plan, listed, today):
    """The plan states one risk; the second is an example, and late to be looked at again."""
    stated = plan.risks.first()
    stated.owner_post, stated.review_on = "Partnership officer", today + AHEAD
    stated.likelihood, stated.impact = 3, 3
    stated._history_user = keep.by
    stated.save()
    keep.add(
        Risk,
        plan=plan,
        wording="Example: the Champion Network has no chair after June.",
        priority=listed["Domestic Violence"],
        owner_post="Chair of the Executive Group",
        likelihood=2,
        impact=3,
        response="Example: the vacancy is on the agenda of the next meeting.",
        review_on=today - LATE,
        example=True,
    )
