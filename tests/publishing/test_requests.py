"""Asking for another format: asked by anybody, followed by officers, forgotten in time."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnership.models import Letter
from publishing.documents.promises import promised_from, working_days_on
from publishing.models import FormatRequest
from publishing.public_views import requests as asking
from publishing.workflow import requests
from publishing.workflow.retention import REQUESTS
from records import retention
from records.models import Change
from records.moves import Refused
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
MONDAY = datetime.datetime(2011, 5, 23, 9, tzinfo=datetime.UTC)


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def officer(lakes):
    person = factories.user()
    factories.role(person, "officer", lakes, from_date=datetime.date(2011, 1, 1))
    return person


def asked(of, now=MONDAY, **fields):
    given = {"wanted": "braille", "email": "reader@example.org"} | fields
    return requests.ask(FormatRequest(partnership=of, **given), now=now)


def test_ten_working_days_are_counted_without_weekends():
    assert promised_from(datetime.date(2011, 5, 23)) == datetime.date(2011, 6, 6)
    assert promised_from(datetime.date(2011, 5, 21)) == datetime.date(2011, 6, 3)
    assert working_days_on(datetime.date(2011, 6, 6), -2) == datetime.date(2011, 6, 2)


def test_format_request_add_keeps_what_is_asked_and_promises_a_day(client, lakes):
    address = reverse("publishing:format_request_add", args=["lakes"])
    page = client.get(f"{address}?format=brf").text
    assert "within 10 working days" in page
    assert "90 days after the end" in page
    assert 'value="braille" checked' in page
    answer = client.post(address, {"wanted": "braille", "phone": "01539 733333"})
    kept = FormatRequest.objects.get()
    assert answer.url == reverse("publishing:format_request_page", args=["lakes", kept.uid])
    thanks = client.get(answer.url).text
    assert "Thank you" in thanks
    assert kept.uid.hex[:4].upper() in thanks
    assert "01539" not in thanks
    assert kept.promised_on == promised_from(timezone.localdate())
    assert not Letter.objects.exists()


def test_format_request_add_says_what_is_missing_and_loses_nothing(client, lakes):
    address = reverse("publishing:format_request_add", args=["lakes"])
    page = client.post(address, {"wanted": "language", "words": "Chapter 4, please"}).text
    assert page.count("There is a problem") == 1
    assert "Say which language" in page
    assert "Say how we can reach you" in page
    assert "Chapter 4, please" in page
    assert not FormatRequest.objects.exists()
    wrong = {"wanted": "paper", "email": "no address", "phone": "12", "address": "x" * 501}
    page = client.post(address, wrong).text
    assert "whole number" in page
    assert "under 500" in page
    assert "Say how we can reach you" not in page


def test_programs_and_floods_keep_nothing(client, lakes, monkeypatch):
    monkeypatch.setattr(asking, "AT_MOST", 1)
    address = reverse("publishing:format_request_add", args=["lakes"])
    good = {"wanted": "paper", "phone": "01539 733333"}
    page = client.post(address, good | {"website": "https://spam.example"}).text
    assert "a field that is hidden" in page
    assert "spam.example" not in page
    assert client.post(address, good).status_code == 302
    assert "Try again in an hour" in client.post(address, good).text
    assert FormatRequest.objects.count() == 1


def test_only_published_documents_can_be_asked_for_and_none_of_others(client, lakes):
    shire = factories.partnership("shire")
    of_others = shire.documents.create(kind="plan", slug="plan", title="The plan of the shire")
    lakes.documents.create(kind="plan", slug="draft", title="Not yet public")
    address = reverse("publishing:format_request_add", args=["lakes"])
    page = client.get(f"{address}?document=draft").text
    assert "Not yet public" not in page
    answer = client.post(
        address, {"wanted": "paper", "phone": "01539 733333", "document": of_others.pk}
    )
    assert "Select a valid choice" in answer.text
    for odd in ("\0", "a b", "x" * 10_000, "🙂"):
        assert client.get(address, {"document": odd, "format": odd}).status_code == 200
    huge = {"wanted": "paper", "phone": "01539 733333", "document": 10**30, "words": "\0"}
    assert "There is a problem" in client.post(address, huge).text
    assert client.get(f"/cy{address}").status_code == 200


def test_whoever_asked_hears_at_once_and_at_the_end(lakes, officer, client):
    one = asked(lakes)
    thanks = Letter.objects.get()
    assert thanks.to == "reader@example.org"
    assert "6 June 2011" in thanks.body
    with pytest.raises(Refused, match="reason"):
        requests.close(one, "send", outcome=" ", by=officer, now=MONDAY)
    requests.begin(one, by=officer, now=MONDAY)
    client.force_login(officer)
    move = reverse("publishing:format_request_move", args=[one.uid, "send"])
    assert "Say what became of it" in client.post(move, {"outcome": ""}).text
    client.post(move, {"outcome": "Two volumes went out by post."})
    stored = FormatRequest.objects.get()
    assert (stored.state, stored.outcome) == ("sent", "Two volumes went out by post.")
    assert "Two volumes" in Letter.objects.latest("pk").body
    page = client.get(reverse("publishing:format_request_detail", args=[one.uid])).text
    assert "Two volumes" in page
    assert "The portal takes this out on" in page
    actions = Change.objects.filter(target=one.uid).values_list("action", flat=True)
    assert {"formatrequest.ask", "formatrequest.begin", "formatrequest.send"} == set(actions)
    with pytest.raises(Refused, match="not possible now"):
        requests.close(stored, "refuse", outcome="No", by=officer, now=MONDAY)


def test_welsh_is_answered_below_the_welsh_address(lakes):
    one = asked(lakes, wanted="welsh")
    assert f"/cy/lakes/ask-for-a-format/{one.uid}/" in Letter.objects.get().body


def test_format_request_promise_takes_another_day_with_a_reason(client, lakes, officer):
    one = asked(lakes, now=timezone.now())
    client.force_login(officer)
    address = reverse("publishing:format_request_promise", args=[one.uid])
    later = one.promised_on + 7 * DAY
    page = client.post(address, {"promised_on": later, "reason": "", "base_version": 1}).text
    assert "Say why the day changes" in page
    past = timezone.localdate() - DAY
    wrong = {"promised_on": past, "reason": "x", "base_version": 1}
    assert "not over yet" in client.post(address, wrong).text
    good = {"promised_on": later, "reason": "The printer is away.", "base_version": 1}
    assert client.post(address, good).status_code == 302
    assert FormatRequest.objects.get().promised_on == later
    assert Change.objects.get(action="formatrequest.promise").reason == "The printer is away."
    again = good | {"promised_on": later + DAY}
    assert client.post(address, again).status_code == 409


def test_format_request_list_shows_late_ones_first_and_only_to_officers(client, lakes, officer):
    late = asked(lakes, now=timezone.now() - 30 * DAY, wanted="audio")
    asked(lakes, now=timezone.now())
    client.force_login(officer)
    page = client.get(reverse("publishing:format_request_list", args=["lakes"])).text
    assert page.index("Audio") < page.index("Braille on paper")
    assert "days late" in page
    for person, status in (
        (factories.user("executive", lakes), 403),
        (factories.user("officer", factories.partnership("shire")), 404),
    ):
        client.force_login(person)
        address = reverse("publishing:format_request_detail", args=[late.uid])
        assert client.get(address).status_code == status


def test_officers_are_reminded_two_working_days_before_and_on_the_day_once_each(lakes, officer):
    one = asked(lakes, phone="01539 733333", email="")
    at = datetime.datetime.combine(one.promised_on, datetime.time(9), tzinfo=datetime.UTC)
    requests.remind_due(at.replace(hour=3) - 4 * DAY)
    assert not Letter.objects.exists(), "nobody is reminded at night"
    counts = []
    for days in (-5, -4, -4, -3, 0, 0, 1):
        requests.remind_due(at + days * DAY)
        counts.append(Letter.objects.filter(to=officer.email).count())
    assert counts == [0, 1, 1, 1, 2, 2, 2]
    last = Letter.objects.latest("pk")
    assert "today" in last.subject
    assert "01539" not in last.body
    requests.close(one, "send", outcome="Sent.", by=officer, now=at)
    requests.remind_due(at)
    assert Letter.objects.count() == 2


def _keep_the_schedule(now):
    retention.run(REQUESTS, now=now, goes_on=lambda: True)


def test_how_to_reach_people_is_taken_out_90_days_after_the_end_also_of_the_history(lakes, officer):
    one = asked(lakes, name="A Reader", address="1 Lake Road")
    requests.close(one, "refuse", outcome="Nobody can make it.", by=officer, now=MONDAY)
    _keep_the_schedule(MONDAY + 89 * DAY)
    assert FormatRequest.objects.get().email
    _keep_the_schedule(MONDAY + 91 * DAY)
    _keep_the_schedule(MONDAY + 92 * DAY)
    stored = FormatRequest.objects.get()
    assert (stored.name, stored.email, stored.phone, stored.address) == ("", "", "", "")
    assert stored.contact_removed_at == MONDAY + 91 * DAY
    assert stored.outcome == "Nobody can make it."
    assert not stored.history.exclude(email="", name="", address="").exists()
    assert not Letter.objects.filter(to="reader@example.org").exists()
    assert Change.objects.filter(action="formatrequest.forget").count() == 1


def test_an_open_request_is_not_forgotten(lakes):
    asked(lakes)
    _keep_the_schedule(MONDAY + 900 * DAY)
    assert FormatRequest.objects.get().email


def test_start_shows_officers_what_was_promised_and_asks_no_more_for_many(client, lakes):
    client.force_login(factories.user("officer", lakes))
    counts = []
    for _ in range(2):
        for _ in range(3):
            asked(lakes, now=timezone.now(), wanted="audio")
        client.get(reverse("portal:start"))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("portal:start")).text
        counts.append(len(queries))
    assert "Asked for: Audio" in page
    assert counts[0] == counts[1]
    client.force_login(factories.user("executive", lakes))
    assert "Asked for: Audio" not in client.get(reverse("portal:start")).text
