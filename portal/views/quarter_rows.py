"""What the groups' quarterly reports ask: of their leads, and of the officer who gathers them."""

from collections import defaultdict

from django.db.models import Max, Q
from django.urls import reverse
from django.utils.timezone import localdate

from partnership.models import Letter
from partnership.models.people import RoleKind
from partnership.permissions import officer_of
from plans.documents.reported import AGREED, DOING, FILLED
from plans.models import GroupReport, Plan, ProgressUpdate, ReportingQuarter
from plans.models.reporting import GroupReportState, QuarterState
from portal.views.rows import Row, dated
from records.periods import day_label
from records.quarters import quarter_of


def quarter_rows(user, on):
    """First a lead's own reports, then what an officer does with those of the groups."""
    yield from _own_reports(user, on)
    mine = officer_of(user)
    if mine:
        yield from _of_open_quarters(mine, on)
        yield from _not_asked_yet(mine, on)
        yield from _not_public_yet(mine)


def _own_reports(user, on):
    led = [r.group_id for r in user.current_roles if r.kind == RoleKind.LEAD and r.group_id]
    if not led:
        return
    reports = GroupReport.objects.filter(
        group__in=led, state__in=FILLED, quarter__state=QuarterState.OPEN
    )
    for report in reports.select_related("quarter__partnership", "group"):
        kind, state = dated(report.quarter.due_on, on)
        why = "Say how your group’s actions stand, and send it."
        if report.state == GroupReportState.RETURNED:
            why = f"Returned with a question: “{report.question}”"
        yield Row(
            f"{report.quarter}: {report.group}",
            why,
            reverse("plans:group_report", args=[report.uid]),
            "Report",
            kind,
            state,
            due=report.quarter.due_on,
            example=report.quarter.example,
        )


def _of_open_quarters(mine, on):
    quarters = ReportingQuarter.objects.filter(partnership__in=mine, state=QuarterState.OPEN)
    found = defaultdict(list)
    reports = GroupReport.objects.filter(quarter__in=quarters).select_related(
        "quarter__partnership", "group"
    )
    for report in reports:
        found[report.quarter].append(report)
    reminded = _reminded([report.uid for rows in found.values() for report in rows])
    for quarter, rows in found.items():
        yield from _of_quarter(quarter, rows, reminded, on)


def _reminded(uids):
    """When somebody was last written to about each report."""
    letters = Letter.objects.filter(about__in=uids, sent_at__isnull=False)
    last = letters.order_by().values_list("about").annotate(at=Max("sent_at"))
    return {about: localdate(at) for about, at in last}


def _of_quarter(quarter, reports, reminded, on):
    address = reverse("plans:quarter_detail", args=[quarter.uid])
    out = [report for report in reports if report.state in FILLED]
    sent = [report for report in reports if report.state == GroupReportState.SENT]
    for report in out:
        kind, state = dated(quarter.due_on, on)
        yield Row(
            f"{quarter}: report of the {report.group}",
            _silence(report, reminded.get(report.uid)),
            address,
            "Remind",
            kind,
            state,
            due=quarter.due_on,
            group="others",
            example=quarter.example,
        )
    if sent:
        names = ", ".join(str(report.group) for report in sent)
        why = f"Sent and not looked at yet: {names}."
        yield Row(
            f"{quarter}: {_reports(len(sent))} to accept",
            why,
            address,
            "Look at them",
            "warn",
            "Sent",
            example=quarter.example,
        )
    elif not out:
        why = "Every group has reported. Close it, so that the report to the group is final."
        yield Row(
            str(quarter), why, address, "Close it", "good", "All are in", example=quarter.example
        )


def _silence(report, last):
    reminded = f"Last mail {day_label(last)}" if last else "No mail was sent"
    opened = "opened" if report.opened_at else "not opened"
    if report.state == GroupReportState.RETURNED:
        return f"Returned with a question. {reminded}."
    return f"{reminded}, {opened}, nothing sent."


def _reports(count):
    return "one report" if count == 1 else f"{count} reports"


def _not_asked_yet(mine, on):
    """A quarter that has ended while a plan was in force, and nobody was asked to report."""
    last = quarter_of(on).before
    plans = Plan.objects.filter(
        partnership__in=mine,
        kind__in=DOING,
        starts_on__lte=last.ends_on,
        ends_on__gte=last.starts_on,
    ).filter(Q(state__in=AGREED) | Q(document__current_edition__isnull=False))
    asked = ReportingQuarter.objects.filter(year=last.year, quarter=last.number)
    waiting = plans.exclude(partnership__in=asked.values("partnership"))
    for partnership in {plan.partnership for plan in waiting.select_related("partnership")}:
        address = reverse("plans:quarter_open", args=[partnership.slug])
        why = "It has ended. Ask the groups how their actions stand."
        yield Row(f"{last.label}: reports", why, address, "Ask for them", "warn", "Not asked")


def _not_public_yet(mine):
    """Progress of published plans that counts and that no officer has shown to the public."""
    updates = ProgressUpdate.objects.filter(
        action__plan__in=Plan.objects.published().filter(partnership__in=mine), approved_at=None
    )
    plans = defaultdict(int)
    for plan in updates.order_by().values_list("action__plan", flat=True):
        plans[plan] += 1
    for plan in Plan.objects.filter(pk__in=plans):
        count = plans[plan.pk]
        yield Row(
            f"Progress of {plan.full_title}",
            f"Not public: {_reports(count)} of actions.",
            reverse("plans:progress_show", args=[plan.uid]),
            "Choose what is shown",
            "wait",
            "Not public",
            example=plan.example,
        )
