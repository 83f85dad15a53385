"""The partnership's own list of steps: kept, put in order, taken out, copied from last year."""

from django.db import transaction
from django.db.models import Max

from plans.documents.steps import AGREEING, asked, free_steps
from plans.models import ApprovalStep, Plan
from plans.workflow.agreeing import lock
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

NOT_FREE = (
    "This step cannot be arranged now: its turn has come, or it has been answered. "
    "Reopen the plan for changes first."
)


@transaction.atomic
def keep_step(step, *, base_version, by):
    """Save a step as it was typed; a new one stands behind all others."""
    plan = lock(step.plan)
    if step.pk is None:
        last = plan.approval_steps.aggregate(last=Max("order"))["last"] or 0
        step.order = last + 1
        _refuse_where_closed(plan)
        return save_new(step, by=by)
    stored = _free(plan, step)
    if stored.records.exists() and _speaker(stored) != _speaker(step):
        raise Refused("This step has an answer on record, so it stays with its kind and its body.")
    saved = save_over(step, base_version=base_version, by=by)
    _refuse_without_agreement(plan)
    return saved


def _speaker(step):
    return step.kind, step.group_id, step.body


@transaction.atomic
def remove_step(step, *, by, now):
    """Take a step out of the list; what has an answer on record stays there."""
    plan = lock(step.plan)
    stored = _free(plan, step)
    if stored.records.exists():
        raise Refused("This step has an answer on record, so it stays in the list.")
    note("step.remove", by=by, now=now, target=stored, before={"step": str(stored)})
    stored._history_user = by
    stored.delete()
    _refuse_without_agreement(plan)


@transaction.atomic
def move_step(step, *, how, by):
    """Put a step before or after its neighbours, or side by side with those before it."""
    if how not in ARRANGE:
        raise Refused("Choose where the step goes: earlier, later, or side by side.")
    plan = lock(step.plan)
    _free(plan, step)
    free = free_steps(plan, asked(plan))
    rows = _rows(free)
    first = free[0].order
    here = next(i for i, row in enumerate(rows) if step in row)
    arranged = ARRANGE[how](rows, here, next(s for s in rows[here] if s == step))
    for order, row in enumerate(arranged, start=1 if plan.is_open else first):
        for each in row:
            if each.order != order:
                each.order = order
                save_over(each, base_version=each.version, by=by)


def _rows(steps):
    """The steps as rows of those that stand side by side."""
    orders = sorted({step.order for step in steps})
    return [[step for step in steps if step.order == order] for order in orders]


def _out_of(rows, here, step):
    """The rows without the step, and whether it stood alone."""
    left = [other for other in rows[here] if other != step]
    return [*rows[:here], *([left] if left else []), *rows[here + 1 :]], not left


def _up(rows, here, step):
    without, alone = _out_of(rows, here, step)
    there = max(here - 1, 0) if alone else here
    return [*without[:there], [step], *without[there:]]


def _down(rows, here, step):
    without, _ = _out_of(rows, here, step)
    return [*without[: here + 1], [step], *without[here + 1 :]]


def _beside(rows, here, step):
    if here == 0:
        return rows
    without, _ = _out_of(rows, here, step)
    without[here - 1] = [*without[here - 1], step]
    return without


ARRANGE = {"up": _up, "down": _down, "beside": _beside}


@transaction.atomic
def copy_steps(plan, *, by, now):
    """Take over the steps of the plan before, in its order; planned days are not last year's."""
    plan = lock(plan)
    if not plan.is_open:
        raise Refused("The list is copied while the plan is a draft. Reopen it first.")
    source = steps_before(plan)
    if source is None:
        raise Refused("No earlier plan of this partnership has steps.")
    own = {_speaker(step): step for step in plan.approval_steps.all()}
    copied = 0
    taken = list(source.approval_steps.all())
    behind = max(step.order for step in taken)
    for step in taken:
        here = own.pop(_speaker(step), None)
        copied += here is None
        _place(here or _same(step, plan), step.order, by)
    for number, step in enumerate(own.values(), start=behind + 1):
        _place(step, number, by)
    note("step.copy", by=by, now=now, target=plan, reason=str(source), after={"steps": copied})
    return copied


def _same(step, plan):
    return ApprovalStep(plan=plan, kind=step.kind, group_id=step.group_id, body=step.body)


def _place(step, order, by):
    if step.pk is None:
        step.order = order
        save_new(step, by=by)
    elif step.order != order:
        step.order = order
        save_over(step, base_version=step.version, by=by)


def steps_before(plan):
    """The plan whose steps can be copied: its predecessor, else the last one before it."""
    others = Plan.objects.filter(partnership=plan.partnership_id, approval_steps__isnull=False)
    earlier = others.exclude(pk=plan.pk).filter(starts_on__lte=plan.starts_on).distinct()
    if plan.predecessor_id:
        return others.filter(pk=plan.predecessor_id).first() or earlier.first()
    return earlier.first()


def _free(plan, step):
    """The stored step, where it may be arranged now."""
    found = next((one for one in free_steps(plan, asked(plan)) if one.pk == step.pk), None)
    if found is None:
        raise Refused(NOT_FREE)
    return found


def _refuse_where_closed(plan):
    """A step can still be added while something behind the open ones can wait for it."""
    if not plan.is_open and plan.state != "submitted":
        raise Refused("Every step is complete. Reopen the plan to add another.")


def _refuse_without_agreement(plan):
    if plan.is_open or plan.approval_steps.filter(kind__in=AGREEING).exists():
        return
    raise Refused("One step must remain in which a body agrees, adopts or ratifies.")
