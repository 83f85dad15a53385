"""The draft that an officer writes, and how far it is."""

from partnership.permissions import is_officer
from plans.documents.checklist import checklist
from plans.models.plans import PlanState


def drafting(user, plans, on):
    """The draft with the latest period, with its checklist; nothing where nobody drafts."""
    mine = (p for p in plans if p.state == PlanState.DRAFT and is_officer(user, p.partnership))
    plan = next(mine, None)
    if plan is None:
        return {}
    found = checklist(plan, on)
    return {"draft": plan, "checklist": found} if found.count else {}
