"""A candidate's thread: what was said, what it was before, what was done, and who decides now."""

import datetime
from dataclasses import dataclass

from plans.documents.address import public_address
from plans.models import Action, Plan
from plans.models.plans import PlanKind
from priorities.documents.last_time import NUMBERS
from priorities.models import Decision, ListedPriority
from priorities.models.rounds import RoundState
from records.periods import plan_year_label

# What says what will be done; the others tell of it, or lead to it.
DOING = (PlanKind.FULL, PlanKind.REFRESH, PlanKind.DELIVERY)
NAMED_SECTIONS = 3
PLACE = ("section__order", "order", "pk")


@dataclass(frozen=True)
class Knot:
    """One step of a thread; a missing one is hollow and dashed, and says so."""

    name: str
    words: str
    look: str = ""  # "missing" or "here"
    address: str = ""


@dataclass(frozen=True)
class Served:
    """The actions of the newest published plan that serve a priority, and where they stand."""

    plan: Plan
    count: int
    numbers: list
    anchor: str
    shared: bool = False  # they serve all priorities of their plan, this one among them

    @property
    def where(self):
        """“section 4.2”, “sections 4.2 and 4.4”, or only in how many."""
        return f"for all priorities, {self._place}" if self.shared else self._place

    @property
    def _place(self):
        if len(self.numbers) > NAMED_SECTIONS:
            return f"in {len(self.numbers)} sections"
        if not self.numbers:
            return f"in {self.plan.full_title}"
        *most, last = self.numbers
        return f"sections {', '.join(most)} and {last}" if most else f"section {last}"

    @property
    def address(self):
        return f"{public_address(self.plan).page}#{self.anchor}"


def threads(round, evidence, *, member):
    """The thread of each candidate, by its key; to a member of the group it says “you decide”."""
    keys = {one.candidate.priority_id for one in evidence.values() if one.candidate.priority_id}
    actions = served(round, keys)
    outcomes = _outcomes(round)
    return {
        key: [
            _said(one),
            _before(round, one),
            *_done(actions.get(one.candidate.priority_id)),
            _now(round, outcomes.get(key), member),
        ]
        for key, one in evidence.items()
    }


def served(round, priorities):
    """For each of these priorities its actions in the newest published plan before the round's.

    Where it has none of its own, those that serve all priorities of that plan.
    """
    plans = Plan.objects.published().filter(
        partnership=round.partnership,
        kind__in=DOING,
        starts_on__lt=datetime.date(round.year, 4, 1),
    )
    plan = plans.select_related("document__current_edition", "partnership").first()
    if plan is None or not priorities:
        return {}
    own = Action.objects.filter(plan=plan, priorities__in=priorities)
    found = {}
    for priority, anchor in own.order_by(*PLACE).values_list("priorities", "section__anchor"):
        found.setdefault(priority, []).append(anchor)
    contents = plan.document.current_edition.snapshot["contents"]
    numbers = {entry["anchor"]: entry["number"] for entry in contents}
    shared = _shared(plan, numbers)
    return {key: shared for key in _listed(plan) if shared and key in priorities} | {
        key: _served(plan, anchors, numbers) for key, anchors in found.items()
    }


def _shared(plan, numbers):
    """The actions that serve every priority of a plan, or nothing."""
    actions = Action.objects.filter(plan=plan, all_priorities=True).order_by(*PLACE)
    anchors = list(actions.values_list("section__anchor", flat=True))
    return _served(plan, anchors, numbers, shared=True) if anchors else None


def _listed(plan):
    """Keys of the priorities in a plan's own list."""
    entries = ListedPriority.objects.filter(priority_list=plan.priority_list_id)
    return entries.values_list("priority", flat=True)


def _served(plan, anchors, numbers, *, shared=False):
    shown = [numbers.get(anchor) for anchor in dict.fromkeys(anchors)]
    return Served(plan, len(anchors), [number for number in shown if number], anchors[0], shared)


def _outcomes(round):
    if round.state != RoundState.DECIDED:
        return {}
    stand = Decision.objects.filter(
        candidate__round=round, meeting__isnull=False, corrected_by=None
    )
    return {decision.candidate_id: decision for decision in stand}


def _said(evidence):
    found = []
    if evidence.findings:
        count = len(evidence.findings)
        found.append(f"{count} survey finding{'' if count == 1 else 's'}")
    if entries := sum(row.entries for row in evidence.themes):
        found.append(f"{entries:,} entr{'y' if entries == 1 else 'ies'} at events")
    elif evidence.themes:
        found.append("named in an event’s report")
    words = ", ".join(found)
    return Knot("Said", words or "no survey finding", "" if words else "missing")


def _before(round, evidence):
    last = evidence.last_time
    if last and last.entry:
        name = f"Priority {plan_year_label(last.priority_list.starts_on.year)}"
        return Knot(name, _one_of(last.of_how_many))
    if evidence.referrals:
        return Knot(f"Referral {plan_year_label(round.year - 1)}", "left to others")
    if last:
        year = last.decision.candidate.round.label
        return Knot(f"Decision {year}", last.decision.get_outcome_display().lower())
    return Knot(f"Priority {plan_year_label(round.year - 1)}", "not one of them", "missing")


def _one_of(number):
    if number == 1:
        return "the only one"
    return f"one of {NUMBERS[number] if number < len(NUMBERS) else number}"


def _done(actions):
    """Actions, and their result as soon as somebody reports one."""
    if actions is None:
        return [Knot("Actions", "none for it", "missing"), Knot("Result", "none yet", "missing")]
    count = f"{actions.count} action{'' if actions.count == 1 else 's'}"
    return [
        Knot(count, actions.where, address=actions.address),
        Knot("Result", "none reported yet", "missing"),
    ]


def _now(round, decision, member):
    name = f"Plan {round.label}"
    if decision:
        return Knot(name, decision.get_outcome_display().lower(), "here")
    return Knot(name, "you decide" if member else "the group decides", "here")
