"""What a plan says of the money for it."""

from decimal import Decimal

from plans.documents.requirements.found import Found
from plans.models.blocks import BlockKind


def money(material, requirement):
    """Its budget stands in it, and the sources of funding reach the amount."""
    place = material.first(BlockKind.BUDGET, BlockKind.FUNDING_SOURCES)
    lacking = _lacking(material)
    how = _stands(material)
    return Found(not lacking, how, lacking, place)


def _lacking(material):
    if material.budget is None:
        return "No budget is stated"
    if not material.blocks(BlockKind.BUDGET):
        return "No section shows the budget"
    amount = material.budget.amount
    if amount is None:
        return "The amount of the budget is not stated"
    lines = sum((s.amount for s in material.funding if s.amount is not None), Decimal(0))
    if not lines and amount:
        return f"{pounds(amount)} has no lines"
    if lines < amount:
        return f"{pounds(amount - lines)} of {pounds(amount)} has no lines"
    if not material.blocks(BlockKind.FUNDING_SOURCES):
        return "No section shows where the money comes from"
    return ""


def _stands(material):
    found = []
    if material.budget is not None and material.budget.amount is not None:
        found.append(f"Budget of {pounds(material.budget.amount)}")
    if material.funding:
        found.append(f"{len(material.funding)} sources of funding")
    return ", ".join(found)


def pounds(amount):
    """£28,442, with pence only where there are any."""
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"
