"""How a plan moves: submitted, agreed to the letter step by step, returned, reopened."""

from django.db import transaction
from django.utils.timezone import localdate

from partnership.models.groups import GroupKind
from plans.documents import compose
from plans.documents.steps import AGREEING, asked, body_of, steps_open
from plans.documents.submitted import kept_text
from plans.documents.welsh import welsh_missing
from plans.models import ApprovalRecord, ApprovalStep, Plan
from plans.models.approval import Outcome
from plans.models.plans import PlanState
from plans.permissions import (
    is_portal,
    may_answer,
    may_publish,
    may_record,
    may_reopen,
    may_schedule,
    may_submit,
)
from plans.workflow.states import agree_sections
from records.models import Change, note
from records.moves import Move, MoveTable, Refused
from records.saving import save_new

DRAFT, SUBMITTED, AGREED, SCHEDULED, PUBLISHED = PlanState.values
LOCKED = (SUBMITTED, AGREED, SCHEDULED)

MOVES = MoveTable(
    Move("submit", "Submit for agreement", (DRAFT,), SUBMITTED, may_submit),
    Move("agree", "Agree", (SUBMITTED,), AGREED, may_answer),
    Move("return", "Return for changes", LOCKED, DRAFT, may_answer),
    Move("reopen", "Reopen for changes", (*LOCKED, PUBLISHED), DRAFT, may_reopen, True),
    Move("schedule", "Publish at a time", (AGREED,), SCHEDULED, may_schedule),
    Move("unschedule", "Cancel the time", (SCHEDULED,), AGREED, may_schedule),
    Move("publish", "Publish", (AGREED,), PUBLISHED, may_publish),
    Move("publish_due", "Publish at its time", (SCHEDULED,), PUBLISHED, is_portal),
    Move("miss", "Keep back at its time", (SCHEDULED,), AGREED, is_portal),
)
# A text that opens again is not due any more, and why it was kept back is told no longer.
OPENED = {"publish_at": None, "publish_refused": ""}


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
    if not plan.approval_steps.filter(kind__in=AGREEING).exists():
        raise Refused(
            "No body is named that must agree. Add a step in which one agrees, adopts or ratifies."
        )
    refuse_in_one_language(plan)
    composed = compose(plan)
    stored = {
        "submitted_hash": composed.content_hash,
        "submitted_fragment": kept_text(composed),
        "submitted_at": now,
        "publish_refused": "",
    }
    return MOVES.make(plan, "submit", by=by, now=now, after=stored)


def refuse_in_one_language(plan):
    """A plan in two languages goes on when each of its texts stands in both."""
    missing = welsh_missing(plan)
    if missing:
        named = ", ".join(f"{pair.label} ({pair.part})" for pair in missing[:3])
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        raise Refused(
            f"The plan is to be published in English and Welsh, and {len(missing)} of its texts "
            f"{'is' if len(missing) == 1 else 'are'} missing in one of them: {named}{more}. "
            "Write them under “Both languages”."
        )


@transaction.atomic
def record(step, *, outcome, by, now, comment="", minute="", decided_on=None):
    """Record what a body said to the submitted text; anything but a yes opens the text again.

    Steps go in their order, those of the same number in any. A further record at the same step
    corrects the one before. The plan is agreed when every step has said yes to exactly this text.
    """
    plan = lock(step.plan)
    if plan.state == DRAFT:
        raise Refused("Nothing waits for an answer: the plan is a draft.")
    if not may_record(by, step):
        raise Refused(f"You may not speak for {body_of(step)}.")
    _refuse_own(plan, step, outcome, by)
    _refuse_out_of_turn(plan, step)
    _refuse_unsaid(plan, outcome, comment, decided_on, now)
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
    if outcome != Outcome.AGREED:
        MOVES.make(plan, "return", by=by, now=now, reason=answer.comment, after=OPENED)
    elif plan.state == SUBMITTED and not steps_open(plan):
        agree_sections(MOVES.make(plan, "agree", by=by, now=now), by=by, now=now)
    return answer


def _refuse_own(plan, step, outcome, by):
    """The executive group agrees by another person than the one who asked for it."""
    if outcome != Outcome.AGREED or step.group is None or step.group.kind != GroupKind.EXECUTIVE:
        return
    submitted = Change.objects.filter(target=plan.uid, action="plan.submit").order_by("-pk")
    if submitted.values_list("actor", flat=True).first() == by.uid:
        raise Refused(
            "You submitted this text yourself. Another member of the executive group agrees to it."
        )


def _refuse_out_of_turn(plan, step):
    """A step is recorded when all before it are complete; a complete one may be corrected."""
    found = asked(plan)
    here = next(one for one in found if one.step.pk == step.pk)
    if here.turn or here.complete:
        return
    ahead = next((o for o in found if not o.complete and o.step.order < here.step.order), None)
    if ahead is None:
        raise Refused(f"Nothing waits for an answer: the plan is {plan.get_state_display()}.")
    raise Refused(f"This step comes after another: “{ahead.step}” is not recorded yet.")


def _refuse_unsaid(plan, outcome, comment, decided_on, now):
    """What a record must say for itself."""
    if outcome != Outcome.AGREED and not comment.strip():
        words = {Outcome.WITH_CHANGES: "Say what changes.", Outcome.RETURNED: "Give the reason."}
        raise Refused(words[outcome])
    if decided_on and decided_on > localdate(now):
        raise Refused("This day has not come yet.")
    if outcome != Outcome.AGREED and plan.state == PUBLISHED:
        raise Refused(
            "This text is published already. Reopen the plan for a correction, or withdraw it."
        )


@transaction.atomic
def reopen(plan, *, reason, by, now):
    """Make the texts editable again; what was agreed stays on record and counts no more."""
    return MOVES.make(plan, "reopen", by=by, now=now, reason=reason, after=OPENED)


@transaction.atomic
def renew(plan, *, reason, by, now):
    """Reopen and submit at once, where data has changed and the new text is to be agreed."""
    reopen(plan, reason=reason, by=by, now=now)
    return submit(plan, by=by, now=now)
