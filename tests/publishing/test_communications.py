"""The communication plan: what is told to whom, when and by whom, and what came of it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from publishing.models import Communication
from publishing.workflow import communications
from records.models import Change
from records.moves import Refused
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def officer(lakes, client):
    person = factories.user("officer", lakes)
    client.force_login(person)
    return person


def line(of, days=3, **fields):
    given = {
        "message": "Lock your car",
        "audience": "Drivers",
        "channel": "social",
        "due_on": timezone.localdate() + datetime.timedelta(days=days),
        "who": "Press officer",
    }
    return Communication.objects.create(partnership=of, **given | fields)


def test_communication_add_edit_and_close(client, lakes, officer):
    add = reverse("publishing:communication_add", args=["lakes"])
    assert client.post(add, {"message": ""}).text.count("There is a problem") == 1
    given = {
        "message": "Lock your car",
        "audience": "Drivers",
        "channel": "print",
        "due_on": timezone.localdate(),
        "who": "Press officer",
    }
    assert client.post(add, given).status_code == 302
    kept = Communication.objects.get()
    edit = reverse("publishing:communication_edit", args=[kept.uid])
    client.post(edit, given | {"audience": "Everybody", "base_version": 1})
    assert client.post(edit, given | {"base_version": 1}).status_code == 409
    shown = client.get(reverse("publishing:communication_list", args=["lakes"])).text
    assert "Everybody" in shown
    assert "Today" in shown
    finish = reverse("publishing:communication_move", args=[kept.uid, "finish"])
    assert "Say what came of it" in client.post(finish, {"outcome": ""}).text
    client.post(finish, {"outcome": "200 leaflets"})
    kept.refresh_from_db()
    assert (kept.state, kept.outcome, kept.closed_on) == (
        "done",
        "200 leaflets",
        timezone.localdate(),
    )
    closed = client.get(reverse("publishing:communication_list", args=["lakes"]) + "?show=closed")
    assert "200 leaflets" in closed.text
    client.post(reverse("publishing:communication_move", args=[kept.uid, "reopen"]))
    kept.refresh_from_db()
    assert (kept.state, kept.closed_on) == ("planned", None)
    assert Change.objects.filter(target=kept.uid).count() == 4


def test_what_should_be_over_says_so_in_words_and_many_lines_ask_no_more(client, lakes, officer):
    line(lakes, days=-2)
    address = reverse("publishing:communication_list", args=["lakes"])
    with CaptureQueriesContext(connection) as few:
        page = client.get(address).text
    assert "2 days late" in page
    for _ in range(5):
        line(lakes, organisation=factories.organisation())
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_only_officers_close_lines(lakes):
    lead = factories.user("lead", lakes)
    with pytest.raises(Refused, match="may not"):
        communications.close_communication(
            line(lakes), "finish", outcome="x", by=lead, now=timezone.now()
        )


def test_communication_csv_runs_no_formulas(client, lakes, officer):
    line(lakes, message="=1+1", example=True)
    line(factories.partnership("shire"), message="Not ours")
    answer = client.get(reverse("publishing:communication_csv", args=["lakes"]))
    text = answer.content.decode("utf-8-sig")
    assert "'=1+1" in text
    assert "Example" in text
    assert "Not ours" not in text
    assert "lakes-communication-plan.csv" in answer.headers["Content-Disposition"]
