"""A made-up Welsh partnership with a very small plan, published in English and in Welsh.

Everything in it is an example: the place, its people, what they plan and every figure. The Welsh
was written by the makers of the portal.
"""

import datetime

from partnership.models import ContactPoint, Group
from partnership.models.contacts import Purpose
from partnership.models.groups import GroupKind
from partnership.models.partnerships import Nation
from plans import workflow
from plans.models import Action, ApprovalStep, Block, Objective, Plan, Section
from plans.models.blocks import BlockKind
from plans.models.plans import PlanKind
from priorities.models import ListedPriority, Priority, PriorityList

EXAMPLE_VALLEY = {
    "slug": "cwm-enghraifft",
    "name": "Cwm Enghraifft Community Safety Partnership",
    "name_cy": "Partneriaeth Diogelwch Cymunedol Cwm Enghraifft",
    "short_name": "Cwm Enghraifft CSP",
    "place_name": "Cwm Enghraifft",
    "nation": Nation.WALES,
    "uses_welsh": True,
    "colour": "#5b2a4e",
    "vision": "A valley in which everybody feels safe at home and outdoors",
    "vision_cy": "Cwm lle mae pawb yn teimlo’n ddiogel gartref ac yn yr awyr agored",
    "example": True,
}
SLUG = "community-safety-plan-2011-12"
AGREED = "Example: agreed so that the demonstration shows a plan in two languages."
YEAR = {"starts_on": datetime.date(2011, 4, 1), "ends_on": datetime.date(2012, 3, 31)}

# Each section: anchor, title and its Welsh; then its blocks as (kind, English, Welsh).
SECTIONS = (
    (
        *("introduction", "Introduction", "Cyflwyniad"),
        [
            (
                BlockKind.TEXT,
                "<p>This plan is an example. It shows how a partnership tells people in two "
                "languages what it will do.</p><p>The police, the council, the fire service, the "
                "health board and the probation service wrote it together.</p>",
                "<p>Enghraifft yw’r cynllun hwn. Mae’n dangos sut mae partneriaeth yn dweud wrth "
                "bobl mewn dwy iaith beth fydd yn ei wneud.</p><p>Ysgrifennwyd ef ar y cyd gan yr "
                "heddlu, y cyngor, y gwasanaeth tân, y bwrdd iechyd a’r gwasanaeth prawf.</p>",
            ),
            (BlockKind.VISION, "", ""),
        ],
    ),
    (
        *("our-priorities", "Our priorities", "Ein blaenoriaethau"),
        [
            (
                BlockKind.TEXT,
                "<p>We chose two priorities for the year.</p>",
                "<p>Dewiswyd dwy flaenoriaeth ar gyfer y flwyddyn.</p>",
            ),
            (BlockKind.PRIORITIES, "", ""),
        ],
    ),
    (
        *("anti-social-behaviour", "Anti-social behaviour", "Ymddygiad gwrthgymdeithasol"),
        [(BlockKind.OBJECTIVES, "", ""), (BlockKind.ACTIONS, "", "")],
    ),
    (
        *("domestic-abuse", "Domestic abuse", "Cam-drin domestig"),
        [(BlockKind.OBJECTIVES, "", ""), (BlockKind.ACTIONS, "", "")],
    ),
    (
        *("how-to-reach-us", "How to reach us", "Sut i gysylltu â ni"),
        [(BlockKind.REPORT_CRIME, "", ""), (BlockKind.CONTACT, "", "")],
    ),
)
OBJECTIVES = {
    "anti-social-behaviour": (
        "Fewer evenings spoiled in the town square",
        "Llai o nosweithiau wedi’u difetha yn sgwâr y dref",
    ),
    "domestic-abuse": (
        "More people know where to find help",
        "Mwy o bobl yn gwybod ble i gael help",
    ),
}
# By section: the words, their Welsh, the day by which, and by which means.
ACTIONS = {
    "anti-social-behaviour": (
        (
            *("Walk through the square every Friday evening", None, "reassurance"),
            "Cerdded drwy’r sgwâr bob nos Wener",
        ),
        (
            *("Open a youth club in the old school", datetime.date(2011, 9, 30), "prevention"),
            "Agor clwb ieuenctid yn yr hen ysgol",
        ),
    ),
    "domestic-abuse": (
        (
            *("Teach healthy relationships in each school", None, "education"),
            "Dysgu am berthnasoedd iach ym mhob ysgol",
        ),
        (
            *("Train the staff of all surgeries", datetime.date(2012, 1, 31), "prevention"),
            "Hyfforddi staff pob meddygfa",
        ),
    ),
}
PRIORITIES = {
    "anti-social-behaviour": ("Anti-social behaviour", "Ymddygiad gwrthgymdeithasol"),
    "domestic-abuse": ("Domestic abuse", "Cam-drin domestig"),
}
CONTACTS = (
    (Purpose.EMERGENCY, "999", "999"),
    (Purpose.NON_EMERGENCY, "Example Police", "101"),
    (Purpose.ANONYMOUS, "Crimestoppers", "0800 555 111"),
    # Numbers that are kept for made-up places and reach nobody.
    (Purpose.FORMATS, "Cwm Enghraifft CSP", "029 2018 0123"),
    (Purpose.PLAN, "Cwm Enghraifft CSP", "029 2018 0123"),
)


def add_plan(keep, partnership, *, officer, executive, now):
    """The partnership's contacts and its plan, agreed and published in both languages."""
    for order, (purpose, name, phone) in enumerate(CONTACTS, start=1):
        keep.add(
            ContactPoint,
            partnership=partnership,
            purpose=purpose,
            name=name,
            phone=phone,
            order=order,
        )
    group = keep.add(
        Group,
        partnership=partnership,
        name="Executive Group",
        name_cy="Grŵp Gweithredol",
        kind=GroupKind.EXECUTIVE,
    )
    listed, priorities = _add_priorities(keep, partnership)
    plan = keep.add(
        Plan,
        partnership=partnership,
        kind=PlanKind.FULL,
        title="Community Safety Plan",
        title_cy="Cynllun Diogelwch Cymunedol",
        slug=SLUG,
        year=2011,
        summary="An example of a small plan in English and in Welsh.",
        summary_cy="Enghraifft o gynllun bach yn Gymraeg ac yn Saesneg.",
        priority_list=listed,
        in_welsh=True,
        example=True,
        **YEAR,
    )
    _add_sections(keep, plan, group, priorities)
    step = keep.add(ApprovalStep, plan=plan, order=1, group=group)
    workflow.submit(plan, by=officer, now=now)
    step.refresh_from_db()
    workflow.record(step, outcome="agreed", by=executive, now=now, comment=AGREED)
    return workflow.publish(plan, change_note="First published", by=officer, now=now)


def _add_priorities(keep, partnership):
    listed = keep.add(
        PriorityList,
        partnership=partnership,
        title="Priorities 2011-12",
        title_cy="Blaenoriaethau 2011-12",
        **YEAR,
    )
    found = {}
    for order, (anchor, (title, welsh)) in enumerate(PRIORITIES.items(), start=1):
        words = {"title": title, "title_cy": welsh}
        found[anchor] = keep.add(Priority, partnership=partnership, **words)
        words = {"wording": title, "wording_cy": welsh}
        keep.add(ListedPriority, priority_list=listed, priority=found[anchor], order=order, **words)
    return listed, found


def _add_sections(keep, plan, group, priorities):
    for order, (anchor, title, welsh, blocks) in enumerate(SECTIONS, start=1):
        words = {"title": title, "title_cy": welsh}
        section = keep.add(Section, plan=plan, order=order, anchor=anchor, **words)
        for place, (kind, text, text_cy) in enumerate(blocks, start=1):
            keep.add(Block, section=section, kind=kind, order=place, text=text, text_cy=text_cy)
        if anchor in OBJECTIVES:
            words = dict(zip(("wording", "wording_cy"), OBJECTIVES[anchor], strict=True))
            keep.add(Objective, plan=plan, section=section, **words)
        for place, (wording, day, element, said) in enumerate(ACTIONS.get(anchor, ()), start=1):
            action = keep.add(
                Action,
                plan=plan,
                section=section,
                order=place,
                wording=wording,
                wording_cy=said,
                lead_group=group,
                by_date=day,
                ongoing=day is None,
                **{element: True},
            )
            action.priorities.add(priorities[anchor])
