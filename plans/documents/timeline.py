"""The actions of a plan against its quarters: how each stood, and what was due when."""

from dataclasses import dataclass, field

from plans.documents.milestones import is_outside, shown_milestone
from plans.documents.quarters import quarters_of, standing
from records.quarters import quarter_of


@dataclass
class Cell:
    """One action in one quarter; without a standing the quarter has not begun."""

    quarter: object
    standing: object = None
    milestones: list = field(default_factory=list)
    ends: bool = False


@dataclass
class Line:
    """One action with a cell for each quarter, and what lies outside the plan's time."""

    row: object
    cells: list
    outside: list
    ends_outside: bool


@dataclass
class Timeline:
    """All lines under their sections, and the quarters above them."""

    quarters: list
    groups: list
    today: object


def timeline(grid, rows, on):
    """The timeline of some rows of a grid, as it stands on a day."""
    quarters = list(quarters_of(grid.plan))
    groups = []
    for row in rows:
        if not groups or groups[-1][0] is not row.entry:
            groups.append((row.entry, []))
        groups[-1][1].append(_line(row, quarters, on))
    return Timeline(quarters, groups, quarter_of(on))


def _line(row, quarters, on):
    action = row.action
    cells = {quarter: Cell(quarter, _standing(action, quarter, on)) for quarter in quarters}
    outside = []
    for milestone in action.milestones.all():
        shown = shown_milestone(milestone, action.plan, on)
        place = cells.get(quarter_of(milestone.due_on))
        (place.milestones if place and not shown.outside else outside).append(shown)
    ends_outside = bool(action.by_date and is_outside(action.plan, action.by_date))
    if action.by_date and not ends_outside:
        cells[quarter_of(action.by_date)].ends = True
    return Line(row, list(cells.values()), outside, ends_outside)


def _standing(action, quarter, on):
    """How it stood when the quarter was over; how it stands today in a quarter that is not."""
    told = any((one.year, one.quarter) == (quarter.year, quarter.number) for one in _told(action))
    if quarter.starts_on > on and not told:
        return None
    return standing(action, _told(action), quarter, min(on, quarter.after.starts_on))


def _told(action):
    return action.updates.all()
