"""What could stop a partnership's plans: open risks, how grave they are, which are to be looked at.

A risk is as grave as its likelihood times its impact, each of 1 to 4: from 1 to 16. One that
nobody has assessed has no number, and stands after those that have one.
"""

from dataclasses import dataclass

from partnership.models import Membership
from plans.models import Risk
from records.fields import valid_on
from records.models import Change
from records.periods import day_label

LIKELIHOODS = {1: "Unlikely", 2: "Possible", 3: "Likely", 4: "Nearly certain"}
IMPACTS = {1: "Slight", 2: "Moderate", 3: "Serious", 4: "Severe"}
GRAVE = ((12, "bad", "Grave"), (6, "warn", "Considerable"), (1, "good", "Small"))


@dataclass(frozen=True)
class RiskRow:
    """A risk as it is listed on a day."""

    stored: Risk
    owner: str
    owner_left: str  # why its owner cannot watch it any more, or ""
    late: int  # days since it was to be looked at; 0 where it is not late

    @property
    def score(self):
        """Likelihood times impact, or None where it is not assessed."""
        if self.stored.likelihood is None or self.stored.impact is None:
            return None
        return self.stored.likelihood * self.stored.impact

    @property
    def likelihood(self):
        return LIKELIHOODS.get(self.stored.likelihood, "Not assessed")

    @property
    def impact(self):
        return IMPACTS.get(self.stored.impact, "Not assessed")

    @property
    def standing(self):
        """How grave it is, as kind, word and number of a status."""
        if self.score is None:
            return "wait", "Not assessed"
        kind, word = next((kind, word) for least, kind, word in GRAVE if self.score >= least)
        return kind, f"{word}: {self.score} of 16"

    @property
    def review(self):
        """When it is to be looked at again, as kind and words of a status."""
        if self.late:
            return "bad", f"Review {self.late:,} day{'' if self.late == 1 else 's'} late"
        if self.stored.review_on:
            return "wait", f"Review on {day_label(self.stored.review_on)}"
        return "warn", "No review date"

    @property
    def about(self):
        """What it is linked to, in words."""
        if self.stored.priority:
            return str(self.stored.priority)
        return "Money" if self.stored.budget_id else "The whole plan"


def risks_of(partnership):
    """All risks of a partnership's plans, with what a row of the list tells."""
    found = Risk.objects.for_partnership(partnership)
    return found.select_related("plan__partnership", "priority", "budget", "owner_organisation")


def open_risks(partnership, on, *, plan=None):
    """The open risks as rows: those whose review is late first, latest first, then the gravest."""
    found = risks_of(partnership).filter(closed_on=None)
    if plan is not None:
        found = found.filter(plan=plan)
    rows = risk_rows(found, partnership, on)
    return sorted(rows, key=lambda row: (-row.late, -(row.score or 0), row.stored.pk))


def risk_rows(risks, partnership, on):
    """Some risks as rows of a day."""
    risks = list(risks)
    bodies = {risk.owner_organisation_id for risk in risks} - {None}
    standing = set(
        Membership.objects.filter(valid_on(on), partnership=partnership, organisation__in=bodies)
        .order_by()
        .values_list("organisation", flat=True)
    )
    known = set(
        Membership.objects.filter(partnership=partnership, organisation__in=bodies)
        .order_by()
        .values_list("organisation", flat=True)
    )
    return [_risk_row(risk, known - standing, on) for risk in risks]


def _risk_row(risk, left, on):
    body = risk.owner_organisation
    owner = ", ".join(str(one) for one in (risk.owner_post, body) if one)
    late = (on - risk.review_on).days if risk.review_on and risk.closed_on is None else 0
    return RiskRow(risk, owner or "Nobody named", _why_left(body, left, on), max(late, 0))


def _why_left(body, left, on):
    if body is None:
        return ""
    if body.to_date and body.to_date < on:
        return f"{body} ended on {day_label(body.to_date)}"
    return f"{body} has left the partnership" if body.pk in left else ""


def reviews_of(risk):
    """What was said each time somebody looked at a risk, closed it or opened it, newest first."""
    told = ("risk.review", "risk.close", "risk.reopen")
    return Change.objects.filter(target=risk.uid, action__in=told)[:50]


@dataclass(frozen=True)
class Cell:
    """A place of the grid of likelihood and impact, with the numbers of the risks in it."""

    score: int
    kind: str
    numbers: list


def grid(rows):
    """The grid of 4 by 4: each likelihood from the highest, its cells from slight to severe.

    ``rows`` are numbered from 1 as the list shows them.
    """
    numbered = list(enumerate(rows, start=1))
    return [
        (likelihood, word, [_cell(numbered, likelihood, impact) for impact in IMPACTS])
        for likelihood, word in reversed(LIKELIHOODS.items())
    ]


def _cell(numbered, likelihood, impact):
    here = [
        number
        for number, row in numbered
        if (row.stored.likelihood, row.stored.impact) == (likelihood, impact)
    ]
    score = likelihood * impact
    kind = next(kind for least, kind, _ in GRAVE if score >= least)
    return Cell(score, kind, here)
