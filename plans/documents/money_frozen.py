"""The money of a plan as an edition keeps it: one row for each amount that the text prints."""

from plans.documents.money_text import text_lines
from plans.models.blocks import BlockKind, ShowAs
from records import periods
from records.languages import in_language


def frozen_money(plan, outline):
    """Budget, what it is for, and the sources, where the plan has a block of them."""
    blocks = [block for section in outline.walk() for block in section.blocks]
    kinds = {block.kind for block in blocks}
    rows = []
    if BlockKind.FUNDING_SOURCES in kinds:
        rows += map(_source, plan.funding_sources.all())
    budget = getattr(plan, "budget", None)
    if budget and BlockKind.BUDGET in kinds:
        rows += _budget(budget)
        if any(block.kind == BlockKind.BUDGET and block.show_as == ShowAs.LIST for block in blocks):
            rows += map(_line, text_lines(plan, budget).lines)
    return rows


def _source(source):
    what = in_language(source, "wording")
    return _row("source", what, source.amount, kind=source.kind)


def _budget(budget):
    name = in_language(budget, "name")
    yield _row("budget", name, budget.amount, year=periods.plan_year_slashed(budget.year))
    if budget.compared_year:
        year = periods.plan_year_slashed(budget.compared_year)
        yield _row("budget", name, budget.compared_amount, year=year)


def _line(line):
    stored = line.stored
    what = in_language(stored, "purpose")
    return _row("line", what, line.sums.given, who=stored.receiver, basis=line.sums.basis)


def _row(part, what, amount, *, who="", kind="", year="", basis=""):
    """An amount in pounds as text, "" where it is not stated: no program rounds it."""
    return {
        "part": part,
        "what": what,
        "who": who,
        "kind": str(kind),
        "year": year,
        "amount": "" if amount is None else f"{amount:f}",
        "basis": str(basis or ""),
    }
