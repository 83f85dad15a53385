"""Next year's plan out of this one: begun as a copy, then each part marked with what it became."""

import datetime

from django.db import transaction

from partnership.workflow import refuse_ended
from plans.models import (
    Achievement,
    Action,
    ApprovalStep,
    FundingSource,
    Plan,
    PlanLink,
    PlanPartner,
    Section,
)
from plans.models.sections import Mark
from plans.permissions import may_edit, may_write
from plans.workflow import copying
from plans.workflow.assessments import free_slug
from plans.workflow.parts import put_back_section, take_out_section
from priorities.models import PriorityList
from records.models import note
from records.moves import Refused
from records.periods import plan_year_label
from records.saving import save_new, save_over

OUT = (Mark.DROPPED, Mark.DONE)


@transaction.atomic
def start_next(plan, *, by, now):
    """Begin next year's plan: the same sections, actions, partners and steps, without the money.

    Amounts and dates of agreement are not carried over: they are next year's to state.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if not may_write(by, plan):
        raise Refused("Officers begin plans.")
    refuse_ended(plan.partnership, now=now)
    if not plan.is_carried_on:
        raise Refused(f"A document of this kind is begun anew: {plan.get_kind_display().lower()}.")
    if Plan.objects.filter(predecessor=plan).exists():
        raise Refused("Next year’s plan is begun already.")
    new = save_new(_cover(plan), by=by)
    sections = _copy_sections(plan, new, by)
    _copy_actions(plan, sections, by)
    _copy_company(plan, new, by)
    note("plan.start_next", by=by, now=now, target=new, after={"of": str(plan.uid)})
    return new


def _cover(plan):
    """The cover of the plan that follows: it runs for a year from the day after."""
    starts_on = plan.ends_on + datetime.timedelta(days=1)
    ends_on = starts_on.replace(year=starts_on.year + 1) - datetime.timedelta(days=1)
    year = starts_on.year if starts_on.month > 3 else starts_on.year - 1
    base = plan.slug.removesuffix(f"-{plan.label}")
    return Plan(
        partnership=plan.partnership,
        kind=plan.kind,
        title=plan.title,
        title_cy=plan.title_cy,
        slug=free_slug(plan.partnership, f"{base[:70]}-{plan_year_label(year)}"),
        year=year,
        starts_on=starts_on,
        ends_on=ends_on,
        summary=plan.summary,
        summary_cy=plan.summary_cy,
        audience=plan.audience,
        in_welsh=plan.in_welsh,
        priority_list=_newest_list(plan, ends_on),
        predecessor=plan,
        example=plan.example,
    )


def _newest_list(plan, until):
    """The list of priorities that holds when the new plan does, or last year's."""
    lists = PriorityList.objects.filter(partnership=plan.partnership, starts_on__lte=until)
    return lists.order_by("-starts_on", "-pk").first() or plan.priority_list


def _copy_sections(plan, new, by):
    """All sections with their blocks, each after the one that it lies in; copies by key."""
    rows = plan.sections.order_by("order", "pk").prefetch_related("blocks")
    below = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    copies, waiting = {}, list(below.get(None, []))
    while waiting:
        row = waiting.pop(0)
        parent = copies.get(row.parent_id)
        copies[row.pk] = copying.copy_section(row, new, parent=parent, by=by)
        waiting += below.get(row.pk, [])
    return copies


def _copy_actions(plan, sections, by):
    objectives = {
        one.pk: copying.copy_objective(one, sections[one.section_id], by=by)
        for one in plan.objectives.all()
        if one.section_id in sections
    }
    actions = plan.actions.prefetch_related("priorities", "objectives", "lead_organisations")
    for action in actions:
        if action.section_id in sections:
            section = sections[action.section_id]
            copying.copy_action(action, section, objectives=objectives, by=by)


def _copy_company(plan, new, by):
    """Partners, related documents, sources of money without amounts, and steps without dates."""
    kept = (
        (PlanPartner, plan.partners.all(), ("organisation", "name_as_stated", "order")),
        (PlanLink, plan.links.all(), ("related", "relation", "order")),
        (
            FundingSource,
            plan.funding_sources.all(),
            ("name", "name_cy", "kind", "wording", "order"),
        ),
        (ApprovalStep, plan.approval_steps.all(), ("order", "kind", "group", "body")),
    )
    for model, rows, names in kept:
        for row in rows:
            save_new(model(plan=new, **copying.of(row, names)), by=by)


@transaction.atomic
def mark_section(section, *, mark, reason="", base_version, by, now):
    """Say what became of a section; one that is dropped is taken out, and can come back."""
    section = Section.with_taken_out.select_for_update().get(pk=section.pk)
    _refuse_mark(section, mark, reason, by)
    section.mark, section.mark_note = mark, reason.strip()
    save_over(section, base_version=base_version, by=by)
    if mark == Mark.DROPPED and not section.taken_out_at:
        take_out_section(section, by=by, now=now)
    elif mark != Mark.DROPPED and section.taken_out_at:
        put_back_section(section, by=by, now=now)
    return _noted(section, mark, reason, by, now)


@transaction.atomic
def mark_action(action, *, mark, reason="", base_version, by, now):
    """Say what became of an action; one that is done becomes a draft achievement."""
    action = Action.with_taken_out.select_for_update().get(pk=action.pk)
    _refuse_mark(action, mark, reason, by)
    if action.mark == Mark.DONE and mark != Mark.DONE:
        _take_achievement_back(action, by)
    action.mark, action.mark_note = mark, reason.strip()
    action.taken_out_at = now if mark in OUT else None
    save_over(action, base_version=base_version, by=by)
    if mark == Mark.DONE and not Achievement.objects.filter(came_from=action.came_from).exists():
        _achieve(action, by)
    return _noted(action, mark, reason, by, now)


def _refuse_mark(part, mark, reason, by):
    if not may_edit(by, part.plan):
        raise Refused("The text is locked, or you do not write in this plan.")
    if part.came_from_id is None:
        raise Refused("It did not stand in last year’s plan.")
    if mark == Mark.DROPPED and not reason.strip():
        raise Refused(f"Say why it is dropped, since readers are shown this: “{part}”.")


def _achieve(action, by):
    """What was finished last year, told in this year's plan; its wording waits for its officer."""
    last = action.plan.achievements.order_by("order").last()
    told = Achievement(
        plan=action.plan,
        year=action.came_from.plan.year,
        wording=action.came_from.wording,
        wording_cy=action.came_from.wording_cy,
        order=last.order + 1 if last else 1,
        came_from=action.came_from,
    )
    save_new(told, by=by)


def _take_achievement_back(action, by):
    told = Achievement.objects.filter(came_from=action.came_from).first()
    if told is None:
        return
    if told.version > 1:
        raise Refused(f"Its achievement was worked on. Take that out first: “{told}”.")
    told._history_user = by
    told.delete()


def _noted(part, mark, reason, by, now):
    kind = part._meta.model_name
    note(f"{kind}.mark", by=by, now=now, target=part, reason=reason, after={"mark": mark})
    part.refresh_from_db(from_queryset=type(part).with_taken_out.all())
    return part
