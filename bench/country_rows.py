"""A country's worth of partnerships: plans, reports, meetings, money and answers of many years.

Everything in it is made up by counting, the same every time. Rows are written in bulk, without
their history: it is what the lists read that is measured, not how it was typed.
"""

import datetime
from itertools import count

from django.utils.timezone import make_aware

from events.models import AgendaItem, Event, Meeting, MeetingAction
from partnership.models import Area, CoveredArea, Group, Partnership
from plans.models import (
    Action,
    ActionReport,
    Budget,
    FundingAmount,
    FundingLine,
    FundingSource,
    GroupReport,
    Plan,
    ProgressUpdate,
    ReportingQuarter,
    Response,
    Risk,
    Section,
)
from priorities.models import Figure, Measure, Target
from records.quarters import Quarter

FIRST_YEAR = 2016
ACTIONS = GROUPS = 3  # of a plan, each led by its own group
ANSWERS = 6  # of a year
MEETINGS = 4
STATUSES = ("green", "amber", "red")
BATCH = 500

_numbers = count(1)


def fill(partnerships, years):
    """So many partnerships with so many years each; returns the partnerships."""
    areas = _write(Area, (Area(name=f"Place {n}", kind="district") for n in range(partnerships)))
    made = _write(Partnership, (_partnership(area) for area in areas))
    _write(
        CoveredArea,
        (CoveredArea(partnership=p, area=a) for p, a in zip(made, areas, strict=True)),
    )
    groups = _groups(made)
    plans = _plans(made, years)
    actions = _actions(plans, groups)
    _quarters(made, years, groups, actions)
    _measures(made, areas, years, groups)
    _money(plans)
    _answers(made, years)
    _meetings(made, years, groups)
    return made


def _write(model, rows):
    return model.objects.bulk_create(list(rows), batch_size=BATCH)


def _partnership(area):
    number = next(_numbers)
    name = f"Example Partnership {number}"
    return Partnership(
        name=name, short_name=name, place_name=area.name, slug=f"example-{number}", public=True
    )


def _groups(made):
    """The groups of each partnership by its key: the executive one first."""
    rows = _write(
        Group,
        (
            Group(partnership=p, name=f"Group {n}", kind="delivery" if n else "executive")
            for p in made
            for n in range(GROUPS + 1)
        ),
    )
    found = {}
    for group in rows:
        found.setdefault(group.partnership_id, []).append(group)
    return found


def _plans(made, years):
    return _write(
        Plan,
        (
            Plan(
                partnership=p,
                title="Partnership Plan",
                slug=f"plan-{year}",
                year=year,
                state="published" if year < FIRST_YEAR + years - 1 else "draft",
                starts_on=datetime.date(year, 4, 1),
                ends_on=datetime.date(year + 1, 3, 31),
                example=True,
            )
            for p in made
            for year in range(FIRST_YEAR, FIRST_YEAR + years)
        ),
    )


def _actions(plans, groups):
    """The actions of each plan by partnership and year."""
    sections = _write(
        Section, (Section(plan=plan, title="What we do", order=1, anchor="do") for plan in plans)
    )
    rows = _write(
        Action,
        (
            Action(
                plan=section.plan,
                section=section,
                order=n,
                wording=f"Example action {n}",
                prevention=True,
                lead_group=groups[section.plan.partnership_id][n],
            )
            for section in sections
            for n in range(1, ACTIONS + 1)
        ),
    )
    found = {}
    for action in rows:
        key = action.plan.partnership_id, action.plan.year
        found.setdefault(key, []).append(action)
    return found


def _quarters(made, years, groups, actions):
    """Every quarter was asked for; the last one is open, with reports that are not in."""
    quarters = _write(
        ReportingQuarter,
        (
            _quarter(p, Quarter(year, n), last=year == FIRST_YEAR + years - 1 and n == 4)
            for p in made
            for year in range(FIRST_YEAR, FIRST_YEAR + years)
            for n in (1, 2, 3, 4)
        ),
    )
    reports = _write(
        GroupReport,
        (
            _report(quarter, group)
            for quarter in quarters
            for group in groups[quarter.partnership_id][1:]
        ),
    )
    _write(ActionReport, (_line(report, actions, groups) for report in reports))
    done = (report for report in reports if report.state == "accepted")
    _write(ProgressUpdate, (_update(report, actions, groups) for report in done))


def _quarter(of, quarter, *, last):
    due = quarter.ends_on + datetime.timedelta(days=15)
    closed = {} if last else {"closed_at": _at(due), "closed_by_label": "Officer"}
    return ReportingQuarter(
        partnership=of,
        year=quarter.year,
        quarter=quarter.number,
        due_on=due,
        opened_at=_at(quarter.ends_on),
        state="open" if last else "closed",
        example=True,
        **closed,
    )


def _at(day):
    return make_aware(datetime.datetime.combine(day, datetime.time(9)))


def _report(quarter, group):
    if quarter.state == "open":
        return GroupReport(quarter=quarter, group=group, example=True)
    at = _at(quarter.due_on)
    return GroupReport(
        quarter=quarter,
        group=group,
        state="accepted",
        sent_at=at,
        sent_by_label="Lead",
        accepted_at=at,
        accepted_by_label="Officer",
        example=True,
    )


def _of(report, actions, groups):
    """The action that a group reports on, and how it stands."""
    of, year = report.quarter.partnership_id, report.quarter.year
    place = [group.pk for group in groups[of]].index(report.group_id) - 1
    return actions[of, year][place], STATUSES[(place + report.quarter.quarter) % len(STATUSES)]


def _line(report, actions, groups):
    action, status = _of(report, actions, groups)
    if report.state != "accepted":
        return ActionReport(report=report, action=action)
    return ActionReport(report=report, action=action, status=status, commentary="Example words.")


def _update(report, actions, groups):
    action, status = _of(report, actions, groups)
    return ProgressUpdate(
        action=action,
        year=report.quarter.year,
        quarter=report.quarter.quarter,
        status=status,
        commentary="Example words.",
        told_by="Lead",
        report=report,
        approved_at=report.accepted_at if status == "green" else None,
        example=True,
    )


def _measures(made, areas, years, groups):
    measures = _write(
        Measure, (Measure(partnership=p, name="Crime", noun="offences", good="lower") for p in made)
    )
    places = {p.pk: area for p, area in zip(made, areas, strict=True)}
    spans = [(year, n) for year in range(FIRST_YEAR, FIRST_YEAR + years) for n in (1, 2, 3, 4)]
    _write(
        Figure,
        (_figure(m, places[m.partnership_id], Quarter(*span)) for m in measures for span in spans),
    )
    _write(
        Target,
        (
            Target(
                partnership_id=m.partnership_id,
                measure=m,
                area=places[m.partnership_id],
                year=year,
                value=400,
                group=groups[m.partnership_id][1],
                example=True,
            )
            for m in measures
            for year in range(FIRST_YEAR, FIRST_YEAR + years)
        ),
    )


def _figure(measure, area, quarter):
    return Figure(
        measure=measure,
        area=area,
        level=100 + quarter.number,
        starts_on=quarter.starts_on,
        ends_on=quarter.ends_on,
    )


def _money(plans):
    _write(
        Budget, (Budget(plan=plan, name="Budget", year=plan.year, amount=28442) for plan in plans)
    )
    sources = _write(
        FundingSource,
        (FundingSource(plan=plan, name="Grant", kind="grant", wording="A grant") for plan in plans),
    )
    lines = _write(
        FundingLine,
        (
            FundingLine(plan=source.plan, source=source, purpose=f"Example {n}", order=n)
            for source in sources
            for n in range(3)
        ),
    )
    _write(FundingAmount, (FundingAmount(line=line, status="spent", amount=900) for line in lines))
    _write(
        Risk,
        (
            Risk(plan=plan, wording="Less money", review_on=plan.ends_on, likelihood=2, impact=3)
            for plan in plans
        ),
    )


def _answers(made, years):
    events = _write(
        Event,
        (
            Event(
                partnership=p,
                title=f"Evening {year}",
                slug=f"evening-{year}",
                starts_on=datetime.date(year, 11, 1),
                state="public",
                example=True,
            )
            for p in made
            for year in range(FIRST_YEAR, FIRST_YEAR + years)
        ),
    )
    _write(
        Response,
        (
            Response(
                partnership_id=event.partnership_id,
                title=f"Example answer {n}",
                slug=f"answer-{event.starts_on.year}-{n}",
                event=event,
                said="Example words that people said.",
                answer="done",
                did="Example of what was done.",
                answered_on=event.starts_on,
                approved_at=_at(event.starts_on),
                approved_by_label="Officer",
                example=True,
            )
            for event in events
            for n in range(ANSWERS)
        ),
    )


def _meetings(made, years, groups):
    meetings = _write(
        Meeting,
        (
            Meeting(
                partnership=p,
                title="Executive Group",
                slug=f"executive-{quarter.key}",
                held_on=quarter.starts_on,
                state="agreed",
                agreed_on=quarter.ends_on,
                announced_at=_at(quarter.starts_on),
                example=True,
            )
            for p in made
            for year in range(FIRST_YEAR, FIRST_YEAR + years)
            for quarter in (Quarter(year, n) for n in range(1, MEETINGS + 1))
        ),
    )
    met = Meeting.groups.through
    _write(
        met,
        (met(meeting_id=m.pk, group_id=groups[m.partnership_id][0].pk) for m in meetings),
    )
    items = _write(
        AgendaItem, (AgendaItem(meeting=m, order=1, title="What we do") for m in meetings)
    )
    _write(
        MeetingAction,
        (
            MeetingAction(
                meeting=item.meeting,
                item=item,
                wording="Example action",
                post="Chair",
                due_on=item.meeting.held_on,
            )
            for item in items
        ),
    )
