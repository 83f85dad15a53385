"""How a plan moves: written, submitted, agreed to the letter, published, reopened."""

from django.db import transaction
from django.utils.timezone import localdate

from plans.documents import compose
from plans.documents.difference import differences
from plans.models import ApprovalRecord, Plan
from plans.models.approval import Outcome
from plans.models.plans import PlanState
from plans.permissions import may_answer, may_publish, may_record, may_reopen, may_submit
from publishing import workflow as publishing
from records.models import note
from records.moves import Move, MoveTable, Refused
from records.saving import save_over

DRAFT, SUBMITTED, AGREED, PUBLISHED = PlanState.values

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
    document = plan.document or _new_document(plan, by, now)
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


def _new_document(plan, by, now):
    return publishing.new_document(
        partnership=plan.partnership,
        kind="plan",
        slug=plan.slug,
        title=plan.full_title,
        by=by,
        now=now,
    )


def move_block(block, *, up, by):
    """Change places with the block above or below."""
    _swap(block, block.section.blocks.all(), up, by)


def move_section(section, *, up, by):
    """Change places with the section above or below, on the same level."""
    _swap(section, section.plan.sections.filter(parent=section.parent), up, by)


@transaction.atomic
def _swap(row, neighbours, up, by):
    rows = list(neighbours.select_for_update().order_by("order", "pk"))
    here = rows.index(row)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for order, each in enumerate(rows, start=1):
        if each.order != order:
            each.order = order
            save_over(each, base_version=each.version, by=by)


@transaction.atomic
def remove_block(block, *, by, now):
    """Take a block out; its history and the audit keep its words."""
    note("block.remove", by=by, now=now, target=block, before={"text": block.text})
    block._history_user = by
    block.delete()
