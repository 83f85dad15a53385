"""What anybody finds of meetings: the list, a page each, the calendar; nothing before its time."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from events.documents.meetings import next_public
from events.models import AgendaItem, Meeting, MeetingAttendance, MeetingDecision, Paper
from events.workflow import meeting_states, meetings
from records.moves import Refused
from tests import factories

LIST = "/lakes/events/"
PAGE = "/lakes/meetings/executive-april-2012/"
ICS = f"{PAGE}meeting.ics"
APRIL = datetime.date(2012, 4, 26)
PDF = b"%PDF-1.7 a paper"


@pytest.fixture
def of(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return factories.partnership("lakes")


@pytest.fixture
def person(of):
    return factories.user("officer", of)


@pytest.fixture
def group(of):
    return factories.group(of)


@pytest.fixture
def meeting(of, group):
    made = Meeting.objects.create(
        partnership=of,
        title="Executive Group",
        slug="executive-april-2012",
        held_on=APRIL,
        starts_at=datetime.time(10),
        ends_at=datetime.time(12),
        venue="Town Hall",
    )
    made.groups.add(group)
    return made


def announced(meeting, **fields):
    Meeting.objects.filter(pk=meeting.pk).update(announced_at=timezone.now(), **fields)
    return Meeting.objects.get(pk=meeting.pk)


def noted(meeting):
    """The same meeting with its notes agreed and published."""
    return announced(meeting, state="agreed", agreed_on=APRIL, notes_published_at=timezone.now())


def item(meeting, title="Alcohol", **fields):
    order = meeting.items.count() + 1
    return AgendaItem.objects.create(meeting=meeting, title=title, **{"order": order} | fields)


def paper(of_item, **fields):
    name = default_storage.save("papers/aa/paper.pdf", ContentFile(PDF))
    return Paper.objects.create(
        item=of_item, label="A", title="Report", file=name, file_name="Paper.pdf", **fields
    )


# ---- nothing before its time


def test_a_meeting_that_is_not_announced_is_nowhere(client, meeting):
    for address in (PAGE, ICS):
        assert client.get(address).status_code == 404, address
    assert "Executive Group" not in client.get(LIST).text
    assert b"Executive Group" not in client.get(f"{LIST}events.ics").content


def test_a_meeting_taken_back_is_nowhere(client, meeting, person):
    asked = {"by": person, "now": timezone.now()}
    shown = meetings.announce(meeting, **asked)
    assert client.get(PAGE).status_code == 200
    with pytest.raises(Refused, match="already"):
        meetings.announce(shown, **asked)
    with pytest.raises(Refused, match="reason"):
        meetings.take_back(shown, reason=" ", **asked)
    meetings.take_back(shown, reason="Too early", **asked)
    for address in (PAGE, ICS):
        assert client.get(address).status_code == 404, address


def test_a_meeting_with_public_notes_is_not_taken_back(client, meeting, person):
    client.force_login(person)
    client.post(reverse("events:meeting_take_back", args=[noted(meeting).uid]), {"reason": "x"})
    assert client.get(PAGE).status_code == 200


def test_a_meeting_of_a_partnership_that_is_not_public_is_nowhere(client, meeting, of):
    announced(meeting)
    of.public = False
    of.save()
    for address in (PAGE, ICS, LIST):
        assert client.get(address).status_code == 404, address


def test_a_meeting_is_found_below_its_own_partnership_only(client, meeting):
    factories.partnership("shire")
    announced(meeting)
    assert client.get(PAGE.replace("lakes", "shire")).status_code == 404
    assert "Executive Group" not in client.get("/shire/events/").text


def test_only_items_for_the_public_are_told_and_notes_not_before_they_are_published(
    client, meeting
):
    item(meeting, "Pay of officers", notes="Secret words", minutes=30)
    shown = item(meeting, "Alcohol", notes="Much was said", public=True, outcome="noted")
    decided = {"at": timezone.now(), "by_label": "Officer"}
    MeetingDecision.objects.create(item=shown, wording="Go on", public=True, **decided)
    MeetingDecision.objects.create(item=shown, wording="Dismiss A", **decided)
    MeetingAttendance.objects.create(meeting=meeting, post="Chair", state="present")
    announced(meeting)
    before = client.get(PAGE).text
    assert "2. Alcohol" in before and "10:30" in before
    for hidden in ("Much was said", "Go on", "Chair", "Noted", "Pay of officers", "Secret"):
        assert hidden not in before, hidden
    noted(meeting)
    after = client.get(PAGE).text
    for public in ("Much was said", "Go on", "Chair", "Noted"):
        assert public in after, public
    for hidden in ("Pay of officers", "Secret words", "Dismiss A"):
        assert hidden not in after, hidden


def test_a_corrected_decision_says_so(client, meeting):
    one = item(noted(meeting), public=True)
    decided = {"by_label": "Officer", "public": True}
    first = MeetingDecision.objects.create(
        item=one, wording="Pay 100", at=timezone.now() - datetime.timedelta(days=30), **decided
    )
    MeetingDecision.objects.create(
        item=one, wording="Pay 1,000", at=timezone.now(), corrects=first, **decided
    )
    page = client.get(PAGE).text
    assert "(corrected on" in page and "Correction of" in page


def test_bodies_are_told_by_how_they_attended_and_not_recorded_is_not_told(client, meeting):
    council = factories.organisation("A council")
    for state, substitute in (("present", ""), ("substitute", "Deputy")):
        MeetingAttendance.objects.create(
            meeting=meeting,
            organisation=council if state == "present" else factories.organisation("NHS"),
            state=state,
            substitute=substitute,
        )
    MeetingAttendance.objects.create(meeting=meeting, post="Unknown post")
    noted(meeting)
    attended = client.get(PAGE).context["attended"]
    assert attended == [("Present", ["A council"]), ("By a substitute", ["NHS (Deputy)"])]


# ---- papers


@pytest.mark.parametrize(
    ("of_item", "of_paper", "is_announced", "status"),
    [
        ({"public": True}, {"public": True}, True, 200),
        ({"public": True}, {"public": True}, False, 404),
        ({"public": True}, {}, True, 404),
        ({}, {"public": True}, True, 404),
    ],
)
def test_who_may_read_a_paper(client, meeting, of_item, of_paper, is_announced, status):
    one = paper(item(meeting, **of_item), **of_paper)
    if is_announced:
        announced(meeting)
    answer = client.get(f"{PAGE}papers/{one.uid}/")
    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Disposition"].startswith("attachment")
        assert "executive-april-2012-paper-a.pdf" in answer["Content-Disposition"]
        assert f"{PAGE}papers/{one.uid}/" in client.get(PAGE).text
    elif is_announced:
        assert str(one.uid) not in client.get(PAGE).text


def test_a_paper_is_shown_and_hidden_again(client, meeting, person):
    one = paper(item(meeting, public=True))
    announced(meeting, state="agreed", agreed_on=APRIL)
    client.force_login(person)
    for public, status in (("1", 200), ("0", 404)):
        client.post(reverse("events:paper_show", args=[one.uid]), {"public": public})
        assert client.get(f"{PAGE}papers/{one.uid}/").status_code == status


# ---- the list and the page


def test_the_list_has_meetings_and_events_in_one_order(client, of, group, meeting):
    today = timezone.localdate()
    for title, days in (("Soon", 1), ("Later", 30)):
        factories.event(
            of, title=title, starts_on=today + datetime.timedelta(days=days), state="public"
        )
    factories.event(of, title="Some day", starts_on=None, date_as_stated="Spring", state="public")
    factories.event(of, title="Long ago", state="public")
    announced(meeting, held_on=today + datetime.timedelta(days=7))
    past = Meeting.objects.create(
        partnership=of, title="Past", slug="past", held_on=APRIL, announced_at=timezone.now()
    )
    past.groups.add(group)
    groups = {
        name: [(row.get("event") or row["meeting"]).title for row in rows]
        for name, _, rows in client.get(LIST).context["groups"]
    }
    assert groups == {
        "coming": ["Soon", "Executive Group", "Later", "Some day"],
        "over": ["Past", "Long ago"],
    }


def test_a_longer_list_and_agenda_need_no_more_queries(client, of, group, meeting):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
            client.get(f"{LIST}events.ics")
            client.get(PAGE)
        return len(captured)

    def add(number):
        for _ in range(number):
            one = item(meeting, public=True)
            paper(one, public=True)
            decided = {"at": timezone.now(), "by_label": "Officer", "public": True}
            first = MeetingDecision.objects.create(item=one, wording="Go on", **decided)
            MeetingDecision.objects.create(item=one, wording="No", corrects=first, **decided)
            MeetingAttendance.objects.create(
                meeting=meeting, organisation=factories.organisation(), state="present"
            )
            slug = f"other-{Meeting.objects.count()}"
            more = {"title": "Other", "slug": slug, "announced_at": timezone.now()}
            other = Meeting.objects.create(partnership=of, held_on=APRIL, **more)
            other.groups.add(group)

    noted(meeting)
    add(2)
    few = queries()
    add(8)
    assert queries() == few


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"held_on": datetime.date(2090, 4, 1)}, "Coming up"),
        (
            {"held_on": datetime.date(2090, 4, 1), "moved_from": datetime.date(2090, 3, 1)},
            "Moved from 1 March 2090",
        ),
        ({"state": "cancelled", "cancelled_reason": "The hall is flooded."}, "flooded"),
        ({}, "Notes not published yet"),
        ({"open_to_all": True}, "open to the public"),
    ],
)
def test_how_a_meeting_stands_for_the_public(client, meeting, fields, words):
    announced(meeting, **fields)
    assert words in client.get(LIST).text


def test_the_page_says_that_a_meeting_was_moved_or_cancelled(client, meeting, person):
    shown = announced(meeting)
    moved = meetings.move(
        shown,
        day=datetime.date(2012, 5, 3),
        starts_at=None,
        ends_at=None,
        reason="",
        base_version=shown.version,
        by=person,
        now=timezone.now(),
    )
    page = client.get(PAGE).text
    assert "This meeting was moved" in page
    assert "Thursday 26 April 2012" in page and "Thursday 3 May 2012" in page
    meeting_states.cancel(moved, reason="Flood in the hall", by=person, now=timezone.now())
    page = client.get(PAGE).text
    assert "This meeting is cancelled" in page and "Flood in the hall" in page


# ---- calendars


def entries(client, address):
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content).walk("VEVENT")


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        (datetime.date(2012, 3, 24), 10),
        (datetime.date(2012, 3, 25), 9),  # summer time begins that night
        (datetime.date(2012, 10, 28), 10),
        (datetime.date(2012, 2, 29), 10),
    ],
)
def test_a_meeting_is_in_calendars_at_its_own_hour(client, meeting, day, hour):
    announced(meeting, held_on=day)
    [entry] = entries(client, ICS)
    assert entry.decoded("dtstart") == datetime.datetime(
        day.year, day.month, day.day, hour, tzinfo=datetime.UTC
    )
    assert entry["url"].endswith(PAGE)
    assert entry["location"] == "Town Hall"


def test_a_cancelled_meeting_is_cancelled_in_calendars_too(client, meeting, person):
    meeting_states.cancel(announced(meeting), reason="Flood", by=person, now=timezone.now())
    for address in (ICS, f"{LIST}events.ics"):
        [entry] = entries(client, address)
        assert entry["status"] == "CANCELLED"
        assert entry["description"] == "Flood"
    assert client.get(ICS).content == client.get(ICS).content


# ---- the next public one


def test_the_next_public_meeting(of, meeting):
    on = datetime.date(2012, 4, 1)
    assert next_public(of, on) is None
    announced(meeting)
    assert next_public(of, on) is None, "it is not open to the public"
    announced(meeting, open_to_all=True)
    assert next_public(of, on).title == "Executive Group"
    assert next_public(of, on).address == PAGE
    days = {"starts_on": datetime.date(2012, 4, 10)}
    factories.event(of, title="Survey", kind="survey", state="public", **days)
    factories.event(of, title="Off", state="cancelled", **days)
    factories.event(of, title="Hidden", **days)
    assert next_public(of, on).title == "Executive Group"
    factories.event(of, title="PACT", kind="public_meeting", state="public", **days)
    assert next_public(of, on).title == "PACT"
    assert next_public(of, datetime.date(2012, 4, 11)).title == "Executive Group"


def test_a_cancelled_meeting_is_told_where_nothing_else_is_announced(of, meeting):
    announced(meeting, open_to_all=True, state="cancelled", cancelled_reason="Flood")
    found = next_public(of, APRIL)
    assert (found.cancelled, found.cancelled_reason) == (True, "Flood")
