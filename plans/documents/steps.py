"""The steps to agreement as they stand: who has said what to the text, and whose turn it is."""

from dataclasses import dataclass, field

from plans.documents.difference import differences
from plans.models import ApprovalRecord, ApprovalStep
from plans.models.approval import Outcome, StepKind
from plans.models.plans import PlanState

YES, CHANGES, BACK = Outcome.AGREED, Outcome.WITH_CHANGES, Outcome.RETURNED
NOT_NOW = "Put off or refused"

# Without one of these nobody has agreed to anything.
AGREEING = (StepKind.AGREED, StepKind.ADOPTED, StepKind.RATIFIED)

WORDS = {
    StepKind.CONSULTED: {YES: "Answered", CHANGES: "Answered, and the text changes"},
    StepKind.CONSIDERED: {YES: "Considered", CHANGES: "Considered with changes", BACK: NOT_NOW},
    StepKind.ENDORSED: {YES: "Endorsed", CHANGES: "Endorsed with changes", BACK: NOT_NOW},
    StepKind.AGREED: {YES: "Agreed", CHANGES: "Agreed with changes", BACK: NOT_NOW},
    StepKind.ADOPTED: {YES: "Adopted", CHANGES: "Adopted with changes", BACK: NOT_NOW},
    StepKind.RATIFIED: {YES: "Ratified", CHANGES: "Ratified with changes", BACK: NOT_NOW},
    StepKind.CALL_IN: {YES: "No call-in", BACK: "Called in"},
}

# What a reopened text takes back, as in “The agreement of 5 May will no longer count.”
SAID = {
    StepKind.CONSULTED: "answer",
    StepKind.CONSIDERED: "consideration",
    StepKind.ENDORSED: "endorsement",
    StepKind.AGREED: "agreement",
    StepKind.ADOPTED: "adoption",
    StepKind.RATIFIED: "ratification",
    StepKind.CALL_IN: "end of the call-in",
}


def outcomes(kind):
    """What a body can have said at a step of this kind, in the words of that kind."""
    return list(WORDS[StepKind(kind)].items())


def outcome_words(record, kind):
    """An answer in the words of its step; one from before the kind was changed in its own."""
    return WORDS[StepKind(kind)].get(record.outcome, record.get_outcome_display())


def body_of(step):
    """Who speaks at a step, as a sentence names them."""
    return f"the {step.group}" if step.group else step.body


@dataclass
class Asked:
    """A step with what its body said to the present text, and what it said to earlier ones."""

    step: ApprovalStep
    answers: list
    earlier: list
    complete: bool
    turn: bool = False
    beside: list = field(default_factory=list)
    fallen: list = field(default_factory=list)
    seen: ApprovalRecord | None = None  # the answer to another text, where that text differs

    @property
    def answer(self):
        """The latest counts; those before it were corrected."""
        return self.answers[-1] if self.answers else None

    @property
    def said(self):
        """The answer in the words of the step."""
        return outcome_words(self.answer, self.step.kind) if self.answer else ""

    @property
    def corrected(self):
        return [(one, outcome_words(one, self.step.kind)) for one in self.answers[:-1]]

    @property
    def before(self):
        return [(one, outcome_words(one, self.step.kind)) for one in self.earlier]

    @property
    def must_date(self):
        return self.step.kind in AGREEING

    def late(self, today):
        """Whether its planned day has passed without an answer."""
        planned = self.step.planned_on
        return planned is not None and planned < today and not self.complete


def asked(plan, steps=None):
    """All steps in order; ``steps`` with their groups and records, where they are read already.

    An answer counts for exactly the text that is submitted now: the same text submitted anew is
    asked for anew, so that nobody waits for an answer that counts already.
    """
    if steps is None:
        steps = plan.approval_steps.select_related("group").prefetch_related("records")
    found = [_asked(plan, step) for step in steps]
    for one in found:
        one.step.plan = plan
        before = [other for other in found if other.step.order < one.step.order]
        row = [other.step for other in found if other.step.order == one.step.order]
        one.beside = [step for step in row if step != one.step]
        one.turn = (
            plan.state == PlanState.SUBMITTED
            and not one.complete
            and all(other.complete for other in before)
        )
    return found


def _asked(plan, step):
    records = list(step.records.all())
    answers = [record for record in records if _to_this_text(plan, record)]
    complete = bool(not plan.is_open and answers and answers[-1].outcome == YES)
    earlier = [record for record in records if record not in answers]
    return Asked(step, answers, earlier, complete)


def _to_this_text(plan, record):
    if not plan.submitted_at or record.at < plan.submitted_at:
        return False
    return record.content_hash == plan.submitted_hash


def steps_open(plan, steps=None):
    """The steps whose bodies have not said yes to the submitted text."""
    return [one.step for one in asked(plan, steps) if not one.complete]


def steps_now(plan, steps=None):
    """The steps whose turn it is: all before them are complete; several stand side by side."""
    return [one.step for one in asked(plan, steps) if one.turn]


def add_what_they_saw(plan, found):
    """For each step whose turn it is: how the text differs from the one its body answered last."""
    waiting = [one for one in found if one.turn and not one.answers and one.earlier]
    texts = _texts_of(plan, {one.earlier[-1].content_hash for one in waiting})
    for one in waiting:
        last = one.earlier[-1]
        text = texts.get(last.content_hash)
        if text and last.content_hash != plan.submitted_hash:
            one.seen = last
            one.fallen = differences(text, plan.submitted_fragment)


def _texts_of(plan, hashes):
    """Submitted texts by their fingerprint, from the history of the plan."""
    if not hashes:
        return {}
    kept = plan.history.filter(submitted_hash__in=hashes).exclude(submitted_fragment="")
    return dict(kept.values_list("submitted_hash", "submitted_fragment").distinct())


def would_fall(found):
    """The answers that no longer count once the text is reopened: whose, and what they said."""
    for one in found:
        if one.complete:
            body = body_of(one.step)
            whose = f"{body}’" if body.endswith("s") else f"{body}’s"
            yield one, whose, SAID[StepKind(one.step.kind)]


def free_steps(plan, found):
    """The steps that may still be arranged: all of a draft; later those behind the open ones.

    A step with an answer on record keeps its kind and body, whatever the state of the plan.
    """
    if plan.is_open:
        return [one.step for one in found]
    open_orders = [one.step.order for one in found if one.turn]
    if not open_orders:
        return []
    return [
        one.step
        for one in found
        if one.step.order > max(open_orders) and not (one.answers or one.earlier)
    ]
