"""What the page of a year's money says beside its tables: how it compares, what is amiss."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from plans.documents.money_sums import ZERO
from plans.models import Budget, Plan
from plans.models.blocks import BlockKind, ShowAs
from plans.models.plans import PlanKind, PlanState
from records.numbers import pounds
from records.periods import plan_year_label

WITHOUT_MONEY = (PlanKind.SUMMARY, PlanKind.ASSESSMENT, PlanKind.REVIEW)


def plans_with_money(partnership):
    """The plans of which money can be told, newest first; each knows whether it has a budget."""
    found = Plan.objects.filter(partnership=partnership).exclude(kind__in=WITHOUT_MONEY)
    budgets = Budget.objects.filter(plan=OuterRef("pk"))
    return found.select_related("partnership", "priority_list").annotate(has_budget=Exists(budgets))


def chosen_plan(plans, asked, on):
    """The plan asked for; else the one in force with a budget, else the newest of either."""
    named = [plan for plan in plans if str(plan.uid) == asked]
    ranked = sorted(plans, key=lambda plan: (not plan.has_budget, not _in_force(plan, on)))
    return next(iter(named or ranked), None)


def _in_force(plan, on):
    return plan.starts_on <= on <= plan.ends_on


@dataclass(frozen=True)
class Compared:
    """A year's budget beside another's, in words; the numbers only where they are stated."""

    year: str
    other_year: str
    words: str
    other: object
    change: str


def compared(budget):
    """How a budget compares with another year's, or None where the plan says nothing of it."""
    if budget is None or budget.compared_year is None:
        return None
    return Compared(
        plan_year_label(budget.year),
        plan_year_label(budget.compared_year),
        budget.compared,
        budget.compared_amount,
        _change(budget.amount, budget.compared_amount),
    )


def _change(now, before):
    if now is None or before is None:
        return "The difference is not stated."
    if now == before:
        return "It is the same amount."
    size = f"{pounds(abs(now - before))} {'more' if now > before else 'less'}"
    share = f" ({abs(now - before) / before:.0%})" if before else ""
    return f"It is {size}{share}."


def overspent(table):
    """The lines on which more was committed than given, each with by how much."""
    found = [(line, line.sums.overspent) for line in table.lines if line.sums.given is not None]
    return [(line, beyond) for line, beyond in found if beyond > ZERO]


@dataclass(frozen=True)
class SourceRow:
    """Where money comes from: what is stated of it, and what the lines name it for."""

    source: object
    given: object  # what its lines come to, or None where no line names it with an amount

    @property
    def over(self):
        """By how much its lines pass what it states."""
        if self.source.amount is None or self.given is None:
            return ZERO
        return max(self.given - self.source.amount, ZERO)


def source_rows(plan, table):
    """The sources in the plan's order, each with what its lines come to."""
    named = {}
    for line in table.lines:
        if line.stored.source_id and line.sums.given is not None:
            key = line.stored.source_id
            named[key] = named.get(key, ZERO) + line.sums.given
    return [SourceRow(source, named.get(source.pk)) for source in plan.funding_sources.all()]


def shows_lines(plan):
    """Whether the plan's own text shows the lines of its money."""
    blocks = plan.sections.filter(
        blocks__kind=BlockKind.BUDGET,
        blocks__show_as=ShowAs.LIST,
        blocks__taken_out_at=None,
    )
    return blocks.exists()


def lock_words(plan):
    """Why budget and sources cannot be changed now, or "" where they can."""
    if plan.is_open:
        return ""
    published = plan.state == PlanState.PUBLISHED
    return "This plan is published." if published else "This plan’s text is locked."
