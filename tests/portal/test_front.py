"""A partnership's front page: what is coming, and what people told it."""

import datetime

import pytest
from django.utils import timezone

from events.models import Meeting
from plans.models import Response
from publishing.models import Document, Edition
from tests import factories


@pytest.fixture
def lakes(db):
    return factories.partnership("lakes", public=True)


def day(days):
    return timezone.localdate() + datetime.timedelta(days=days)


def reported(event):
    document = Document.objects.create(
        partnership=event.partnership, kind="event-report", slug=event.slug, title="Report"
    )
    document.current_edition = Edition.objects.create(
        document=document,
        number=1,
        title="Report",
        fragment="<p>Words</p>",
        snapshot={},
        content_hash="a" * 64,
        published_at=timezone.now(),
        published_by_label="Officer",
    )
    document.save()
    event.document = document
    event.save()


def front(client):
    return client.get("/lakes/").text


def test_front_names_the_next_event_and_the_newest_report(client, lakes):
    for title, days, state in (
        ("Soon", 3, "public"),
        ("Later", 30, "public"),
        ("Called off", 1, "cancelled"),
        ("Secret", 2, "planned"),
    ):
        factories.event(lakes, title=title, starts_on=day(days), state=state)
    told = factories.event(lakes, title="Told", starts_on=day(-9), state="public")
    older = factories.event(lakes, title="Told before", starts_on=day(-90), state="public")
    reported(told)
    reported(older)
    page = front(client)
    assert "Next event or meeting" in page and ">Soon</a>" in page
    assert "What people told us" in page and ">Told</a>" in page
    for title in ("Later", "Called off", "Secret", "Told before"):
        assert f">{title}</a>" not in page


def test_front_without_events_has_no_empty_heading(client, lakes):
    factories.event(lakes, starts_on=day(2), state="planned")
    assert "Events and meetings</h2>" not in front(client)


def test_front_shows_the_two_latest_answers_and_says_where_there_is_none(client, lakes):
    event = factories.event(lakes, title="Evening", starts_on=day(2), state="public")
    assert "No answers yet." in front(client)
    for number in range(3):
        Response.objects.create(
            partnership=lakes,
            title=f"Answer {number}",
            slug=f"answer-{number}",
            event=event,
            said=f"Words {number}",
            answer="done",
            did=f"Deed {number}",
            answered_on=day(number - 9),
            approved_at=timezone.now() if number else None,
        )
    page = front(client)
    assert "Deed 2" in page and "Deed 1" in page and "Deed 0" not in page


def test_front_names_the_next_open_meeting(client, lakes):
    meeting = Meeting.objects.create(
        partnership=lakes, title="PACT", slug="pact", held_on=day(9), open_to_all=True
    )
    assert "PACT" not in front(client)
    meeting.announced_at = timezone.now()
    meeting.save()
    assert "PACT" in front(client)
