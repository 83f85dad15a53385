"""Meetings before they are held: the year's calendar, dates, the agenda, papers, the mail."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.documents.meetings import year_calendar
from events.forms.days import day_of
from events.models import (
    Event,
    Meeting,
)
from events.workflow import meetings
from records.models import Change
from records.moves import Refused
from records.saving import StaleVersion
from tests import factories
from tests.events.meeting_rows import fresh, held, item, page, template, typed

PDF = b"%PDF-1.7 a paper"
APRIL = datetime.date(2012, 4, 26)
LIST = "/workspace/lakes/meetings/"


@pytest.fixture
def of(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return factories.partnership("lakes")


@pytest.fixture
def group(of):
    return factories.group(of)


@pytest.fixture
def person(of):
    return factories.user("officer", of)


@pytest.fixture
def officer(client, person):
    client.force_login(person)
    return client


@pytest.fixture
def meeting(of, group):
    return held(of, group, APRIL, starts_at=datetime.time(10), ends_at=datetime.time(12))


# ---- planning


def test_a_year_of_meetings_is_planned_at_once_from_a_template(officer, of, group):
    usual = template(of, "Notes", "Actions", "Risks")
    answer = officer.post(
        f"{LIST}add/",
        {
            "groups": [group.pk],
            "held_on": "2012-04-26",
            "further": "26 July 2012\n25/10/2012\n\n2012-07-26",
            "starts_at": "10:00",
            "venue": "Kendal",
            "template": usual.pk,
        },
    )
    assert answer.url == LIST
    made = list(Meeting.objects.order_by("held_on"))
    assert [one.held_on.isoformat() for one in made] == ["2012-04-26", "2012-07-26", "2012-10-25"]
    assert [one.slug for one in made] == [
        "executive-group-april-2012",
        "executive-group-july-2012",
        "executive-group-october-2012",
    ]
    for one in made:
        assert one.title == "Executive Group"
        assert list(one.groups.all()) == [group]
        assert [row.title for row in one.items.all()] == ["Notes", "Actions", "Risks"]
        assert one.announced_at is None


def test_one_meeting_leads_to_its_agenda(officer, group):
    answer = officer.post(f"{LIST}add/", {"groups": [group.pk], "held_on": "2012-04-26"})
    assert answer.url == page("agenda_edit", Meeting.objects.get())


def test_two_meetings_in_one_month_have_two_addresses(person, of, group):
    new = Meeting(partnership=of, title="Executive Group")
    asked = {"groups": [group], "template": None, "by": person, "now": timezone.now()}
    days = [APRIL, datetime.date(2012, 4, 5)]
    first, second = meetings.plan(new, days=days, **asked)
    [third] = meetings.plan(new, days=[APRIL], **asked)
    slugs = [first.slug, second.slug, third.slug]
    assert slugs == [
        "executive-group-april-2012",
        "executive-group-5-april-2012",
        "executive-group-26-april-2012",
    ]


@pytest.mark.parametrize("words", ["soon", "31 February 2012", "26/13/2012", "1 May 12", "<b>"])
def test_a_date_that_cannot_be_read_is_named_and_nothing_is_lost(officer, group, words):
    typed_in = {"groups": [group.pk], "held_on": "2012-04-26", "venue": "Kendal", "further": words}
    answer = officer.post(f"{LIST}add/", typed_in)
    assert answer.status_code == 200
    assert "cannot be read as a day" in answer.context["form"].errors["further"][0]
    assert "Kendal" in answer.text
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    "words", ["29 February 2012", "29/02/2012", "2012-02-29", "Wednesday, 29 February 2012"]
)
def test_days_are_read_as_people_write_them(words):
    assert day_of(words) == datetime.date(2012, 2, 29)


def test_a_meeting_needs_a_group_of_its_own_partnership(officer, of):
    strange = factories.group(factories.partnership("shire"))
    for groups in ([], [strange.pk]):
        answer = officer.post(f"{LIST}add/", {"groups": groups, "held_on": "2012-04-26"})
        assert answer.context["form"].has_error("groups")
    assert not Meeting.objects.exists()


# ---- moving and calling off


def test_a_moved_meeting_keeps_the_day_on_which_it_was(officer, meeting):
    answer = typed(officer, page("meeting_move", meeting), held_on="2012-05-03", reason="Holiday")
    assert answer.url == page("agenda_edit", meeting)
    moved = fresh(meeting)
    assert (moved.held_on, moved.moved_from) == (datetime.date(2012, 5, 3), APRIL)
    assert moved.slug == meeting.slug
    written = Change.objects.get(action="meeting.move")
    assert written.reason == "Holiday"
    assert "26 April 2012" in written.before["when"]


def test_another_hour_of_the_same_day_is_no_other_day(officer, meeting):
    typed(officer, page("meeting_move", meeting), starts_at="11:00")
    assert fresh(meeting).moved_from is None
    assert fresh(meeting).starts_at == datetime.time(11)


def test_a_meeting_is_not_moved_to_where_it_is(officer, meeting):
    answer = typed(officer, page("meeting_move", meeting))
    assert "already" in answer.context["form"].non_field_errors()[0]


def test_only_a_planned_meeting_is_moved(person, meeting):
    Meeting.objects.update(state="held")
    with pytest.raises(Refused, match="still planned"):
        move(meeting, person, base_version=meeting.version)


def test_two_people_who_move_a_meeting_both_see_it(officer, person, meeting):
    with pytest.raises(StaleVersion):
        move(meeting, person, base_version=meeting.version + 1)
    data = {"held_on": "2012-05-03", "base_version": meeting.version}
    meetings.announce(meeting, by=person, now=timezone.now())
    assert officer.post(page("meeting_move", meeting), data).status_code == 409
    assert fresh(meeting).held_on == APRIL


def move(meeting, by, *, base_version):
    return meetings.move(
        meeting,
        day=datetime.date(2012, 5, 3),
        starts_at=None,
        ends_at=None,
        reason="",
        base_version=base_version,
        by=by,
        now=timezone.now(),
    )


def test_a_meeting_is_cancelled_with_a_reason(officer, meeting):
    answer = officer.post(page("meeting_cancel", meeting), {"reason": " "})
    assert answer.context["form"].has_error("reason")
    officer.post(page("meeting_cancel", meeting), {"reason": "The hall is flooded."})
    assert (fresh(meeting).state, fresh(meeting).cancelled_reason) == (
        "cancelled",
        "The hall is flooded.",
    )
    again = officer.post(page("meeting_cancel", meeting), {"reason": "Once more"})
    assert "not possible now" in again.context["form"].non_field_errors()[0]


# ---- the calendar


def test_the_calendar_has_meetings_and_events_in_one_order(of, group, meeting):
    factories.event(of, title="PACT", starts_on=datetime.date(2012, 4, 2), kind="public_meeting")
    factories.event(of, title="Survey", starts_on=datetime.date(2012, 4, 3), kind="survey")
    held(of, group, datetime.date(2013, 3, 31), title="Last")
    held(of, group, datetime.date(2012, 3, 31), title="Year before")
    held(of, group, datetime.date(2013, 4, 1), title="Year after")
    months = year_calendar(of, 2012, APRIL)
    assert [month.first for month in months][::11] == [
        datetime.date(2012, 4, 1),
        datetime.date(2013, 3, 1),
    ]
    shown = [(day.on.isoformat(), day.title) for month in months for day in month.days]
    assert shown == [
        ("2012-04-02", "PACT"),
        ("2012-04-26", "Executive Group"),
        ("2013-03-31", "Last"),
    ]


def test_the_calendar_says_how_far_each_meeting_is(officer, of, group, meeting):
    item(meeting)
    shown = officer.get(f"{LIST}?year=2012").text
    assert "Past, nothing recorded" in shown
    assert "Agenda, 1 item<" in shown
    Meeting.objects.update(state="agreed", agreed_on=APRIL)
    assert "Notes agreed" in officer.get(f"{LIST}?year=2012").text


def test_the_calendar_of_one_group(officer, of, group, meeting):
    other = factories.group(of, "Task group", kind="task_and_finish")
    held(of, other, datetime.date(2012, 5, 1), title="Tasks")
    factories.event(of, title="PACT", starts_on=APRIL)
    shown = officer.get(f"{LIST}?year=2012&group={other.uid}")
    days = [day.title for month in shown.context["months"] for day in month.days]
    assert days == ["Tasks"]


@pytest.mark.parametrize("asked", ["?year=x", "?year=99999", "?year=٢٠١٢", "?group=nobody"])
def test_whatever_else_is_asked_shows_this_year(officer, of, asked):
    assert officer.get(f"{LIST}{asked}").status_code == 200


def unmet(of, **fields):
    return [
        (one.name, first.number, last.number)
        for month in year_calendar(of, 2012, APRIL, **fields)
        for one, first, last in month.unmet
    ]


def test_groups_without_a_date_in_a_quarter_are_named(of, group, meeting):
    group.meets = "Quarterly"
    group.save()
    assert unmet(of) == [("Executive Group", n, n) for n in (2, 3, 4)]
    held(of, group, datetime.date(2013, 3, 31))
    held(of, group, datetime.date(2012, 9, 1), state="cancelled", cancelled_reason="Flood")
    assert unmet(of) == [("Executive Group", n, n) for n in (2, 3)]


@pytest.mark.parametrize(
    ("meets", "spans"),
    [("Annually", [(1, 4)]), ("Twice a year", [(1, 2), (3, 4)]), ("Every month", [(1, 1)] * 1)],
)
def test_a_group_is_asked_as_often_as_it_says(of, meets, spans):
    factories.group(of, meets=meets)
    assert [(first, last) for _, first, last in unmet(of)][: len(spans)] == spans


def test_nothing_is_asked_of_a_group_that_is_only_proposed_or_was_not_there(of):
    factories.group(of, "Proposed", meets="Quarterly", state="proposed")
    factories.group(of, "Silent")
    factories.group(of, "New", meets="Quarterly", from_date=datetime.date(2012, 8, 1))
    assert unmet(of) == [("New", 3, 3), ("New", 4, 4)]


def test_a_longer_year_needs_no_more_queries(officer, of, group):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            officer.get(f"{LIST}?year=2012")
        return len(captured)

    def add(number):
        for _ in range(number):
            one = held(of, group, APRIL, slug=f"m-{Meeting.objects.count()}")
            item(one)
            factories.event(of, starts_on=APRIL)
            factories.group(of, f"Group {Meeting.objects.count()}", kind="network", meets="Often")

    add(2)
    few = queries()
    add(8)
    assert queries() == few


def test_home_leads_to_the_first_partnership(officer, client):
    assert officer.get("/workspace/meetings/").url == LIST
    client.force_login(factories.user())
    assert client.get("/workspace/meetings/").url == reverse("portal:start")


# ---- public meetings


def test_public_meetings_are_events_every_so_many_weeks(officer, of):
    answer = officer.post(
        f"{LIST}public/add/",
        {
            "title": "PACT Kendal",
            "starts_on": "2012-10-10",
            "every": "4",
            "times": "3",
            "further": "1 January 2013",
            "starts_at": "18:00",
            "announced": "on",
        },
    )
    assert answer.url == LIST
    made = list(Event.objects.order_by("starts_on"))
    assert [one.starts_on.isoformat() for one in made] == [
        *("2012-10-10", "2012-11-07", "2012-12-05", "2013-01-01")
    ]
    assert {(one.kind, one.state, one.starts_at.hour) for one in made} == {
        ("public_meeting", "public", 18)
    }
    assert len({one.slug for one in made}) == 4


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"every": "4"}, "times"),
        ({"times": "4"}, "every"),
        ({"starts_on": ""}, "starts_on"),
        ({"every": "0", "times": "2"}, "every"),
        ({"starts_at": "18:00", "ends_at": "17:00"}, "ends_at"),
        ({"further": "next week"}, "further"),
    ],
)
def test_public_meetings_with_a_fault_are_not_made(officer, of, fault, field):
    data = {"title": "PACT", "starts_on": "2012-10-10"} | fault
    answer = officer.post(f"{LIST}public/add/", data)
    assert answer.context["form"].has_error(field)
    assert not Event.objects.exists()
