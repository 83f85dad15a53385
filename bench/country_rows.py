"""A country's worth of partnerships: plans, reports, meetings, money and answers of many years.

Everything in it is made up by counting, the same every time. Rows are written in bulk, without
their history: it is what the lists read that is measured, not how it was typed.
"""

import datetime
from itertools import count

from bench import country_beside
from bench.country_beside import FIRST_YEAR, morning, write
from partnership.models import Area, CoveredArea, Group, Partnership
from plans.models import (
    Action,
    ActionReport,
    GroupReport,
    Plan,
    ProgressUpdate,
    ReportingQuarter,
    Section,
)
from records.quarters import Quarter

ACTIONS = GROUPS = 3  # of a plan, each led by its own group
STATUSES = ("green", "amber", "red")

_numbers = count(1)


def fill(partnerships, years):
    """So many partnerships with so many years each; returns the partnerships."""
    areas = write(Area, (Area(name=f"Place {n}", kind="district") for n in range(partnerships)))
    made = write(Partnership, (_partnership(area) for area in areas))
    write(
        CoveredArea,
        (CoveredArea(partnership=p, area=a) for p, a in zip(made, areas, strict=True)),
    )
    groups = _groups(made)
    plans = _plans(made, years)
    actions = _actions(plans, groups)
    _quarters(made, years, groups, actions)
    country_beside.measures(made, areas, years, groups)
    country_beside.money(plans)
    country_beside.answers(made, years)
    country_beside.meetings(made, years, groups)
    return made


def _partnership(area):
    number = next(_numbers)
    name = f"Example Partnership {number}"
    return Partnership(
        name=name, short_name=name, place_name=area.name, slug=f"example-{number}", public=True
    )


def _groups(made):
    """The groups of each partnership by its key: the executive one first."""
    rows = write(
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
    return write(
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
    sections = write(
        Section, (Section(plan=plan, title="What we do", order=1, anchor="do") for plan in plans)
    )
    rows = write(
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
    quarters = write(
        ReportingQuarter,
        (
            _quarter(p, Quarter(year, n), last=year == FIRST_YEAR + years - 1 and n == 4)
            for p in made
            for year in range(FIRST_YEAR, FIRST_YEAR + years)
            for n in (1, 2, 3, 4)
        ),
    )
    reports = write(
        GroupReport,
        (
            _report(quarter, group)
            for quarter in quarters
            for group in groups[quarter.partnership_id][1:]
        ),
    )
    write(ActionReport, (_line(report, actions, groups) for report in reports))
    done = (report for report in reports if report.state == "accepted")
    write(ProgressUpdate, (_update(report, actions, groups) for report in done))


def _quarter(of, quarter, *, last):
    due = quarter.ends_on + datetime.timedelta(days=15)
    closed = {} if last else {"closed_at": morning(due), "closed_by_label": "Officer"}
    return ReportingQuarter(
        partnership=of,
        year=quarter.year,
        quarter=quarter.number,
        due_on=due,
        opened_at=morning(quarter.ends_on),
        state="open" if last else "closed",
        example=True,
        **closed,
    )


def _report(quarter, group):
    if quarter.state == "open":
        return GroupReport(quarter=quarter, group=group, example=True)
    at = morning(quarter.due_on)
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
