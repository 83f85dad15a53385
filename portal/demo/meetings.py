"""An example meeting of the Executive Group under way, after one whose notes are public."""

import datetime

from django.utils.timezone import make_aware

from events.models import (
    AgendaItem,
    AgendaTemplate,
    AgendaTemplateItem,
    Meeting,
    MeetingAction,
    MeetingAttendance,
    MeetingDecision,
)
from events.models.agendas import ItemKind, Purpose
from events.models.meetings import MeetingState
from partnership.models import GroupMember
from portal.demo import coming, partners

TITLE = "Executive Group"
TEN, TWELVE = datetime.time(10), datetime.time(12)
JANUARY, APRIL = datetime.date(2012, 1, 26), datetime.date(2012, 4, 26)
OFFICER = "Partnership officer"
# Title, presenter, kind, purpose, minutes, the question for a decision.
USUAL = (
    (
        "Notes of the last meeting",
        "Chair of the Executive Group",
        ItemKind.NOTES,
        Purpose.AGREE,
        5,
        "",
    ),
    ("Open actions", OFFICER, ItemKind.ACTIONS, Purpose.NOTE, 5, ""),
    ("Performance report", OFFICER, ItemKind.REPORT, Purpose.NOTE, 15, ""),
)
ITEMS = (
    (
        "Notes of the last meeting",
        "Chair of the Executive Group",
        ItemKind.NOTES,
        Purpose.AGREE,
        5,
        "",
    ),
    ("Performance report, quarter 4", OFFICER, ItemKind.REPORT, Purpose.NOTE, 20, ""),
    (
        "South Cumbria Reducing Re-offending Group",
        "Chair of the group",
        ItemKind.OTHER,
        Purpose.DECIDE,
        15,
        "Which partner can insure volunteers?",
    ),
    (
        "South Cumbria Domestic Violence Champion Network",
        "Chair of the network",
        ItemKind.OTHER,
        Purpose.DECIDE,
        10,
        "Ask for a report on fewer incidents reported?",
    ),
    ("Joint alcohol strategy with Barrow CDRP", OFFICER, ItemKind.OTHER, Purpose.DISCUSS, 20, ""),
    ("Communication Plan 2012/13", OFFICER, ItemKind.OTHER, Purpose.AGREE, 20, ""),
)
PRESENT, APOLOGIES, SUBSTITUTE = MeetingAttendance.State.values
# As the partners stand in section 8 of the plan; the police authority is not recorded yet.
CAME = (PRESENT, APOLOGIES, *[PRESENT] * 3, "", SUBSTITUTE, PRESENT, APOLOGIES, PRESENT, PRESENT)
DECIDED = "Example: ask the county for its list of neighbourhood watch schemes."
ACTIONS = (
    (
        "Example: agree the terms of the cross district Alcohol Steering Group",
        "South Lakeland District Council",
        datetime.date(2012, 4, 12),
        None,
    ),
    (
        "Example: bring the neighbourhood watch figures to the group",
        "Cumbria Constabulary",
        datetime.date(2012, 4, 30),
        None,
    ),
    (
        "Example: circulate the information sharing protocol",
        "Cumbria County Council",
        datetime.date(2012, 4, 5),
        datetime.date(2012, 4, 2),
    ),
)


def add_meetings(keep, partnership, groups, organisations, *, now):
    group = groups[partners.EXECUTIVE]
    for name in partners.PARTNERS:
        keep.add(GroupMember, group=group, organisation=organisations[name])
    _add_template(keep, partnership)
    _add_january(keep, partnership, group, organisations)
    _add_april(keep, partnership, group, organisations)
    coming.add_what_comes(keep, partnership, group, now=now)


def _add_template(keep, partnership):
    template = keep.add(
        AgendaTemplate, partnership=partnership, name="Executive Group, each quarter"
    )
    for order, (title, presenter, kind, purpose, minutes, _) in enumerate(USUAL, start=1):
        keep.add(
            AgendaTemplateItem,
            template=template,
            order=order,
            title=title,
            presenter=presenter,
            kind=kind,
            purpose=purpose,
            minutes=minutes,
        )


def _meeting(keep, partnership, group, day, slug, **fields):
    meeting = keep.add(
        Meeting,
        partnership=partnership,
        title=TITLE,
        slug=slug,
        held_on=day,
        starts_at=TEN,
        ends_at=TWELVE,
        venue="South Lakeland House, Kendal",
        example=True,
        **fields,
    )
    meeting.groups.add(group)
    return meeting


def _at(day, hour=12):
    return make_aware(datetime.datetime.combine(day, datetime.time(hour)))


def _add_january(keep, partnership, group, organisations):
    """Agreed, and public as far as the officer allows: one item with its decision."""
    meeting = _meeting(
        keep,
        partnership,
        group,
        JANUARY,
        "executive-group-january-2012",
        state=MeetingState.AGREED,
        agreed_on=APRIL,
        announced_at=_at(datetime.date(2012, 1, 5)),
        notes_published_at=_at(APRIL, 15),
    )
    item = keep.add(
        AgendaItem,
        meeting=meeting,
        order=1,
        title="Neighbourhood watch in South Lakeland",
        presenter=OFFICER,
        purpose=Purpose.DECIDE,
        minutes=20,
        starts_at=TEN,
        notes="Example: the group heard how many schemes there are, and where there are none.",
        public=True,
    )
    decision = keep.add(
        MeetingDecision,
        item=item,
        wording=DECIDED,
        at=_at(JANUARY, 11),
        by_label=keep.by.label,
        public=True,
    )
    for name in partners.PARTNERS:
        keep.add(
            MeetingAttendance, meeting=meeting, organisation=organisations[name], state=PRESENT
        )
    for wording, owner, due, done in ACTIONS:
        keep.add(
            MeetingAction,
            meeting=meeting,
            item=item,
            decision=decision,
            wording=wording,
            organisation=organisations[owner],
            due_on=due,
            state="done" if done else "open",
            ended_on=done,
        )


def _add_april(keep, partnership, group, organisations):
    """Under way: some of it recorded, one partner not recorded yet, two decisions to take."""
    meeting = _meeting(
        keep,
        partnership,
        group,
        APRIL,
        "executive-group-april-2012",
        state=MeetingState.HELD,
        announced_at=_at(datetime.date(2012, 4, 5)),
    )
    start = datetime.datetime.combine(APRIL, TEN)
    for order, (title, presenter, kind, purpose, minutes, asked) in enumerate(ITEMS, start=1):
        item = keep.add(
            AgendaItem,
            meeting=meeting,
            order=order,
            title=title,
            presenter=presenter,
            kind=kind,
            purpose=purpose,
            minutes=minutes,
            asked=asked,
            starts_at=start.time(),
            outcome={1: AgendaItem.Outcome.AGREED, 2: AgendaItem.Outcome.NOTED}.get(order, ""),
        )
        if order == 3:
            meeting.current_item = item
        start += datetime.timedelta(minutes=minutes)
    keep.save(meeting)
    for name, state in zip(partners.PARTNERS, CAME, strict=True):
        keep.add(
            MeetingAttendance,
            meeting=meeting,
            organisation=organisations[name],
            state=state,
            substitute="Deputy director" if state == SUBSTITUTE else "",
        )
