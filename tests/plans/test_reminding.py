"""Reminders at their hour on their days, whatever the clocks do; nobody twice, nobody in vain."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.models import Letter, Role, User
from plans.documents.reported_when import due_by_itself
from plans.models import GroupReport, ReportingQuarter
from plans.workflow.closing import close_quarter
from plans.workflow.quarters import open_quarter
from plans.workflow.reminding import DAYS, remind, remind_due
from records.moves import Refused
from records.quarters import Quarter
from tests import factories

LONDON = ZoneInfo("Europe/London")
DUE = datetime.date(2011, 7, 15)
LONG_AGO = datetime.datetime(2011, 1, 1, tzinfo=LONDON)


def at(day, hour=8, minute=0):
    """A moment by the clock on a wall in London."""
    return datetime.datetime.combine(day, datetime.time(hour, minute), LONDON)


def days(number):
    return datetime.timedelta(days=number)


@pytest.fixture
def asked(small):
    """A quarter whose one group has not reported, asked for long before it is due."""
    return ask(small, DUE)


def ask(small, due_on, quarter=1):
    small.plan.state = "published"
    small.plan.save()
    factories.action(small.section, lead_group=small.lead.roles.get().group)
    Role.objects.update(from_date=None)
    opened = open_quarter(
        small.partnership, year=2011, quarter=quarter, due_on=due_on, by=small.officer, now=LONG_AGO
    )
    return opened


def reminders():
    return list(Letter.objects.filter(key__contains=":remind").order_by("pk"))


# ---- by the portal


@pytest.mark.parametrize("offset", DAYS)
def test_each_day_has_one_reminder_from_eight_o_clock_on(asked, offset):
    day = DUE + days(offset)
    remind_due(at(day, 7, 59))
    assert reminders() == []
    for minute in (0, 1, 15):
        remind_due(at(day, 8, minute))
    remind_due(at(day, 23, 59))
    remind_due(at(day + days(1), 9))
    found = [one for one in reminders() if f"remind{offset:+d}:" in one.key]
    assert len(found) == 1


def test_a_quarter_has_four_reminders_in_all(asked):
    moment = at(DUE - days(12), 0)
    while moment < at(DUE + days(30)):
        remind_due(moment)
        moment += datetime.timedelta(hours=1)
    assert [one.subject.split(":")[0] for one in reminders()] == [
        "Due in 7 days", "Due in 1 day", "1 day late", "7 days late",
    ]  # fmt: skip
    assert {timezone.localtime(one.written_at).hour for one in reminders()} == {8}


def test_a_late_reminder_says_how_late_and_that_it_can_still_come(asked):
    remind_due(at(DUE + days(7)))
    [letter] = reminders()
    assert "It is 7 days late" in letter.body
    assert "can still be sent until the quarter is closed" in letter.body


@pytest.mark.parametrize("state", ["sent", "accepted"])
def test_who_has_reported_is_not_reminded(asked, state):
    now = timezone.now()
    accepted = now if state == "accepted" else None
    GroupReport.objects.update(
        state=state, sent_at=now, sent_by_label="Chair", accepted_at=accepted
    )  # fmt: skip
    remind_due(at(DUE + days(1)))
    assert reminders() == []


def test_who_was_asked_something_is_reminded(asked):
    GroupReport.objects.update(
        state="returned", question="Why?", sent_at=timezone.now(), sent_by_label="Chair"
    )
    remind_due(at(DUE + days(1)))
    assert len(reminders()) == 1


def test_nothing_is_reminded_of_in_a_closed_quarter(small, asked):
    close_quarter(asked, by=small.officer, now=at(DUE))
    remind_due(at(DUE + days(1)))
    assert reminders() == []


def test_a_lead_who_has_left_or_whose_account_is_closed_is_not_reminded(small, asked):
    User.objects.filter(pk=small.lead.pk).update(is_active=False)
    remind_due(at(DUE - days(7)))
    User.objects.filter(pk=small.lead.pk).update(is_active=True)
    Role.objects.filter(user=small.lead).update(to_date=DUE - days(2))
    remind_due(at(DUE - days(1)))
    assert reminders() == []


def test_every_lead_of_a_group_is_reminded(small, asked):
    other = factories.user("lead", small.partnership, group=small.lead.roles.get().group)
    Role.objects.update(from_date=None)
    remind_due(at(DUE + days(1)))
    assert {one.to for one in reminders()} == {small.lead.email, other.email}


def test_who_was_asked_after_a_reminders_time_is_not_reminded_at_once(small, asked):
    ReportingQuarter.objects.update(opened_at=at(DUE - days(7), 8, 30))
    remind_due(at(DUE - days(7), 9))
    assert reminders() == []
    remind_due(at(DUE - days(1), 9))
    assert len(reminders()) == 1


def test_a_portal_that_stood_still_reminds_when_it_is_back_within_two_days(asked):
    remind_due(at(DUE + days(3)))
    assert len(reminders()) == 1
    remind_due(at(DUE + days(6), 23))
    assert len(reminders()) == 1
    remind_due(at(DUE + days(8), 7))
    assert len(reminders()) == 1, "at night nobody is reminded of what was missed either"
    remind_due(at(DUE + days(10), 9))
    assert len(reminders()) == 1


def test_a_reminder_by_hand_on_the_same_day_is_enough(small, asked):
    report = GroupReport.objects.select_related("quarter__partnership", "group").get()
    assert remind(report, by=small.officer, now=at(DUE + days(1), 7)) == 1
    remind_due(at(DUE + days(1), 9))
    assert len(reminders()) == 1
    with pytest.raises(Refused, match="had a mail about this report today"):
        remind(report, by=small.officer, now=at(DUE + days(1), 17))
    assert remind(report, by=small.officer, now=at(DUE + days(2), 0)) == 1


def test_nothing_due_is_one_question(asked, django_assert_num_queries):
    with django_assert_num_queries(1):
        remind_due(at(DUE + days(60)))


def test_what_is_done_stays_cheap_all_day(small, asked, django_assert_max_num_queries):
    for number in range(8):
        of = factories.partnership(f"place-x{number}")
        group = factories.group(of, "Group", "delivery")
        factories.user("lead", of, group=group)
        quarter = ReportingQuarter.objects.create(
            partnership=of, year=2011, quarter=1, due_on=DUE, opened_at=LONG_AGO
        )
        GroupReport.objects.create(quarter=quarter, group=group)
    Role.objects.update(from_date=None)
    remind_due(at(DUE + days(1)))
    assert len(reminders()) == 9
    with django_assert_max_num_queries(8):
        remind_due(at(DUE + days(1), 9))


# ---- clocks and calendars


@pytest.mark.parametrize(
    ("due_on", "day"),
    [
        # The year's end.
        (datetime.date(2012, 3, 31), datetime.date(2012, 4, 1)),
        (datetime.date(2012, 4, 1), datetime.date(2012, 3, 31)),
        (datetime.date(2011, 12, 31), datetime.date(2012, 1, 1)),
        (datetime.date(2012, 1, 1), datetime.date(2011, 12, 31)),
        # A leap day: due on it, reminded on it.
        (datetime.date(2012, 2, 29), datetime.date(2012, 2, 22)),
        (datetime.date(2012, 2, 29), datetime.date(2012, 3, 7)),
        (datetime.date(2012, 3, 1), datetime.date(2012, 2, 29)),
        (datetime.date(2012, 2, 22), datetime.date(2012, 2, 29)),
        # The days on which the clocks change: 25 March and 28 October 2012.
        (datetime.date(2012, 3, 24), datetime.date(2012, 3, 25)),
        (datetime.date(2012, 3, 26), datetime.date(2012, 3, 25)),
        (datetime.date(2012, 10, 27), datetime.date(2012, 10, 28)),
        (datetime.date(2012, 10, 29), datetime.date(2012, 10, 28)),
    ],
)
def test_reminders_keep_their_day_and_hour_whatever_the_calendar(small, due_on, day):
    ask(small, due_on, quarter=4)
    remind_due(at(day, 7, 59))
    assert reminders() == []
    remind_due(at(day, 8))
    [letter] = reminders()
    assert timezone.localtime(letter.written_at).hour == 8
    remind_due(at(day, 9))
    assert len(reminders()) == 1


def test_eight_o_clock_is_seven_by_universal_time_from_the_change_on(small):
    ask(small, datetime.date(2012, 3, 26), quarter=4)
    remind_due(datetime.datetime(2012, 3, 25, 6, 59, tzinfo=datetime.UTC))
    assert reminders() == []
    remind_due(datetime.datetime(2012, 3, 25, 7, 0, tzinfo=datetime.UTC))
    assert len(reminders()) == 1


def test_the_hour_that_comes_twice_reminds_of_nothing_and_breaks_nothing(small):
    ask(small, datetime.date(2012, 10, 29), quarter=4)
    for fold_hour in (0, 1, 2):
        remind_due(datetime.datetime(2012, 10, 28, fold_hour, 30, tzinfo=datetime.UTC))
    assert reminders() == []


@pytest.mark.once
@pytest.mark.parametrize(
    ("quarter", "on", "due"),
    [
        (Quarter(2011, 1), (2011, 6, 20), (2011, 7, 15)),  # a Friday
        (Quarter(2011, 2), (2011, 9, 30), (2011, 10, 17)),  # the 15th is a Saturday
        (Quarter(2011, 3), (2012, 1, 1), (2012, 1, 16)),  # the 15th is a Sunday
        (Quarter(2021, 4), (2022, 4, 1), (2022, 4, 19)),  # Good Friday to Easter Monday
        (Quarter(2023, 4), (2024, 4, 1), (2024, 4, 16)),  # asked a day after the year's end
        (Quarter(2011, 3), (2012, 2, 14), (2012, 2, 29)),  # a leap day
    ],
)
def test_the_day_due_by_itself_is_a_working_day(quarter, on, due):
    assert due_by_itself(quarter, datetime.date(*on)) == datetime.date(*due)


# ---- by an officer


def test_quarter_remind_shows_the_mail_first_and_sends_it_once_a_day(officer, small, asked):
    report = GroupReport.objects.get()
    address = reverse("plans:quarter_remind", args=[report.uid])
    page = officer.get(address).text
    assert "late: report of Task Group" in page
    assert small.lead.post in page
    assert reminders() == []
    assert "Task Group: reminded" in officer.post(address, follow=True).text
    assert "They had a mail about this report today" in officer.get(address).text
    answer = officer.post(address, follow=True).text
    assert "Remind them tomorrow" in answer
    assert "Reminded today" in answer
    assert len(reminders()) == 1


def test_quarter_remind_of_a_group_without_a_lead_says_what_to_do(officer, small, asked):
    Role.objects.filter(user=small.lead).delete()
    report = GroupReport.objects.get()
    address = reverse("plans:quarter_remind", args=[report.uid])
    assert "has no lead in the portal" in officer.get(address).text
    assert "Invite one first" in officer.post(address, follow=True).text


def test_a_report_that_is_in_needs_no_reminder(small, asked):
    GroupReport.objects.update(state="sent", sent_at=timezone.now(), sent_by_label="Chair")
    report = GroupReport.objects.select_related("quarter__partnership", "group").get()
    with pytest.raises(Refused, match="nothing to remind of"):
        remind(report, by=small.officer, now=at(DUE))
    with pytest.raises(Refused, match="Officers"):
        remind(report, by=small.executive, now=at(DUE))
