"""What a group reports on in a quarter: its actions of the plans in force, and its measures."""

from django.db.models import Q

from partnership.models import Group
from partnership.models.groups import GroupState
from plans.models import Action, Plan, ReportingQuarter
from plans.models.plans import PlanKind, PlanState
from plans.models.reporting import GroupReportState
from priorities.models import Target
from records.quarters import Quarter

# Kinds of plans in which somebody does something; the others tell of it.
DOING = [
    *(PlanKind.FULL, PlanKind.REFRESH, PlanKind.DELIVERY),
    *(PlanKind.PLACE, PlanKind.STRATEGY),
]
FILLED = (GroupReportState.DRAFT, GroupReportState.RETURNED)  # a report that is not in
AGREED = [PlanState.AGREED, PlanState.SCHEDULED, PlanState.PUBLISHED]


def quarter_in(asked):
    """The days of a quarter for which reports were asked."""
    return Quarter(asked.year, asked.quarter)


def plans_in_force(partnership, quarter):
    """Plans that were agreed and lie in a quarter; also one that is open for changes again."""
    return (
        agreed_plans(partnership)
        .filter(starts_on__lte=quarter.ends_on, ends_on__gte=quarter.starts_on)
        .order_by("pk")
    )


def agreed_plans(partnership):
    """Plans of a partnership by which something is done, and that are not withdrawn."""
    agreed = Q(state__in=AGREED) | Q(document__current_edition__isnull=False)
    kept = Q(document=None) | Q(document__withdrawn_at=None)
    return Plan.objects.filter(agreed, kept, partnership=partnership, kind__in=DOING)


def reported_actions(partnership, quarter):
    """Actions that have a group. One carried on into a plan of the same days counts there."""
    plans = plans_in_force(partnership, quarter).values("pk")
    return Action.objects.filter(
        plan__in=plans, lead_group__isnull=False, section__taken_out_at=None
    ).exclude(pk__in=_carried_into(plans))


def _carried_into(plans):
    carried = Action.with_taken_out.filter(plan__in=plans, came_from__isnull=False)
    return carried.values("came_from")


def reported_targets(partnership, quarter):
    """Measures of the year that have a group."""
    return Target.objects.filter(
        partnership=partnership, year=quarter.year, group__isnull=False
    ).select_related("measure", "area")


def reporting_groups(partnership, quarter):
    """Groups of a partnership, or lent to it, that have something to report and have not ended."""
    actions = reported_actions(partnership, quarter).order_by().values("lead_group")
    targets = reported_targets(partnership, quarter).order_by().values("group")
    ours = Group.objects.filter(Q(partnership=partnership) | Q(lent_to=partnership)).values("pk")
    return (
        Group.objects.filter(Q(pk__in=actions) | Q(pk__in=targets), pk__in=ours)
        .exclude(state=GroupState.ENDED)
        .order_by("name", "pk")
    )


def actions_of(report):
    """The actions that one group's report should have a line for."""
    found = reported_actions(report.quarter.partnership, quarter_in(report.quarter))
    return found.filter(lead_group=report.group_id)


def targets_of(report):
    """The measures that one group's report should have a line for."""
    found = reported_targets(report.quarter.partnership, quarter_in(report.quarter))
    return found.filter(group=report.group_id)


def asked_for(partnership, year, quarter):
    """The quarter for which a partnership asked its groups, or None."""
    found = ReportingQuarter.objects.filter(partnership=partnership, year=year, quarter=quarter)
    return found.first()


def line_of(action, asked):
    """An action's line in the group reports of a quarter, or None where no group reports on it.

    Where it went to another group in the quarter, the line in which something was told.
    """
    lines = action.reports.filter(report__quarter=asked).select_related("report__group")
    return next(iter(sorted(lines, key=lambda line: not line.status)), None)


def alone_in(asked):
    """The actions in force in a quarter that stand in no group's report of it."""
    plans = plans_in_force(asked.partnership, quarter_in(asked)).values("pk")
    actions = Action.objects.filter(plan__in=plans, section__taken_out_at=None)
    return actions.exclude(reports__report__quarter=asked).order_by("section__order", "order", "pk")
