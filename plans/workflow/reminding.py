"""Reminders of reports that are not in: by the portal at set days, by an officer at any time."""

import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.timezone import localdate, localtime, make_aware

from partnership.models import Letter, Role, User
from partnership.models.people import RoleKind
from partnership.workflow import letters
from plans.documents.reported import FILLED
from plans.documents.reported_mails import REMIND, counts_of, leads_of, link_to, text_of
from plans.models import GroupReport, ReportingQuarter
from plans.models.reporting import QuarterState
from plans.permissions import may_run_quarters
from plans.workflow.asking import letter_to, tell_leads
from plans.workflow.quarters import held_open
from records.models import note
from records.moves import Refused

DAYS = (-7, -1, 1, 7)  # from the day on which reports are due
HOUR = datetime.time(8)  # by the clock on the wall, summer and winter
CATCH_UP = 2  # days on which a portal that stood still sends what it missed
A_SWEEP = 500  # mails that one sweep writes: publishing must not wait for them
ONLY_OFFICERS = "Officers of the partnership remind its groups."
IS_IN = "This report is in. There is nothing to remind of."
TODAY = "The leads of {} had a mail about this report today. Remind them tomorrow."
NO_LEAD = "{} has no lead in the portal. Invite one first."


# ---- by the portal


def remind_due(now):
    """What the sweeper reminds of. At most hours nothing is due, and one question says so."""
    room = A_SWEEP
    for due_on in _days_with_reminders(now):
        room -= _remind_of(due_on, now, room)
        if room <= 0:
            return


def _days_with_reminders(now):
    """Days on which open reports are due and a reminder is today's, or was just missed."""
    local = localtime(now)
    if local.time() < HOUR:
        return []  # nobody is reminded at night, also not of what was missed
    behind = {days + missed for days in DAYS for missed in range(CATCH_UP + 1)}
    wanted = [local.date() - datetime.timedelta(days=days) for days in behind]
    open_ones = ReportingQuarter.objects.filter(state=QuarterState.OPEN, due_on__in=wanted)
    return list(open_ones.order_by("due_on").values_list("due_on", flat=True).distinct())


def last_step(due_on, now):
    """The last reminder whose time has come: its days from the day due, and its time."""
    moments = [(days, _moment(due_on, days)) for days in DAYS]
    return [(days, moment) for days, moment in moments if moment <= now][-1]


def _moment(due_on, days):
    return make_aware(datetime.datetime.combine(due_on + datetime.timedelta(days=days), HOUR))


@transaction.atomic
def _remind_of(due_on, now, room):
    """Owe the mails of one day due; returns how many leads were found without theirs."""
    days, moment = last_step(due_on, now)
    found = list(_untold(due_on, moment, localdate(now))[:room])
    people = User.objects.in_bulk({person for _, person in found})
    reports = GroupReport.objects.select_related("quarter__partnership", "group").in_bulk(
        {report for report, _ in found}
    )
    texts = {pk: _text(report, now) for pk, report in reports.items()}
    letters.write_all(
        [
            letter_to(reports[report], people[person], texts[report], f"{REMIND}{days:+d}", now)
            for report, person in found
        ]
    )
    return len(found)


def _text(report, now):
    return text_of(report, REMIND, now=now, link=link_to(report), counts=counts_of(report))


def _untold(due_on, moment, on):
    """Reports that are not in, each with a lead who has had no mail about it since that day began.

    Who was asked, reminded or put a question on that day needs no second mail.
    """
    leads = Role.objects.current(on).filter(kind=RoleKind.LEAD, user__is_active=True)
    told = Letter.objects.filter(
        about=OuterRef("uid"), to=OuterRef("address"), written_at__gte=moment.replace(hour=0)
    )
    return (
        GroupReport.objects.filter(
            state__in=FILLED,
            quarter__state=QuarterState.OPEN,
            quarter__due_on=due_on,
            quarter__opened_at__lt=moment,
            group__role__in=leads,
        )
        .annotate(person=F("group__role__user"), address=F("group__role__user__email"))
        .filter(~Exists(told))
        .order_by("pk", "person")
        .values_list("pk", "person")
        .distinct()
    )


# ---- by an officer


@transaction.atomic
def remind(report, *, by, now):
    """Mail the leads of a group whose report is not in; at most once a day. Returns how many."""
    if not may_run_quarters(by, report.quarter.partnership):
        raise Refused(ONLY_OFFICERS)
    held_open(report.quarter)
    if report.state not in FILLED:
        raise Refused(IS_IN)
    on = localdate(now)
    if not leads_of([report.group_id], on):
        raise Refused(NO_LEAD.format(report.group))
    if told_on(report, on):
        raise Refused(TODAY.format(report.group))
    owed = tell_leads(report, REMIND, mark=f"{REMIND}-{on}", now=now)
    if not owed:
        raise Refused(TODAY.format(report.group))
    note("groupreport.remind", by=by, now=now, target=report)
    return owed


def told_on(report, day):
    """Whether any mail about a report was written on a day."""
    began = make_aware(datetime.datetime.combine(day, datetime.time()))
    return Letter.objects.filter(about=report.uid, written_at__gte=began).exists()
