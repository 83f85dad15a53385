"""Whether a plan's own data meets what is asked of it: one function for each kind of evidence."""

from plans.documents.requirements import lists, money, standing
from plans.documents.requirements.found import Found, Material, Place
from plans.models.requirements import Evidence

FINDERS = {
    Evidence.STRANDS: lists.strands,
    Evidence.PRIORITIES: lists.priorities,
    Evidence.ACTIONS: lists.actions,
    Evidence.MONEY: money.money,
    Evidence.MEASURES: standing.measures,
    Evidence.FINDINGS: standing.findings,
    Evidence.STRUCTURE: standing.structure,
    Evidence.PARTNERS: standing.partners,
    Evidence.SUMMARY: standing.summary,
    Evidence.CONTACT: standing.contact,
    Evidence.LINKS: standing.links,
    Evidence.ANSWERS: standing.answers,
    Evidence.STATED: standing.stated,
}


def find(requirement, material):
    """What the plan's data says to one requirement."""
    return FINDERS[requirement.evidence](material, requirement)


__all__ = ["FINDERS", "Found", "Material", "Place", "find"]
