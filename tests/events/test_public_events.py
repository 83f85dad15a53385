"""What anybody finds of events: the list, a page each, the calendar; nothing before its time."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from events.documents.standing import by_time, standing_of
from events.models import Consultation, Event
from events.workflow.reports import publish_report
from events.workflow.states import announce, cancel, hide
from publishing import workflow as publishing
from publishing.models import Rendition
from tests import factories

LIST = "/lakes/events/"
EVENT = "/lakes/events/evening/"
REPORT = f"{EVENT}report/"
OF_EVENT = (EVENT, f"{EVENT}event.ics")
OF_REPORT = (
    *(REPORT, f"{REPORT}report.pdf"),
    *(f"{REPORT}editions/1/", f"{REPORT}editions/1/report.pdf"),
)
TODAY = datetime.date(2009, 11, 23)


@pytest.fixture
def of(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return factories.partnership("lakes")


@pytest.fixture
def officer(of):
    return factories.user("officer", of)


@pytest.fixture
def event(of):
    return factories.event(
        of, slug="evening", title="Community evening", summary="Come and tell us."
    )


def changed(event, **fields):
    """The event as it is when these have been stored."""
    Event.objects.filter(pk=event.pk).update(**fields)
    return Event.objects.get(pk=event.pk)


def published(event, officer):
    """The report as the public reads it, with a file in place of its PDF."""
    edition = publish_report(event, number=1, change_note="", by=officer, now=timezone.now())
    Rendition.objects.filter(edition=edition).delete()
    document = edition.document
    document.current_edition = edition
    document.save()
    return edition


# ---- nothing before its time


def test_planned_event_is_nowhere(client, event):
    for address in (*OF_EVENT, *OF_REPORT):
        assert client.get(address).status_code == 404, address
    assert "Community evening" not in client.get(LIST).text
    assert b"Community evening" not in client.get(f"{LIST}events.ics").content


def test_public_event_shows_no_report_before_that_is_published(client, event, officer):
    announce(event, by=officer, now=timezone.now())
    for address in OF_EVENT:
        assert client.get(address).status_code == 200, address
    for address in OF_REPORT:
        assert client.get(address).status_code == 404, address
    page = client.get(EVENT).text
    assert "Come and tell us." in page
    assert "Read the report" not in page


def test_event_hidden_again_is_nowhere(client, event, officer):
    shown = announce(event, by=officer, now=timezone.now())
    hide(shown, reason="Too early", by=officer, now=timezone.now())
    for address in OF_EVENT:
        assert client.get(address).status_code == 404, address


def test_event_of_a_partnership_that_is_not_public_is_nowhere(client, event, officer, of):
    published(event, officer)
    of.public = False
    of.save()
    for address in (LIST, f"{LIST}events.ics", *OF_EVENT, *OF_REPORT):
        assert client.get(address).status_code == 404, address


def test_event_is_found_below_its_own_partnership_only(client, event, officer):
    factories.partnership("shire")
    published(event, officer)
    for address in (*OF_EVENT, REPORT):
        assert client.get(address.replace("lakes", "shire")).status_code == 404, address
    assert "Community evening" not in client.get("/shire/events/").text


def test_edition_that_is_not_there_yet_is_not_found(client, event, officer):
    published(event, officer)
    assert client.get(f"{REPORT}editions/1/").status_code == 200
    assert client.get(f"{REPORT}editions/2/").status_code == 404
    assert client.get(f"{REPORT}editions/2/report.pdf").status_code == 404


# ---- the list and the page


def test_event_list_parts_what_comes_from_what_is_over(client, of):
    today = timezone.localdate()
    later = today + datetime.timedelta(days=30)
    for title, day in (("Soon", today), ("Later", later), ("Long ago", TODAY)):
        factories.event(of, title=title, starts_on=day, state="public")
    page = client.get(LIST)
    groups = {
        name: [row["event"].title for row in rows] for name, _, rows in page.context["groups"]
    }
    assert groups == {"coming": ["Soon", "Later"], "over": ["Long ago"]}


def test_event_list_shows_consultations_and_cancelled_ones_with_their_state(client, of, officer):
    factories.event(of, title="Safety survey", kind="survey", state="public")
    evening = factories.event(of, title="Off", slug="off", state="public")
    cancel(evening, reason="Snow", by=officer, now=timezone.now())
    page = client.get(LIST).text
    assert "Survey" in page
    assert "Cancelled" in page
    assert "This event is cancelled" in client.get("/lakes/events/off/").text


def test_empty_list_says_so(client, of):
    assert "No event or consultation is announced" in client.get(LIST).text


def test_longer_list_needs_no_more_queries(client, of, officer):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
            client.get(f"{LIST}events.ics")
        return len(captured)

    published(factories.event(of), officer)
    few = queries()
    for _ in range(9):
        published(factories.event(of), officer)
        factories.event(of, state="public", date_as_stated="Spring", starts_on=None)
    assert queries() == few


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"starts_on": TODAY + datetime.timedelta(days=1)}, "Coming up"),
        ({"starts_on": TODAY}, "Today"),
        ({"starts_on": datetime.date(2009, 11, 1), "ends_on": TODAY, "kind": "web"}, "Open now"),
        ({"starts_on": datetime.date(2009, 11, 1)}, "No report yet"),
        ({"starts_on": None, "date_as_stated": "Spring 2010"}, "No exact date"),
        ({"starts_on": TODAY, "state": "cancelled"}, "Cancelled"),
    ],
)
def test_standing_of_an_event_on_a_day(fields, words):
    assert standing_of(Event(**({"state": "public"} | fields)), TODAY).words == words


def test_event_without_a_day_is_still_to_come_and_stands_last():
    dated, undated = Event(title="Dated", starts_on=TODAY), Event(title="Undated")
    other = Event(title="Another")
    coming, over = by_time([undated, dated, other], TODAY)
    assert [event.title for event in coming] == ["Dated", "Another", "Undated"]
    assert over == []


def test_event_page_gives_the_questions_and_the_time(client, event, of):
    factories.workshop(event, title="Session 1", question="What is <ahead>?")
    changed(
        event,
        state="public",
        starts_at=datetime.time(18),
        ends_at=datetime.time(19, 30),
        venue="Town Hall",
    )
    page = client.get(EVENT).text
    assert "6pm to 7.30pm" in page
    assert "Town Hall" in page
    assert "What is &lt;ahead&gt;?" in page


def test_consultation_page_says_what_was_asked(client, of):
    survey = factories.event(of, slug="survey", kind="survey", state="public")
    Consultation.objects.create(event=survey, asked="How safe do you feel?")
    assert "How safe do you feel?" in client.get("/lakes/events/survey/").text


def test_event_page_leads_to_its_report(client, event, officer):
    published(event, officer)
    page = client.get(EVENT).text
    assert "Read the report" in page
    assert f'href="{REPORT}"' in page
    assert "Community evening: Evaluation" in client.get(REPORT).text


def test_withdrawn_report_stays_readable_under_its_reason(client, event, officer):
    document = published(event, officer).document
    publishing.withdraw(document, reason="Wrong.", by=officer, now=timezone.now())
    page = client.get(REPORT).text
    assert "This report was withdrawn" in page
    assert "Wrong." in page
    assert "Report withdrawn" in client.get(EVENT).text


# ---- the calendar


def entries(client, address=f"{EVENT}event.ics"):
    answer = client.get(address)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_calendar_gives_the_hours_in_universal_time(client, event):
    changed(
        event,
        state="public",
        starts_on=datetime.date(2011, 7, 12),  # summer time
        starts_at=datetime.time(18),
        ends_at=datetime.time(19, 30),
        venue="Town Hall; Kendal, upstairs",
    )
    (entry,) = entries(client)
    assert entry.decoded("dtstart") == datetime.datetime(2011, 7, 12, 17, tzinfo=datetime.UTC)
    assert entry.decoded("dtend") == datetime.datetime(2011, 7, 12, 18, 30, tzinfo=datetime.UTC)
    assert b"DTSTART:20110712T170000Z" in client.get(f"{EVENT}event.ics").content
    assert entry["location"] == "Town Hall; Kendal, upstairs"
    assert entry["url"].endswith(EVENT)
    assert entry["status"] == "CONFIRMED"


def test_calendar_takes_whole_days_where_no_time_is_stated(client, event):
    changed(event, state="public", ends_on=datetime.date(2009, 11, 25))
    (entry,) = entries(client)
    assert entry.decoded("dtstart") == TODAY
    assert entry.decoded("dtend") == datetime.date(2009, 11, 26)  # the day after the last


def test_calendar_is_the_same_each_time_and_changes_with_the_event(client, event, officer):
    announce(event, by=officer, now=timezone.now())
    day = datetime.datetime(2009, 10, 1, 12, tzinfo=datetime.UTC)
    Event.history.update(history_date=day)
    first = client.get(f"{EVENT}event.ics").content
    assert client.get(f"{EVENT}event.ics").content == first
    (before,) = entries(client)
    assert before.decoded("dtstamp") == day
    cancel(Event.objects.get(), reason="Snow", by=officer, now=timezone.now())
    (after,) = entries(client)
    assert after["uid"] == before["uid"]
    assert after["status"] == "CANCELLED"
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstamp") > day


def test_calendar_needs_a_day(client, event):
    changed(event, state="public", starts_on=None, date_as_stated="Spring 2010")
    assert client.get(EVENT).status_code == 200
    assert client.get(f"{EVENT}event.ics").status_code == 404


def test_calendar_of_all_holds_each_public_event_once(client, event, of):
    changed(event, state="public")
    factories.event(of, title="Off", state="cancelled")
    factories.event(of, title="Not shown")
    factories.event(of, title="Some day", state="public", starts_on=None, date_as_stated="Spring")
    factories.event(factories.partnership("shire"), title="Elsewhere", state="public")
    found = {
        str(entry["summary"]): entry["status"] for entry in entries(client, f"{LIST}events.ics")
    }
    assert found == {"Community evening": "CONFIRMED", "Off": "CANCELLED"}


def test_calendar_survives_hostile_titles(client, event):
    title = "Evening\r\nEND:VEVENT\r\nX-EVIL:1; 🙂 " + "long " * 20
    changed(event, state="public", title=title[:180], venue=title, summary=f"{title}\rA\nB")
    (entry,) = entries(client)
    assert "X-EVIL" not in entry
    assert "🙂" in entry["summary"]
