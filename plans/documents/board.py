"""The actions of a plan as a board: a column for each status, exceptions first."""

from dataclasses import dataclass, field

from plans.documents.filters import STATUSES
from plans.documents.quarters import KINDS, quarters_of, shown_quarter
from plans.models import ProgressUpdate
from records.quarters import Quarter, quarter_of


@dataclass
class Card:
    """An action with the last that was told of it, up to the quarter shown."""

    row: object
    last: object = None
    earlier: bool = False


@dataclass
class Column:
    """All cards of one status."""

    status: str
    label: str
    kind: str
    cards: list = field(default_factory=list)


def columns(rows, quarter):
    """The board's columns in their order; an empty one stands there too and says so."""
    found = {status: Column(status, label, KINDS[status]) for status, label in STATUSES.items()}
    for row in rows:
        found[row.standing.status].cards.append(_card(row, quarter))
    return list(found.values())


def _card(row, quarter):
    told = [
        one
        for one in row.action.updates.all()
        if (one.year, one.quarter) <= (quarter.year, quarter.number)
    ]
    last = max(told, key=lambda one: (one.year, one.quarter), default=None)
    earlier = last is not None and (last.year, last.quarter) != (quarter.year, quarter.number)
    return Card(row, last, earlier)


def asked_quarter(plan, asked):
    """The quarter of a plan by its key (2011-1), or None."""
    return next((one for one in quarters_of(plan) if one.key == asked), None)


def chosen_quarter(plan, asked, on):
    """The quarter asked for; else the latest that anybody reported on; else that of today."""
    found = asked_quarter(plan, asked)
    if found:
        return found
    today = shown_quarter(plan, on)
    told = ProgressUpdate.objects.filter(action__plan=plan, action__taken_out_at=None)
    keys = told.order_by("-year", "-quarter").values_list("year", "quarter").distinct()
    first = quarter_of(plan.starts_on)
    return next((Quarter(*key) for key in keys if first <= Quarter(*key) <= today), today)


def plans_to_follow(plans, on):
    """Plans with actions, the one in force first, then the newest."""
    found = list(plans.filter(actions__taken_out_at=None, actions__isnull=False).distinct())
    return sorted(found, key=lambda plan: _place(plan, on))


def _place(plan, on):
    published = bool(plan.document_id and plan.document.current_edition_id)
    in_force = published and plan.starts_on <= on <= plan.ends_on
    return not in_force, not published, -plan.starts_on.toordinal(), plan.title
