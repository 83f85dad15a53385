"""How a plan moves: submitted, agreed to the letter, published, reopened."""

from django.db import transaction
from django.utils.timezone import localdate

from partnership.models.groups import GroupKind
from plans.documents import compose
from plans.documents.difference import differences
from plans.models import ApprovalRecord, ApprovalStep, Plan
from plans.models.approval import Outcome
from plans.models.plans import PlanState
from plans.permissions import may_answer, may_publish, may_record, may_reopen, may_submit
from publishing import workflow as publishing
from records.models import note
from records.moves import Move, MoveTable, Refused
from records.saving import save_new

DRAFT, SUBMITTED, AGREED, SCHEDULED, PUBLISHED = PlanState.values

MOVES = MoveTable(
    Move("submit", "Submit for agreement", (DRAFT,), SUBMITTED, may_submit),
    Move("agree", "Agree", (SUBMITTED,), AGREED, may_answer),
    Move("return", "Return for changes", (SUBMITTED,), DRAFT, may_answer),
    Move("reopen", "Reopen for changes", (SUBMITTED, AGREED, PUBLISHED), DRAFT, may_reopen, True),
    Move("publish", "Publish", (AGREED,), PUBLISHED, may_publish),
)


class ContentChanged(Refused):
    """What would be published is not what was agreed; ``differences`` shows where."""

    def __init__(self, found):
        self.differences = found
        super().__init__(
            "The content has changed since it was submitted, so it cannot be published. "
            "Reopen the plan and submit it again, so that the new text is agreed."
        )


def lock(plan):
    """The plan's row, held until the transaction ends."""
    return Plan.objects.select_for_update().get(pk=plan.pk)


def ask_executive_group(plan, *, by, group=None):
    """A new document is to be agreed by the executive group, where the partnership has one."""
    group = group or plan.partnership.groups.filter(kind=GroupKind.EXECUTIVE).first()
    if group:
        save_new(ApprovalStep(plan=plan, order=1, group=group), by=by)


@transaction.atomic
def submit(plan, *, by, now):
    """Lock the text and name it by its hash, for the bodies that must agree to it."""
    plan = lock(plan)
    if not plan.approval_steps.exists():
        raise Refused("No body is named that must agree. Add one under approval steps first.")
    composed = compose(plan)
    stored = {
        "submitted_hash": composed.content_hash,
        "submitted_fragment": composed.fragment,
        "submitted_at": now,
    }
    return MOVES.make(plan, "submit", by=by, now=now, after=stored)


@transaction.atomic
def record(step, *, outcome, by, now, comment="", minute="", decided_on=None):
    """Record what a body said to the submitted text; a return sends the plan back to draft.

    The plan is agreed when every step has agreed to exactly this text.
    """
    plan = lock(step.plan)
    if plan.state != SUBMITTED:
        raise Refused(
            f"Nothing waits for an answer: the plan is {plan.get_state_display().lower()}."
        )
    if not may_record(by, step):
        raise Refused(f"You may not speak for {step.group or step.body}.")
    if outcome == Outcome.RETURNED and not comment.strip():
        raise Refused("Say what should change.")
    answer = ApprovalRecord.objects.create(
        step=step,
        outcome=outcome,
        content_hash=plan.submitted_hash,
        decided_on=decided_on or localdate(now),
        minute=minute.strip(),
        comment=comment.strip(),
        at=now,
        by=by.uid,
        by_label=by.label,
    )
    note(f"approval.{outcome}", by=by, now=now, target=step, reason=answer.comment)
    if outcome == Outcome.RETURNED:
        MOVES.make(plan, "return", by=by, now=now, reason=answer.comment)
    elif not steps_open(plan):
        MOVES.make(plan, "agree", by=by, now=now)
    return answer


def steps_open(plan):
    """The steps that have not agreed to the text since it was submitted.

    The same text submitted anew is asked for anew: nobody waits for an answer that counts already.
    """
    agreed = ApprovalRecord.objects.filter(
        step__plan=plan,
        outcome=Outcome.AGREED,
        content_hash=plan.submitted_hash,
        at__gte=plan.submitted_at,
    )
    return list(plan.approval_steps.exclude(pk__in=agreed.values("step")))


def reopen(plan, *, reason, by, now):
    """Make the texts editable again; what was agreed stays on record and counts no more."""
    return MOVES.make(plan, "reopen", by=by, now=now, reason=reason)


@transaction.atomic
def publish(plan, *, change_note, by, now):
    """Publish what was agreed, to the letter, as the plan's next edition."""
    plan = lock(plan)
    if plan.state == PUBLISHED:
        raise Refused("This text is published already.")
    if plan.state != AGREED or steps_open(plan):
        raise Refused("It is not agreed yet. Every step must have agreed to this text.")
    composed = compose(plan)
    if composed.content_hash != plan.submitted_hash:
        raise ContentChanged(differences(plan.submitted_fragment, composed.fragment))
    document = _document_of(plan, by, now)
    edition = publishing.publish(
        document,
        title=composed.title,
        fragment=composed.fragment,
        snapshot=composed.snapshot,
        change_note=change_note,
        by=by,
        now=now,
    )
    MOVES.make(plan, "publish", by=by, now=now, after={"document": document})
    return edition


def _document_of(plan, by, now):
    """The plan's document; who may read it is settled for ever when it is made."""
    internal = not plan.is_public
    if plan.document is None:
        return _new_document(plan, internal, by, now)
    if plan.document.internal != internal:
        raise Refused(
            "Its audience was changed after an edition was published. Put the audience back, "
            "or start a new document for the other readers."
        )
    return plan.document


def _new_document(plan, internal, by, now):
    return publishing.new_document(
        partnership=plan.partnership,
        kind="plan",
        slug=plan.slug,
        title=plan.full_title,
        internal=internal,
        by=by,
        now=now,
    )
