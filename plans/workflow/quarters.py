"""A quarter of reports: asked for once, one mail to each lead, closed once."""

from django.db import transaction

from partnership.models import Partnership
from partnership.workflow import refuse_ended
from plans.documents.reported import FILLED, actions_of, quarter_in, reporting_groups, targets_of
from plans.models import ActionReport, GroupReport, MeasureReport, ReportingQuarter
from plans.permissions import may_run_quarters
from plans.workflow.asking import ask
from records.models import note
from records.moves import Refused
from records.saving import save_new

ONLY_OFFICERS = "Officers of the partnership ask its groups for reports."
ASKED_BEFORE = "Reports for this quarter were asked for already."
NOBODY = "No group has an action or a measure to report on in this quarter."
IS_CLOSED = "{} is closed. A change is now a correction, which an officer makes with a reason."


@transaction.atomic
def open_quarter(partnership, *, year, quarter, due_on, by, now):
    """Ask every group that has something to report; each of its leads is owed one mail."""
    if not may_run_quarters(by, partnership):
        raise Refused(ONLY_OFFICERS)
    refuse_ended(partnership, now=now)
    Partnership.objects.select_for_update().get(pk=partnership.pk)  # two officers ask once
    asked = ReportingQuarter(
        partnership=partnership, year=year, quarter=quarter, due_on=due_on, opened_at=now
    )
    if ReportingQuarter.objects.filter(
        partnership=partnership, year=year, quarter=quarter
    ).exists():
        raise Refused(ASKED_BEFORE)
    groups = list(reporting_groups(partnership, quarter_in(asked)))
    if not groups:
        raise Refused(NOBODY)
    save_new(asked, by=by)
    for group in groups:
        report = save_new(GroupReport(quarter=asked, group=group), by=by)
        fill_lines(report, by=by)
        ask(report, now=now)
    note("reportingquarter.open", by=by, now=now, target=asked, after={"due": str(due_on)})
    return asked


def held_open(quarter):
    """The quarter, locked until the end of the transaction; Refused where it is closed.

    Whoever saves or sends a report holds it: none slips in while an officer closes the quarter.
    """
    locked = ReportingQuarter.objects.select_for_update().get(pk=quarter.pk)
    if not locked.is_open:
        raise Refused(IS_CLOSED.format(locked))
    return locked


# ---- the lines of a report


def fill_lines(report, *, by):
    """Give a report that is still filled its missing lines, and take away what left the group.

    A line with something in it stays where it was written. Nothing is written where nothing
    is missing, so that a page may call it whenever it is opened.
    """
    if report.state not in FILLED or not report.quarter.is_open:
        return
    if any(_amiss(report)):
        with transaction.atomic():
            held_open(report.quarter)
            GroupReport.objects.select_for_update().get(pk=report.pk)
            _mend(report, by)


def _mend(report, by):
    actions, targets, needless = _amiss(report)
    for line in needless:
        line._history_user = by
        line.delete()
    for action in actions:
        save_new(ActionReport(report=report, action=action), by=by)
    for target in targets:
        save_new(MeasureReport(report=report, target=target), by=by)


def _amiss(report):
    """Actions and measures without a line, and empty lines of what is no longer the group's."""
    of_actions, of_measures = list(report.actions.all()), list(report.measures.all())
    actions, targets = list(actions_of(report)), list(targets_of(report))
    here = {line.action_id for line in of_actions} | _told_elsewhere(report)
    counted = {line.target_id for line in of_measures}
    needless = _left([action.pk for action in actions], of_actions, "action_id")
    needless += _left([target.pk for target in targets], of_measures, "target_id")
    return (
        [action for action in actions if action.pk not in here],
        [target for target in targets if target.pk not in counted],
        needless,
    )


def _left(wanted, lines, key):
    return [line for line in lines if getattr(line, key) not in wanted and _is_untouched(line)]


def _is_untouched(line):
    if isinstance(line, ActionReport):
        return not (line.status or line.commentary)
    told = (line.no_figure, line.explanation, line.status)
    return line.value is None and line.to_date is None and not any(told)


def _told_elsewhere(report):
    """Actions of which another group has told something in this quarter already."""
    others = ActionReport.objects.filter(report__quarter=report.quarter_id).exclude(report=report)
    return set(others.exclude(status="", commentary="").values_list("action_id", flat=True))
