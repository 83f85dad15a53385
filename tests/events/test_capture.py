"""At the table: the PIN, what a table writes, and that nothing is lost, doubled or overheard."""

import datetime
import json
import subprocess
import sys
import uuid

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import CaptureDevice, Contribution, ResidentType
from tests import factories
from tests.servers import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    event = factories.event(factories.partnership(), capture="open", venue="Town Hall")
    factories.workshop(event, state="open")
    return factories.table(event, pin="407296", number=4)


@pytest.fixture
def workshop(table):
    return table.event.workshops.get()


def address(table, name="page"):
    return reverse(f"events:capture_{name}", args=[table.token])


def knock(client, table, pin="407 296"):
    return client.post(address(table), {"pin": pin})


@pytest.fixture
def scribe(client, table):
    """A browser at the table that has typed the PIN."""
    assert knock(client, table).status_code == 302
    return client


def send(client, table, uid=None, base=0, **values):
    workshop = values.pop("workshop", None) or table.event.workshops.get(order=1).uid
    if "star" in values:
        values = {"top_priority": values["star"]}
    sent = {"uid": str(uid or uuid.uuid4()), "workshop": str(workshop)}
    return client.post(
        address(table, "entries"),
        json.dumps(sent | {"base_version": base, "values": values}),
        content_type="application/json",
    )


def entry_of(answer):
    return Contribution.objects.get(uid=answer.json()["entry"]["uid"])


def state(client, table):
    return client.get(address(table, "state")).json()


# ---- the PIN


def test_the_pin_opens_the_page(client, table):
    asked = client.get(address(table))
    assert "Enter your table PIN" in asked.content.decode()
    assert "407296" not in asked.content.decode()
    knock(client, table)
    page = client.get(address(table)).content.decode()
    assert "What are the challenges?" in page
    assert "Add to our list" in page


def test_a_wrong_pin_stays_typed_and_says_what_to_do(client, table):
    answer = knock(client, table, "470 296")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "That PIN does not match table 4." in page
    assert 'value="470 296"' in page
    assert "Ask the organiser for a new PIN" in page


def test_ten_wrong_pins_slow_a_device_down_and_no_other(client, table):
    for _ in range(10):
        assert knock(client, table, "000000").status_code == 422
    refused = knock(client, table)
    assert refused.status_code == 429
    assert "Wait a minute" in refused.content.decode()
    assert knock(Client(), table).status_code == 302


def pass_a_minute():
    for row in CaptureDevice.objects.exclude(wait_until=None):
        row.wait_until -= datetime.timedelta(minutes=1)
        row.save()


def test_after_a_minute_one_more_try(client, table):
    for _ in range(10):
        knock(client, table, "000000")
    pass_a_minute()
    assert knock(client, table, "000000").status_code == 422
    assert knock(client, table).status_code == 429
    pass_a_minute()
    assert knock(client, table).status_code == 302


def test_forgotten_cookies_help_little(table):
    """The address is counted too; somebody who was at the table before does not wait for it."""
    known = Client()
    knock(known, table)
    for _ in range(100):
        assert knock(Client(), table, "000000").status_code == 422
    assert knock(Client(), table).status_code == 429
    table.pin = "111222"
    table.save()
    assert knock(Client(), table, "111222").status_code == 429
    assert knock(known, table, "111222").status_code == 302
    assert CaptureDevice.objects.filter(table=table).count() < 110


def test_the_right_pin_does_not_count(table):
    for _ in range(105):
        assert knock(Client(), table).status_code == 302


TRY = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django
django.setup()
from django.utils import timezone
from events.models import Table
from events.workflow.pins import MustWait, WrongPin, enter_pin
for _ in range(int(sys.argv[2])):
    try:
        enter_pin(Table.objects.get(pk=sys.argv[1]), pin=sys.argv[3], device_key="one",
                  address_key="hall", now=timezone.now())
        print("in")
    except WrongPin:
        print("wrong")
    except MustWait:
        print("wait")
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.once  # its processes share the SQLite file
def test_tries_are_counted_across_processes(table, tmp_path):
    command = [sys.executable, "-c", TRY, str(table.pk)]
    var = tmp_path / "var"
    var.mkdir()
    (var / "portal.sqlite3").symlink_to(settings.DATABASES["default"]["NAME"])
    env = {"PORTAL_VAR": str(var), "PATH": "/usr/bin:/bin"}

    def start(times, pin):
        return subprocess.Popen(
            [*command, str(times), pin], env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )

    both = [start(8, "000000"), start(8, "000000")]
    said = "".join(one.communicate(timeout=60)[0] for one in both).split()
    assert (said.count("wrong"), said.count("wait")) == (10, 6)
    assert start(1, table.pin).communicate(timeout=60)[0].split() == ["wait"]


def test_a_new_pin_ends_the_old_one_at_once(scribe, table):
    assert send(scribe, table, text="Before").status_code == 200
    table.pin = "111222"
    table.save()
    uid = uuid.uuid4()
    assert send(scribe, table, uid, text="Waiting").status_code == 401
    assert scribe.get(address(table, "state")).status_code == 401
    assert "Enter your table PIN" in scribe.get(address(table)).content.decode()
    assert knock(scribe, table).status_code == 422
    knock(scribe, table, "111222")
    assert send(scribe, table, uid, text="Waiting").status_code == 200
    assert Contribution.objects.count() == 2


def test_the_cookie_is_for_this_table_alone(scribe, table):
    other = factories.table(table.event, pin=table.pin)
    [morsel] = [scribe.cookies[name] for name in scribe.cookies if name == "capture"]
    assert morsel["path"] == address(table)
    assert morsel["httponly"]
    assert morsel["samesite"] == "Lax"
    scribe.cookies["capture"]["path"] = "/"
    assert scribe.get(address(other, "state")).status_code == 401


def test_scripts_of_other_sites_cannot_write(table):
    strict = Client(enforce_csrf_checks=True)
    strict.get(address(table))
    form = {"pin": table.pin, "csrfmiddlewaretoken": strict.cookies["csrf"].value}
    assert strict.post(address(table), form).status_code == 302
    assert send(strict, table, text="Forged").status_code == 403


# ---- links


def test_a_wrong_token_is_nowhere(client, table):
    for name in ("page", "state", "tables"):
        assert client.get(reverse(f"events:capture_{name}", args=["zzzzzzzz"])).status_code == 404


def test_not_my_table_lists_numbers_only(client, table):
    other = factories.table(table.event, number=7)
    page = client.get(address(table, "tables")).content.decode()
    assert "Table 7" in page
    assert other.token not in page
    assert other.pin not in page


@pytest.mark.parametrize(
    ("capture", "said"), [("closed", "This event has closed"), ("not_yet", "not open yet")]
)
def test_the_link_of_an_event_that_is_not_open(client, table, capture, said):
    table.event.capture = capture
    table.event.save()
    page = client.get(address(table)).content.decode()
    assert said in page
    assert "PIN</label>" not in page
    assert "Enter your table PIN" not in knock(client, table).content.decode()
    assert client.get(address(table, "state")).status_code == 401


def test_the_service_worker_may_look_after_the_tables(client):
    answer = client.get("/capture/worker.js")
    assert answer.headers["Service-Worker-Allowed"] == "/capture/"
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"


# ---- one entry


def test_the_same_entry_five_times_is_one(scribe, table):
    uid = uuid.uuid4()
    answers = [send(scribe, table, uid, text="Rural crime", heading="urgent") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 5
    entry = Contribution.objects.get()
    assert (entry.text, entry.heading, entry.origin) == ("Rural crime", "urgent", "table")
    assert (entry.table, entry.uid, entry.version) == (table, uid, 1)
    assert entry.history.get().history_user is None


def test_an_entry_sent_again_changes_nothing_that_came_after(scribe, table):
    uid, other = uuid.uuid4(), uuid.uuid4()
    send(scribe, table, uid, text="First", top_priority=True)
    send(scribe, table, uid, 1, text="Second")
    send(scribe, table, other, text="Other", top_priority=True)
    again = send(scribe, table, uid, text="First", top_priority=True)
    assert again.json()["entry"]["text"] == "Second"
    assert Contribution.objects.get(top_priority=True).uid == other


def test_an_officer_at_the_table_is_not_named_in_the_history(scribe, table):
    officer = factories.user("officer", table.event.partnership)
    scribe.force_login(officer)
    send(scribe, table, text="Rural crime")
    assert Contribution.objects.get().history.get().history_user is None


def test_10_000_characters(scribe, table):
    answer = send(scribe, table, text="x" * 10_000)
    assert answer.status_code == 422
    assert "This has 10,000 characters. Keep it to 2,000" in answer.json()["faults"]["text"]
    assert not Contribution.objects.exists()
    assert send(scribe, table, text="😀" * 2000).status_code == 200


ODD = "مرحبا بالعالم 👩‍👩‍👧 \u202eabc\u202c\nżółć"


def test_emoji_and_right_to_left_text_are_kept_as_typed(scribe, table):
    assert entry_of(send(scribe, table, text=ODD)).text == ODD
    assert state(scribe, table)["entries"][0]["text"] == ODD
    assert 'dir="auto"' in scribe.get(address(table)).content.decode()


def test_control_characters_and_broken_letters_are_dropped(scribe, table):
    answer = send(scribe, table, text="a\x00b\x07c\r\nd\ud83de ")
    assert entry_of(answer).text == "abc\nde"


def test_markup_is_text(scribe, table):
    send(scribe, table, text="<script>alert(1)</script>")
    assert "<script>alert" not in scribe.get(address(table)).content.decode()


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"text": "  "}, "text"),
        ({"text": "Words", "kind": "barrier"}, "kind"),
        ({"text": "Words", "heading": "soon"}, "heading"),
        ({"text": "Words", "level": "moon"}, "level"),
        ({"text": "Words", "resident_type": str(uuid.uuid4())}, "resident_type"),
    ],
)
def test_what_the_session_does_not_ask_for_is_refused(scribe, table, values, fault):
    answer = send(scribe, table, **values)
    assert answer.status_code == 422
    assert list(answer.json()["faults"]) == [fault]
    assert not Contribution.objects.exists()


def test_a_session_of_several_kinds_and_residents(scribe, table, workshop):
    workshop.collects, workshop.asks_heading = ["issue", "action"], False
    workshop.save()
    resident = ResidentType.objects.create(workshop=workshop, name="Young person")
    page = scribe.get(address(table)).content.decode()
    assert "Young person" in page
    assert "How urgent" not in page
    assert send(scribe, table, text="Words").json()["faults"] == {"kind": "Choose what it is."}
    answer = send(scribe, table, text="Words", kind="action", resident_type=str(resident.uid))
    assert (entry_of(answer).kind, entry_of(answer).resident_type) == ("action", resident)


@pytest.mark.parametrize(
    "body",
    ["", "no", "[]", "{}", '{"uid": 1}', "[" * 50_000]
    + [
        json.dumps({"uid": str(uuid.uuid4()), "workshop": str(uuid.uuid4())} | rest)
        for rest in (
            {"base_version": "0", "values": {}},
            {"base_version": -1, "values": {}},
            {"base_version": 10**30, "values": {}},
            {"base_version": 0, "values": {"text": 5}},
            {"base_version": 0, "values": {"version": 5}},
        )
    ],
    ids=range(11),  # random words are no names: two workers would not agree on them
)
def test_what_is_no_entry_at_all(scribe, table, body):
    answer = scribe.post(address(table, "entries"), body, content_type="application/json")
    assert answer.status_code == 400


# ---- changes


def test_a_change_and_the_same_change_again(scribe, table):
    uid = uuid.uuid4()
    send(scribe, table, uid, text="First")
    for _ in range(2):
        answer = send(scribe, table, uid, 1, text="Second", heading="urgent")
        assert answer.json()["entry"]["version"] == 2
    assert Contribution.objects.get().text == "Second"


def test_two_devices_change_one_entry(scribe, table):
    uid = uuid.uuid4()
    send(scribe, table, uid, text="First")
    send(scribe, table, uid, 1, text="From the one")
    stale = send(scribe, table, uid, 1, text="From the other")
    assert stale.status_code == 409
    assert stale.json()["entry"]["text"] == "From the one"
    assert stale.json()["entry"]["version"] == 2
    assert Contribution.objects.get().text == "From the one"
    # The answer to the first change was lost: it is not a second wording.
    send(scribe, table, uid, 2, text="Agreed")
    again = send(scribe, table, uid, 1, text="From the one")
    assert again.status_code == 200
    assert Contribution.objects.get().text == "Agreed"


def test_a_star_in_between_is_no_second_wording(scribe, table):
    uid = uuid.uuid4()
    send(scribe, table, uid, text="First")
    send(scribe, table, uid, 1, star=True)
    assert send(scribe, table, uid, 1, text="Second").status_code == 200
    entry = Contribution.objects.get()
    assert (entry.text, entry.top_priority) == ("Second", True)


def test_new_words_for_what_another_device_removed(scribe, table):
    uid = uuid.uuid4()
    send(scribe, table, uid, text="First")
    send(scribe, table, uid, 1, standing="removed")
    stale = send(scribe, table, uid, 1, text="Second")
    assert stale.status_code == 409
    assert stale.json()["entry"]["standing"] == "removed"


def test_removal_and_undo(scribe, table):
    uid = uuid.uuid4()
    send(scribe, table, uid, text="First", top_priority=True)
    for _ in range(2):
        send(scribe, table, uid, 1, standing="removed")
    entry = Contribution.objects.get()
    assert (entry.standing, entry.top_priority, entry.version) == ("removed", False, 2)
    assert not Contribution.objects.kept().exists()
    send(scribe, table, uid, 2, standing="kept", top_priority=True)
    assert Contribution.objects.kept().get().top_priority
    assert send(scribe, table, uid, 3, standing="arriving").status_code == 422


def test_the_top_priority_moves(scribe, table):
    one, two = uuid.uuid4(), uuid.uuid4()
    send(scribe, table, one, text="One", top_priority=True)
    send(scribe, table, two, text="Two")
    assert send(scribe, table, two, 1, star=True).json()["entry"]["top_priority"]
    assert [e.text for e in Contribution.objects.filter(top_priority=True)] == ["Two"]
    send(scribe, table, two, 2, star=False)
    assert not Contribution.objects.filter(top_priority=True).exists()


def test_no_top_priority_where_none_is_asked_for(scribe, table, workshop):
    workshop.asks_top_priority = False
    workshop.save()
    assert send(scribe, table, text="One", top_priority=True).status_code == 422


def test_what_the_organiser_works_with_stays(scribe, table):
    uid = uuid.uuid4()
    entry = entry_of(send(scribe, table, uid, text="Mr Smith of Mill Lane"))
    entry.redactions.create(
        starts_at=0, ends_at=8, reason="names", at=timezone.now(), by=uuid.uuid4(), by_label="O"
    )
    for values in ({"text": "Other"}, {"standing": "removed"}, {"star": True}):
        answer = send(scribe, table, uid, 1, **values)
        assert answer.status_code == 422
        assert "The organiser works with this entry already" in answer.json()["message"]
    assert Contribution.objects.get().text == "Mr Smith of Mill Lane"
    [shown] = state(scribe, table)["entries"]
    assert shown["locked"]
    assert "Smith" not in json.dumps(shown)
    assert "Smith" not in scribe.get(address(table)).content.decode()
    coded = entry_of(send(scribe, table, text="Coded"))
    factories.tag(coded, factories.theme(table.event.partnership))
    assert send(scribe, table, coded.uid, 1, text="Other").status_code == 422


def test_another_tables_entry_is_not_touched(scribe, table, workshop):
    other = factories.table(table.event)
    theirs = factories.contribution(table.event, "Theirs", workshop=workshop, table=other)
    for base in (0, 1):
        answer = send(scribe, table, theirs.uid, base, text="Ours")
        assert answer.status_code == 404
        assert "Theirs" not in answer.content.decode()
    theirs.refresh_from_db()
    assert theirs.text == "Theirs"
    assert state(scribe, table)["entries"] == []
    assert "Theirs" not in scribe.get(address(table)).content.decode()


def test_another_events_session(scribe, table):
    elsewhere = factories.workshop(factories.event(table.event.partnership), state="open")
    assert send(scribe, table, text="Words", workshop=elsewhere.uid).status_code == 404


# ---- the end of a session


def close(thing, minutes, **fields):
    at = timezone.now() - datetime.timedelta(minutes=minutes)
    for name, value in fields.items():
        setattr(thing, name, at if value is None else value)
    thing.save()


@pytest.mark.parametrize("what", ["session", "event"])
def test_what_waited_is_taken_for_15_minutes(scribe, table, workshop, what):
    uid = uuid.uuid4()
    send(scribe, table, uid, text="In time")

    def closed(minutes):
        close(workshop, minutes, state="closed", closed_at=None)
        if what == "event":
            close(table.event, minutes, capture="closed", capture_closed_at=None)

    closed(14)
    assert send(scribe, table, text="It waited").status_code == 200
    closed(16)
    late = send(scribe, table, text="Too late")
    assert late.status_code == 422
    assert "no longer takes entries" in late.json()["message"]
    assert send(scribe, table, uid, text="In time").status_code == 200
    assert send(scribe, table, uid, 1, standing="removed").status_code == 422
    assert Contribution.objects.kept().count() == 2


def test_an_event_that_closes_under_an_open_session(scribe, table, workshop):
    close(table.event, 16, capture="closed", capture_closed_at=None)
    assert send(scribe, table, text="Too late").status_code == 422


def test_a_session_that_has_not_begun(scribe, table):
    later = factories.workshop(table.event)
    answer = send(scribe, table, text="Words", workshop=later.uid)
    assert "not open yet" in answer.json()["message"]


def test_the_square_leads_to_the_event_once_it_is_over_and_public(client, table):
    table.event.capture = "closed"
    table.event.save()
    public = reverse("events:event_page", args=[table.event.partnership.slug, table.event.slug])
    assert public not in client.get(address(table)).text
    table.event.state = "public"
    table.event.save()
    assert public in client.get(address(table)).text


def test_the_closed_session_says_what_arrived_and_what_comes(scribe, table, workshop):
    factories.workshop(table.event)
    send(scribe, table, text="One", top_priority=True)
    send(scribe, table, text="Two")
    close(workshop, 1, state="closed", closed_at=None)
    page = scribe.get(address(table)).content.decode()
    assert "Session 1 has closed" in page
    assert "All 2 entries and your top priority are with the organiser." in page
    assert "The next session appears here by itself" in page
    assert "Where your words go next" in page
    assert "Add to our list" not in page
    assert not state(scribe, table)["session"]["open"]


def test_the_state_names_the_session_and_the_devices(scribe, table, workshop):
    second = factories.workshop(table.event)
    other = Client()
    knock(other, table)
    before = state(other, table)
    assert state(scribe, table)["devices"] == 2
    close(workshop, 1, state="closed", closed_at=None)
    second.state = "open"
    second.save()
    after = state(scribe, table)
    assert after["session"]["number"] == 2
    assert after["mark"] != before["mark"]
    CaptureDevice.objects.filter(seen_at__isnull=False).update(
        seen_at=timezone.now() - datetime.timedelta(minutes=3)
    )
    assert state(scribe, table)["devices"] == 1


def test_the_state_costs_the_same_with_many_entries(
    scribe, table, workshop, django_assert_max_num_queries
):
    for number in range(30):
        factories.contribution(table.event, f"Words {number}", workshop=workshop, table=table)
    state(scribe, table)
    with django_assert_max_num_queries(10):
        assert len(state(scribe, table)["entries"]) == 30
    with django_assert_max_num_queries(12):
        scribe.get(address(table))


# ---- without scripts


def add(client, table, **typed):
    form = {"uid": str(uuid.uuid4()), "workshop": str(table.event.workshops.get().uid)}
    return client.post(address(table, "add"), form | typed, follow=True)


def test_the_form_works_without_scripts(scribe, table):
    uid = str(uuid.uuid4())
    for _ in range(2):
        page = add(scribe, table, uid=uid, text="Rural crime", heading="urgent").content.decode()
        assert "Added, 1 in our list" in page
        assert "Rural crime" in page
    assert Contribution.objects.get().heading == "urgent"


def test_the_form_gives_back_what_it_refuses(scribe, table):
    answer = add(scribe, table, text="x" * 10_000, level="local")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This has 10,000 characters" in page
    assert "x" * 10_000 in page
    assert 'value="local" checked' in page
    assert add(scribe, table, uid="no").status_code == 400
    assert add(scribe, table, workshop=str(uuid.uuid4()), text="Words").status_code == 404


def test_the_form_after_a_new_pin(scribe, table):
    table.pin = "111222"
    table.save()
    answer = add(scribe, table, text="Words")
    assert answer.status_code == 401
    assert "This table has a new PIN" in answer.content.decode()
