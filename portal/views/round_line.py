"""The round of a year as one line: what is done, where we are, what is to come."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.urls import reverse

from partnership.models import RelatedDocument
from plans.documents.reported import DOING
from plans.models import Plan, ReportingQuarter, Response
from plans.models.plans import PlanState
from plans.models.responses import ENDS
from priorities.models import FindingStatement
from records.periods import day_label

AGREED = (PlanState.AGREED, PlanState.SCHEDULED, PlanState.PUBLISHED)
NOT_STATED = "date not stated"


@dataclass(frozen=True)
class Knot:
    """One step of the round, counted at the moment of loading."""

    name: str
    words: str
    address: str
    done: bool
    look: str = ""  # "done", "here" or "": to come


@dataclass(frozen=True)
class Round:
    """The line of one plan year, with the plan that is written or done in it."""

    plan: object
    knots: list


def round_of(partnerships, checklist):
    """The round of the newest plan that says what is done; None before there is one."""
    plans = Plan.objects.filter(partnership__in=partnerships, kind__in=DOING)
    newest = plans.select_related("partnership", "priority_list", "document__current_edition")
    plan = newest.order_by("-starts_on", "-pk").first()
    return Round(plan, _looked(_Year(plan, checklist).knots)) if plan else None


def _looked(knots):
    """Where the step before is complete and this one is not, there we are."""
    found, before = [], True
    for knot in knots:
        look = "done" if knot.done else "here" if before else ""
        found.append(Knot(knot.name, knot.words, knot.address, knot.done, look))
        before = knot.done
    return found


class _Year:
    """What the steps of one plan's year have come to."""

    def __init__(self, plan, checklist):
        self.plan, self.checklist = plan, checklist
        self.slug = plan.partnership.slug

    @property
    def knots(self):
        return [
            self._views,
            self._assessment,
            self._priorities,
            self._drafted,
            self._agreed,
            self._published,
            self._progress,
            self._answered,
        ]

    @cached_property
    def _findings(self):
        return FindingStatement.objects.filter(survey__partnership=self.plan.partnership).count()

    @property
    def _views(self):
        address = reverse("priorities:survey_list", args=[self.slug])
        words = _count(self._findings, "survey finding") if self._findings else "none yet"
        return Knot("Views gathered", words, address, bool(self._findings))

    @property
    def _assessment(self):
        address = reverse("priorities:round_list", args=[self.slug])
        links = self.plan.links.filter(related__kind=RelatedDocument.Kind.ASSESSMENT)
        link = links.select_related("related").first()
        if link:
            stated = link.related.date_as_stated or NOT_STATED
            return Knot("Strategic assessment", stated, address, True)
        round = self.plan.partnership.rounds.filter(year=self.plan.year).first()
        words = round.get_state_display().lower() if round else "not begun"
        done = bool(round and round.state == "decided")
        return Knot("Strategic assessment", words, address, done)

    @property
    def _priorities(self):
        address = reverse("priorities:workspace_priority_list", args=[self.slug])
        listed = self.plan.priority_list
        count = listed.entries.count() if listed else 0
        words = _count(count, "priority", "priorities") if count else "none yet"
        return Knot("Priorities agreed", words, address, count > 0)

    @property
    def _drafted(self):
        address = reverse("plans:plan_checklist", args=[self.plan.uid])
        done = self.plan.state != PlanState.DRAFT
        checked = self.checklist
        words = "submitted" if done else "being written"
        if checked and not done:
            words = f"{checked.met} of {checked.count} in place"
        return Knot("Plan drafted", words, address, done)

    @property
    def _agreed(self):
        address = reverse("plans:plan_agree", args=[self.plan.uid])
        done = self.plan.state in AGREED
        step = self.plan.approval_steps.exclude(planned_on=None).order_by("planned_on").first()
        words = "agreed" if done else day_label(step.planned_on) if step else NOT_STATED
        return Knot("Plan agreed", words, address, done)

    @property
    def _published(self):
        address = reverse("plans:plan_agree", args=[self.plan.uid])
        document = self.plan.document
        edition = document.current_edition if document else None
        words = f"edition {edition.number}" if edition else self.plan.published_as_stated
        done = self.plan.state == PlanState.PUBLISHED
        return Knot("Plan published", words or NOT_STATED, address, done)

    @property
    def _progress(self):
        address = reverse("plans:quarter_list", args=[self.slug])
        quarters = ReportingQuarter.objects.filter(
            partnership=self.plan.partnership, year=self.plan.year
        )
        states = list(quarters.values_list("state", flat=True))
        closed = states.count("closed")
        return Knot("Quarterly progress", f"{closed} of 4 quarters", address, closed == 4)

    @property
    def _answered(self):
        address = reverse("plans:response_list", args=[self.slug])
        answers = Response.objects.filter(
            Q(finding__isnull=False), answer__in=ENDS, partnership=self.plan.partnership
        )
        count = answers.values("finding").distinct().count()
        done = bool(self._findings) and count >= self._findings
        return Knot("Answered", f"{count} of {_count(self._findings, 'finding')}", address, done)


def _count(number, one, many=None):
    return f"{number} {one if number == 1 else many or f'{one}s'}"
