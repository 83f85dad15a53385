"""All that a report on a quarter draws on, read at once: a constant number of queries."""

from collections import defaultdict

from django.db.models import Q

from plans.documents.reported import plans_in_force, quarter_in, reported_actions
from plans.models import (
    Action,
    ActionReport,
    Ask,
    GroupReport,
    MeasureReport,
    ProgressUpdate,
)
from plans.models.reporting import GroupReportState
from priorities.documents.targets import quarter_figures
from priorities.models import Target

ARRIVED = (GroupReportState.SENT, GroupReportState.ACCEPTED)


class Sent:
    """What the groups sent for a quarter, and what is known beside it.

    What was accepted counts as the plan's pages and the figures have it, corrections included;
    what was sent and waits counts as it was sent.
    """

    def __init__(self, quarter):
        self.quarter, self.partnership = quarter, quarter.partnership
        self.days = quarter_in(quarter)
        self.plans = list(plans_in_force(self.partnership, self.days))
        self.reports = _reports(quarter)
        self.targets = _targets(quarter)
        self.figures = quarter_figures(self.targets)
        self.measure_lines = _measure_lines(quarter, self.targets)
        self.action_lines = _action_lines(quarter)
        self.updates = _updates(self)
        self.actions = _actions(self)
        self.asks = _asks(quarter)

    def measure_line(self, target):
        """What the group said of a measure in this quarter, if it has arrived."""
        return self.measure_lines[target.pk].get(self.days.number)

    def values(self, target):
        """The quarters of a measure's year: its figures; what was sent and waits comes first."""
        found = dict(self.figures[target.pk].values)
        for number, line in self.measure_lines[target.pk].items():
            if line.value is not None and (number not in found or _waits(line)):
                found[number] = line.value
        return found

    def values_before(self, target):
        return self.figures[target.pk].values_before

    def to_date(self, target):
        """The year so far as a source counts it, where the quarters do not make it up."""
        number = self.days.number
        whole = all(one in self.values(target) for one in range(1, number + 1))
        return None if whole else self.figures[target.pk].to_date(number)

    def action_line(self, action):
        """What a group sent of an action and no officer has accepted yet."""
        line = self.action_lines.get(action.pk)
        return line if line and line.status and _waits(line) else None


def _waits(line):
    return line.report.state == GroupReportState.SENT


def _reports(quarter):
    return list(GroupReport.objects.filter(quarter=quarter).select_related("group"))


def _targets(quarter):
    found = Target.objects.filter(partnership=quarter.partnership, year=quarter.year)
    return list(found.select_related("measure", "area", "group", "priority"))


def _measure_lines(quarter, targets):
    """{target: {quarter number: line}} of the year up to this quarter."""
    lines = MeasureReport.objects.filter(
        target__in=targets,
        report__quarter__year=quarter.year,
        report__quarter__quarter__lte=quarter.quarter,
        report__state__in=ARRIVED,
    ).select_related("report__quarter", "report__group")
    found = defaultdict(dict)
    for line in lines:
        found[line.target_id][line.report.quarter.quarter] = line
    return found


def _action_lines(quarter):
    lines = ActionReport.objects.filter(report__quarter=quarter, report__state__in=ARRIVED)
    return {line.action_id: line for line in lines.select_related("report__group")}


def _updates(sent):
    """{action: {(year, quarter): update}} up to this quarter."""
    updates = ProgressUpdate.objects.filter(
        action__plan__in=sent.plans, year__lte=sent.days.year
    ).select_related("report")
    found = defaultdict(dict)
    for update in updates:
        if (update.year, update.quarter) <= (sent.days.year, sent.days.number):
            found[update.action_id][update.year, update.quarter] = update
    return found


def _actions(sent):
    """Actions that a group reports on, and those of which something is told all the same."""
    asked = reported_actions(sent.partnership, sent.days).order_by().values("pk")
    told = {*sent.action_lines, *sent.updates}
    chosen = Action.objects.filter(Q(pk__in=asked) | Q(pk__in=told), section__taken_out_at=None)
    return list(chosen.select_related("plan", "section", "lead_group"))


def _asks(quarter):
    """What the executive group is asked, by what it is about."""
    found = {}
    for ask in Ask.objects.filter(quarter=quarter):
        found["action", ask.action_id] = ask
        found["target", ask.target_id] = ask
        found["risk", ask.risk_id] = ask
    return found
