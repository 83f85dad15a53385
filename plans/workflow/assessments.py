"""The document of an assessment round, and the public summary of an internal document."""

import datetime

from django.db import transaction

from partnership.workflow import refuse_ended
from plans.models import Block, Plan, Section
from plans.models.blocks import FOR_MEMBERS, BlockKind
from plans.models.plans import PlanKind
from plans.workflow import copying
from plans.workflow.agreeing import ask_executive_group
from plans.workflow.starting import lay_out
from priorities.documents.evidence import gather
from priorities.documents.last_time import last_list
from records.models import note
from records.moves import Refused
from records.saving import save_new


@transaction.atomic
def start_assessment(round, *, by, now):
    """Write a round's document: internal, with the contents that the law asks for."""
    refuse_ended(round.partnership, now=now)
    if round.documents.filter(kind=PlanKind.ASSESSMENT).exists():
        raise Refused("This round has its document already.")
    plan = Plan(
        partnership=round.partnership,
        kind=PlanKind.ASSESSMENT,
        title="Strategic Assessment",
        slug=free_slug(round.partnership, f"strategic-assessment-{round.label}"),
        year=round.year,
        starts_on=datetime.date(round.year, 4, 1),
        ends_on=datetime.date(round.year + 1, 3, 31),
        audience=Plan.Audience.INTERNAL,
        priority_list=last_list(round.partnership, round.year),
        round=round,
        example=round.example,
    )
    save_new(plan, by=by)
    ask_executive_group(plan, by=by, group=round.group)
    lay_out(plan, PlanKind.ASSESSMENT.value, by=by)
    _choose_evidence(plan)
    note("plan.start_assessment", by=by, now=now, target=plan, after={"round": str(round.uid)})
    return plan


def free_slug(partnership, base):
    """An address that no other plan of the partnership has."""
    taken = set(partnership.plans.values_list("slug", flat=True))
    tries = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in tries if slug not in taken)


def _choose_evidence(plan):
    """Let the blocks of figures and findings show what the candidates' evidence holds."""
    found = gather(plan.round.candidates.all(), plan.partnership).values()
    figures = {figure.pk: figure for one in found for figure in one.figures}
    statements = {finding.statement_id for one in found for finding in one.findings}
    for block in Block.objects.filter(section__plan=plan):
        if block.kind == BlockKind.FIGURES:
            block.choose_figures(list(figures.values()))
        elif block.kind == BlockKind.FINDINGS:
            block.statements.set(statements)


@transaction.atomic
def start_summary(plan, *, by, now):
    """Write the public summary of an internal document: a document of its own, to be agreed."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    sections = list(plan.sections.filter(in_summary=True).order_by("order", "pk"))
    _refuse(plan, sections)
    refuse_ended(plan.partnership, now=now)
    summary = Plan(
        partnership=plan.partnership,
        kind=PlanKind.SUMMARY,
        title=f"{plan.title}: summary",
        slug=free_slug(plan.partnership, f"{plan.slug[:70]}-summary"),
        year=plan.year,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        audience=Plan.Audience.PUBLIC,
        priority_list=plan.priority_list,
        round=plan.round,
        summary_of=plan,
        example=plan.example,
    )
    save_new(summary, by=by)
    step = plan.approval_steps.filter(group__isnull=False).first()
    ask_executive_group(summary, by=by, group=step.group if step else None)
    _copy_sections(sections, summary, by)
    note("plan.start_summary", by=by, now=now, target=summary, after={"of": str(plan.uid)})
    return summary


def _refuse(plan, sections):
    if plan.is_public:
        raise Refused("This document is public itself, so it needs no public summary.")
    if plan.summaries.exists():
        raise Refused("There is a public summary already. Change it there.")
    if not sections:
        raise Refused("Mark the sections that belong in the public summary first.")


def _copy_sections(sections, summary, by):
    """Copies of these sections; one whose heading above stays away becomes a chapter."""
    copies = {}
    for order, section in enumerate(_above_first(sections), start=1):
        as_it_is = copying.of(section, copying.SECTION_FIELDS)
        place = {"parent": copies.get(section.parent_id), "order": order, "in_summary": False}
        copy = Section(plan=summary, **as_it_is | place)
        copies[section.pk] = save_new(copy, by=by)
        for block in section.blocks.exclude(kind__in=FOR_MEMBERS):
            copying.copy_block(block, copy, by=by, public=True)


def _above_first(sections):
    """Sections so that each stands behind the one that it lies in."""
    chosen = {section.pk: section for section in sections}
    return sorted(sections, key=lambda section: _depth(section, chosen))


def _depth(section, chosen):
    depth = 0
    while section.parent_id in chosen:
        section, depth = chosen[section.parent_id], depth + 1
    return depth
