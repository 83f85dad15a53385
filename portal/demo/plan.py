"""The plan itself: its sections and blocks, what it links to, and its way to the public."""

from partnership.models import RelatedDocument
from plans import workflow
from plans.models import ApprovalStep, Block, BlockFigure, Plan, PlanLink, PlanPartner, Section
from plans.models.blocks import BlockKind
from plans.models.plans import PlanKind
from portal.demo import partners
from portal.demo.delivery import DELIVERY
from portal.demo.opening import OPENING, SUMMARY_ADDRESS
from portal.demo.priorities import YEAR

SLUG = "partnership-plan-2011-12"
AGREED = "Example: agreed so that the demonstration shows a published plan."
DOCUMENTS = (
    (
        PlanLink.Relation.INFORMED_BY,
        {
            "title": "Strategic Assessment Executive Summary",
            "kind": RelatedDocument.Kind.ASSESSMENT,
            "link": f"http://{SUMMARY_ADDRESS}",
            "date_as_stated": "Oct 2010",
        },
    ),
    (
        PlanLink.Relation.CONTRIBUTES_TO,
        {
            "title": "South Lakeland Sustainable Community Strategy",
            "kind": RelatedDocument.Kind.STRATEGY,
        },
    ),
    (
        PlanLink.Relation.CONTRIBUTES_TO,
        {"title": "Cumbria Community Safety Plan", "kind": RelatedDocument.Kind.STRATEGY},
    ),
    (
        PlanLink.Relation.TAKES_ACCOUNT_OF,
        {"title": "Time to Call Time", "kind": RelatedDocument.Kind.STRATEGY},
    ),
)


def add_plan(keep, partnership, priority_list):
    return keep.add(
        Plan,
        partnership=partnership,
        kind=PlanKind.REFRESH,
        title="Partnership Plan Refresh",
        slug=SLUG,
        year=2011,
        version_label="Refresh 2011-2012",
        summary="The aim of South Lakeland CSP is to keep crime levels low and provide "
        "reassurance to local communities.",
        published_as_stated="May 2011",
        priority_list=priority_list,
        example=True,
        **YEAR,
    )


def add_sections(keep, plan, *, figures, statements, referrals):
    """All sections with their blocks; returns the sections by anchor."""
    sections = {}
    _branch(keep, plan, None, (*OPENING, *DELIVERY), sections)
    for block in Block.objects.filter(section__plan=plan):
        if block.kind == BlockKind.FIGURES:
            for order, figure in enumerate(figures, start=1):
                keep.add(BlockFigure, block=block, figure=figure, order=order)
        elif block.kind == BlockKind.FINDINGS:
            block.statements.set(statements)
        elif block.kind == BlockKind.REFERRALS:
            block.referrals.set(referrals)
    return sections


def _branch(keep, plan, parent, chapters, sections):
    for order, chapter in enumerate(chapters, start=1):
        section = sections[chapter.anchor] = keep.add(
            Section,
            plan=plan,
            parent=parent,
            order=order,
            title=chapter.title,
            contents_title=chapter.contents_title,
            anchor=chapter.anchor,
        )
        for place, piece in enumerate(chapter.pieces, start=1):
            keep.add(
                Block,
                section=section,
                order=place,
                kind=piece.kind,
                text=piece.html,
                caption=piece.caption,
            )
        _branch(keep, plan, section, chapter.below, sections)


def add_partners_and_links(keep, plan, organisations):
    for order, name in enumerate(partners.PARTNERS, start=1):
        keep.add(
            PlanPartner,
            plan=plan,
            organisation=organisations[name],
            name_as_stated=name,
            order=order,
        )
    for order, (relation, fields) in enumerate(DOCUMENTS, start=1):
        related = keep.add(RelatedDocument, partnership=plan.partnership, **fields)
        keep.add(PlanLink, plan=plan, related=related, relation=relation, order=order)


def publish(keep, plan, *, groups, officer, executive, now):
    """The way that every plan goes: submitted, agreed, published."""
    step = keep.add(ApprovalStep, plan=plan, order=1, group=groups[partners.EXECUTIVE])
    workflow.submit(plan, by=officer, now=now)
    step.refresh_from_db()
    workflow.record(step, outcome="agreed", by=executive, now=now, comment=AGREED)
    return workflow.publish(plan, change_note="First published", by=officer, now=now)
