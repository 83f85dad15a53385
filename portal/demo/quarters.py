"""Two example quarters of 2011-12: one closed, one under way."""

import datetime

from django.db.models import Q
from django.utils.timezone import localdate, make_aware

from partnership.models import Letter, Role
from partnership.models.people import RoleKind
from plans.models import (
    ActionReport,
    Ask,
    GroupReport,
    MeasureReport,
    Milestone,
    ProgressUpdate,
    QuarterReport,
    ReportingQuarter,
)
from plans.models.progress import Progress
from plans.workflow.accepting import accept
from plans.workflow.closing import close_quarter
from plans.workflow.group_reports import REPORT_MOVES
from plans.workflow.quarters import fill_lines, open_quarter
from plans.workflow.showing import show
from portal.demo import partners
from priorities.models import Target
from records.saving import save_over

AMBER, GREEN, GREY, RED = Progress.AMBER, Progress.GREEN, Progress.GREY, Progress.RED
NETWORK_3 = (
    (GREEN, "Example: two sessions for front line staff were held."),
    (GREEN, "Example: both advisors are in post."),
    (GREEN, "Example: the conference met six times."),
    (GREEN, "Example: the December campaign ran in both districts."),
    (AMBER, "Example: the campaign at the schools waits for a date."),
)
NETWORK_4 = (
    (GREEN, ""),
    (GREEN, ""),
    (GREEN, ""),
    (GREY, ""),
    (RED, "Example: the campaign at the schools had to be put off."),
)
REOFFENDING_3 = ((AMBER, "Example: 3 identified. The assessment model is agreed."),)
REOFFENDING_4 = ((GREEN, "Example: 6 identified and receiving interventions."),)
MILESTONES = (
    ("Example: a date agreed with the schools", datetime.date(2012, 1, 31), None),
    ("Example: material printed", datetime.date(2012, 2, 29), datetime.date(2012, 2, 20)),
)
SCHOOLS = "Example: which partner writes to the schools?"
PUBLIC_WORDS = "Example: it goes on, later than planned."
DAYS_LEFT = 3  # of the quarter that is under way, from the day on which the demonstration is made


def add_quarters(keep, plan, groups, persons, *, now):
    """Quarter 3 as it was closed; quarter 4 with one report accepted and one being written."""
    officer, lead = keep.by, persons[RoleKind.LEAD]
    keep.add(
        Role,
        user=lead,
        partnership=plan.partnership,
        kind=RoleKind.LEAD,
        group=groups[partners.REOFFENDING],
    )
    lead.__dict__.pop("_current_roles", None)
    third = _open(plan, 3, datetime.date(2012, 1, 13), officer, _at(2012, 1, 3))
    _send(third, groups[partners.NETWORK], NETWORK_3, {}, lead, _at(2012, 1, 10))
    _send(third, groups[partners.REOFFENDING], REOFFENDING_3, {"value": 3}, lead, _at(2012, 1, 12))
    for report in third.reports.all():
        accept(report, by=officer, now=_at(2012, 1, 16))
    close_quarter(third, by=officer, now=_at(2012, 1, 20))
    due = localdate(now) + datetime.timedelta(days=DAYS_LEFT)
    fourth = _open(plan, 4, due, officer, now)
    sent = _send(fourth, groups[partners.NETWORK], NETWORK_4, {}, lead, now)
    accept(sent, by=officer, now=now)
    _write(fourth, groups[partners.REOFFENDING], REOFFENDING_4, {}, lead)
    _add_milestones(keep, plan, groups)
    GroupReport.objects.filter(quarter__in=[third, fourth]).update(example=True)
    _ask_the_executive(keep, fourth)
    _show_to_the_public(plan, officer, now)
    # Nobody reads mail at these addresses: what was owed to them is not sent.
    Letter.objects.filter(partnership=plan.partnership).update(state="sent", sent_at=now)
    ProgressUpdate.objects.filter(action__plan=plan).update(example=True)
    return fourth


def _ask_the_executive(keep, quarter):
    """What the group is asked to decide, and what its report draws large."""
    red = quarter.reports.get(group__name=partners.NETWORK).actions.get(status=RED)
    keep.add(Ask, quarter=quarter, action=red.action, decide=True, words=SCHOOLS)
    drawn = keep.add(QuarterReport, quarter=quarter)
    names = ("Domestic burglary", "Criminal damage")
    drawn.charted.set(Target.objects.filter(year=quarter.year, measure__name__in=names))


def _show_to_the_public(plan, officer, now):
    """Quarter 3 is public, and of quarter 4 what is complete."""
    updates = ProgressUpdate.objects.filter(action__plan=plan)
    for update in updates.filter(Q(quarter=3) | Q(status=Progress.COMPLETE)):
        words = PUBLIC_WORDS if update.status == AMBER else ""
        show(update, words=words, base_version=update.version, by=officer, now=now)


def _at(year, month, day):
    return make_aware(datetime.datetime(year, month, day, 10, 0))


def _open(plan, number, due, officer, now):
    quarter = open_quarter(
        plan.partnership, year=plan.year, quarter=number, due_on=due, by=officer, now=now
    )
    ReportingQuarter.objects.filter(pk=quarter.pk).update(example=True)
    quarter.refresh_from_db()
    return quarter


def _write(quarter, group, told, counted, lead):
    """Fill a report's lines as its lead types them."""
    report = quarter.reports.get(group=group)
    fill_lines(report, by=lead)
    lines = ActionReport.objects.filter(report=report).order_by(
        "action__section__order", "action__order", "pk"
    )
    for line, (status, words) in zip(lines, told, strict=True):
        line.status, line.commentary = status, words
        save_over(line, base_version=line.version, by=lead)
    for line in MeasureReport.objects.filter(report=report):
        _count(line, counted, lead)
    return report


def _count(line, counted, lead):
    value = counted.get("value")
    if value is None:
        line.no_figure = "Example: it comes with the police figures."
    else:
        line.value = value
    save_over(line, base_version=line.version, by=lead)


def _send(quarter, group, told, counted, lead, now):
    report = _write(quarter, group, told, counted, lead)
    after = {"sent_at": now, "sent_by_label": lead.label, "opened_at": now}
    return REPORT_MOVES.make(report, "send", by=lead, now=now, after=after)


def _add_milestones(keep, plan, groups):
    action = plan.actions.filter(lead_group=groups[partners.NETWORK]).order_by("order").last()
    for wording, due, done in MILESTONES:
        keep.add(Milestone, action=action, wording=wording, due_on=due, done_on=done, example=True)
