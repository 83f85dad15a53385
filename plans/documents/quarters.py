"""The quarters of a plan, April to March, and how an action stands in one of them."""

from dataclasses import dataclass

from plans.documents.dates import is_quarterly
from plans.models.progress import NO_REPORT, Progress
from records.quarters import quarter_of

KINDS = {
    Progress.GREEN: "good",
    Progress.AMBER: "warn",
    Progress.RED: "bad",
    Progress.GREY: "wait",
    Progress.COMPLETE: "done",
}


def shown_quarter(plan, on):
    """The quarter of today, or the plan's first or last one."""
    return quarter_of(min(max(on, plan.starts_on), plan.ends_on))


def quarters_of(plan):
    """All quarters of a plan, in order."""
    found, last = quarter_of(plan.starts_on), quarter_of(plan.ends_on)
    while found <= last:
        yield found
        found = found.after


@dataclass(frozen=True)
class Standing:
    """How an action stands in a quarter, as one of the site's status kinds and in words."""

    kind: str
    words: str
    late: bool = False
    status: str = Progress.GREY


def standing(action, updates, quarter, on):
    """By its own report; what was complete before still is, and an owed report can be late."""
    told = {(one.year, one.quarter): one for one in updates}
    update = told.get((quarter.year, quarter.number))
    before = [key for key in told if key <= (quarter.year, quarter.number)]
    if update is None and before and told[max(before)].status == Progress.COMPLETE:
        update = told[max(before)]
    if update is not None:
        words, late = update.get_status_display(), _late(update, action, on)
        return Standing(KINDS[update.status], words, late, update.status)
    owed = [q for q in quarters_of(action.plan) if q <= quarter and q.ends_on < on]
    if is_quarterly(action) and owed and (owed[-1].year, owed[-1].number) not in told:
        return Standing("bad", "Report late", late=True)
    if action.by_date and action.by_date < on:
        return Standing("bad", "Date passed, no report", late=True)
    return Standing("wait", NO_REPORT)


def _late(update, action, on):
    over = action.by_date is not None and action.by_date < on
    return update.status == Progress.RED or (over and update.status != Progress.COMPLETE)
