"""On the night: opening and closing, new PINs, the wall without words, sheets to print."""

import datetime
import re

import page
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.documents.board import ROW, blocks, board
from events.documents.sheets import qr, sheets_html
from events.models import CaptureDevice, Event, ResidentType, Table, Workshop
from events.models.contributions import Heading
from events.models.events import Capture
from publishing.children import RenderFailed
from publishing.rendering import render_pdf
from records.models import Change
from tests import factories

WORDS = "My neighbour at number 12 deals drugs"


@pytest.fixture
def of(db):
    return factories.partnership("lakes")


@pytest.fixture
def event(of):
    return factories.event(of, title="Evening", capture="open")


@pytest.fixture
def session(event):
    return factories.workshop(event, state="open", question="What are the challenges?")


@pytest.fixture
def table(event):
    return factories.table(event, number=4)


@pytest.fixture
def officer(client, of):
    client.force_login(factories.user("officer", of))
    return client


def address(name, thing):
    return reverse(f"events:{name}", args=[thing.uid])


def say(session, table=None, heading=Heading.URGENT, **fields):
    return factories.contribution(
        session.event, WORDS, heading, workshop=session, table=table, **fields
    )


# ---- opening and closing


def test_the_tables_open_and_close(officer, event):
    officer.post(address("night_move", event), {"move": "close"})
    assert Event.objects.get(pk=event.pk).capture == Capture.CLOSED
    shown = officer.post(address("night_move", event), {"move": "close"}, follow=True)
    assert "is not possible now" in shown.text
    officer.post(address("night_move", event), {"move": "open"})
    assert Event.objects.get(pk=event.pk).capture == Capture.OPEN


def test_closing_the_event_closes_its_session(officer, event, session):
    officer.post(address("night_move", event), {"move": "close"})
    session.refresh_from_db()
    assert session.state == "closed"
    assert session.closed_at


def test_opening_a_session_closes_the_one_before(officer, event, session):
    second = factories.workshop(event)
    officer.post(address("session_move", second), {"move": "open"})
    states = list(Workshop.objects.order_by("order").values_list("state", flat=True))
    assert states == ["closed", "open"]


def test_a_session_waits_for_the_tables_to_open(officer, of):
    session = factories.workshop(factories.event(of))
    shown = officer.post(address("session_move", session), {"move": "open"}, follow=True)
    assert "Open the tables first." in shown.text


def test_an_unknown_move_is_refused_in_words(officer, event, session):
    for name, thing in (("night_move", event), ("session_move", session)):
        assert "Choose what to do." in officer.post(address(name, thing), follow=True).text


def test_each_table_shows_its_entries_and_who_is_there_now(officer, event, session, table):
    now = timezone.now()
    other, earlier = factories.table(event, number=5), factories.workshop(event)
    say(session, table), say(session, table), say(earlier, table), say(session, other)
    say(session, table, standing="removed")
    for key, minutes in (("a", 1), ("b", 1), ("c", 5)):
        seen = now - datetime.timedelta(minutes=minutes)
        CaptureDevice.objects.create(table=table, key=key, seen_at=seen)
    CaptureDevice.objects.create(table=table, key="never let in")
    rows = officer.get(address("event_night", event)).context["rows"]
    assert [(row["here"], row["all"], row["devices"]) for row in rows] == [(2, 3, 2), (1, 1, 0)]


def test_the_tables_are_asked_for_again_without_the_rest(officer, event, session, table):
    shown = officer.get(address("event_night", event), headers={"HX-Request": "true"}).text
    assert "Table 4" in shown
    assert "<html" not in shown


def test_executives_follow_the_night_without_pins_and_links(client, of, event, session, table):
    client.force_login(factories.user("executive", of))
    shown = client.get(address("event_night", event)).text
    assert "Table 4" in shown
    assert table.token not in shown
    assert table.pin[:3] + " " + table.pin[3:] not in shown


# ---- PINs


def test_a_new_pin_ends_the_old_one_and_is_noted_without_being_told(officer, event, table):
    shown = officer.post(address("table_pin", table), follow=True).text
    fresh = Table.objects.get(pk=table.pk)
    assert fresh.pin != table.pin
    assert fresh.token == table.token
    assert f"{fresh.pin[:3]} {fresh.pin[3:]}" in shown
    assert f"{table.pin[:3]} {table.pin[3:]}" not in shown
    change = Change.objects.get(action="table.pin")
    assert fresh.pin not in f"{change.before}{change.after}{change.reason}{change.target_label}"


# ---- the wall


def test_the_wall_counts_and_says_no_words_and_no_names(officer, event, session, table):
    body = factories.organisation("Wyre Council")
    table.organisations.add(body)
    table.facilitator = "Housing officer"
    table.save()
    for _ in range(3):
        say(session, table)
    say(session, table, heading=None)
    ResidentType.objects.create(workshop=session, name="Lone parent")
    factories.theme(event.partnership, "Drugs at number 12")
    for name in ("event_wall", "event_wall_board"):
        shown = officer.get(address(name, event)).text
        assert "4 entries so far" in shown
        assert "1 not placed yet" in shown
        for secret in ("neighbour", "Wyre", "Housing", table.pin, table.token, "number 12", "Lone"):
            assert secret not in shown


def test_the_board_has_a_block_an_entry_and_rings_the_newest(event, session, table):
    for heading in (Heading.URGENT_ESSENTIAL, Heading.NEITHER, Heading.URGENT_ESSENTIAL):
        say(session, table, heading)
    found = board(event)
    assert [panel.count for panel in found.panels] == [2, 0, 0, 1]
    assert [[block.newest for block in panel.blocks] for panel in found.panels] == [
        [False, True], [], [], [False],
    ]  # fmt: skip
    assert (found.number, found.sessions, found.tables) == (1, 1, [(4, 3)])


def test_the_wall_leaves_out_what_was_removed_or_is_still_arriving(event, session, table):
    say(session, table, standing="removed")
    say(session, table, standing="arriving")
    assert board(event).total == 0


def test_more_than_thirty_blocks_get_lower_and_stay_in_the_panel():
    room = blocks(30, ringed=False)[-1]
    for count in (31, 100, 500):
        drawn = blocks(count, ringed=True)
        assert len({(block.x, block.y) for block in drawn}) == count
        assert drawn[0].height < room.height
        assert drawn[-1].y + drawn[-1].height <= room.y + room.height + 1
        assert len({block.x for block in drawn}) == ROW


def test_a_session_without_headings_shows_its_kinds(event, table):
    session = factories.workshop(
        event, state="open", asks_heading=False, collects=["barrier", "good_practice"]
    )
    say(session, table, heading=None, kind="barrier")
    found = board(event)
    assert [(panel.title, panel.count) for panel in found.panels] == [
        ("Barrier", 1),
        ("Good practice", 0),
    ]
    assert found.unplaced == 0


def test_between_two_sessions_the_wall_shows_the_last_one(event):
    first, second = factories.workshop(event), factories.workshop(event)
    assert board(event).workshop == first
    for minute, session in enumerate((first, second)):
        session.state = "closed"
        session.closed_at = timezone.now() + datetime.timedelta(minutes=minute)
        session.save()
    assert board(event).workshop == second


def test_a_wall_before_any_session_says_so(officer, event):
    assert "No session yet" in officer.get(address("event_wall", event)).text


@pytest.mark.parametrize(("closed", "released"), [(True, False), (False, True)])
def test_themes_wait_for_the_close_and_for_the_officer(officer, event, session, closed, released):
    factories.tag(say(session), factories.theme(event.partnership, "Rural crime"))
    released and officer.post(address("themes_release", event), {"released": "yes"})
    closed and officer.post(address("night_move", event), {"move": "close"})
    assert "Rural crime" not in officer.get(address("event_wall_board", event)).text


def test_released_themes_stand_on_the_wall_after_the_close(officer, event, session):
    theme = factories.theme(event.partnership, "Rural crime")
    factories.theme(event.partnership, "Nobody said it")
    factories.tag(say(session), theme)
    officer.post(address("themes_release", event), {"released": "yes"})
    officer.post(address("night_move", event), {"move": "close"})
    shown = officer.get(address("event_wall_board", event)).text
    assert "Rural crime" in shown
    assert "Nobody said it" not in shown
    assert "neighbour" not in shown
    officer.post(address("themes_release", event), {"released": "no"})
    assert "Rural crime" not in officer.get(address("event_wall_board", event)).text
    actions = Change.objects.filter(action__contains="themes").values_list("action", flat=True)
    assert set(actions) == {"event.release_themes", "event.hide_themes"}


@pytest.mark.parametrize("name", ["event_wall_board", "event_night"])
def test_more_entries_and_tables_need_no_more_queries(officer, event, session, table, name):
    def queries():
        officer.get(address(name, event))
        with CaptureQueriesContext(connection) as captured:
            officer.get(address(name, event))
        return len(captured)

    say(session, table)
    few = queries()
    for number in range(5, 17):
        more = factories.table(event, number=number)
        for heading in Heading:
            say(session, more, heading)
    assert queries() == few


# ---- the sheets


@pytest.mark.once
def test_sheets_are_a_tagged_pdf_with_a_page_for_each_table_and_session(tmp_path, event, table):
    factories.table(event, number=12)
    factories.workshop(event, question="What are the <b>challenges</b>?" * 8)
    second = factories.workshop(event, asks_heading=False, collects=["issue", "action"])
    ResidentType.objects.create(workshop=second, name="Young person")
    factories.workshop(event, form="presentation", title="Figures")
    for large in (False, True):
        pdf = render_pdf(sheets_html(event, large=large))
        assert pdf.pages == 4
        file = tmp_path / "sheets.pdf"
        file.write_bytes(pdf.bytes)
        report = page.validate_pdf(file, profile="ua1")
        assert [(fault.rule_id, fault.message) for fault in report.failures] == []


def test_a_sheet_carries_link_pin_question_and_the_form(settings, event, session, table):
    settings.SITE_URL = "https://portal.example"
    html = sheets_html(event, large=False)
    assert f"portal.example/capture/{table.token}" in html
    assert f"{table.pin[:3]} {table.pin[3:]}" in html
    assert "What are the challenges?" in html
    assert [words for words in Heading.labels if words.replace("&", "&amp;") not in html] == []
    assert "Our table’s top priority" in html
    assert "Session 1 of 1" in html


def test_a_session_that_asks_for_less_has_a_shorter_form(event, table):
    factories.workshop(event, asks_heading=False, asks_top_priority=False, asks_level=False)
    html = sheets_html(event, large=False)
    assert "Urgent but not Essential" not in html
    assert "top priority" not in html
    assert "neighbourhood" not in html


def test_the_pin_is_not_in_the_square(table):
    """Level Q, a quiet zone of four modules, and nothing in it but the link."""
    drawing = qr("https://portal.example/capture/abcdefgh/", table)
    before, table.pin = drawing, "999999"
    assert qr("https://portal.example/capture/abcdefgh/", table) == before
    size = int(re.search(r'viewBox="0 0 (\d+) \1"', drawing).group(1))
    assert (size - 8 - 17) % 4 == 0, "a QR code has 17 + 4n modules inside its quiet zone"


def test_sheets_come_as_a_file_that_nobody_keeps(monkeypatch, officer, event, session, table):
    made = type("Pdf", (), {"bytes": b"%PDF-1.7"})
    monkeypatch.setattr("events.views.night.render_pdf", lambda html: made)
    answer = officer.get(address("table_sheets", event))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"


def test_sheets_that_cannot_be_made_say_why(monkeypatch, officer, event, session, table):
    def fail(html):
        raise RenderFailed("It took too long.")

    monkeypatch.setattr("events.views.night.render_pdf", fail)
    assert "It took too long." in officer.get(address("table_sheets", event), follow=True).text


def test_sheets_need_tables_and_a_session(officer, event):
    shown = officer.get(address("table_sheets", event), follow=True).text
    assert "There are no tables yet." in shown
    factories.table(event)
    shown = officer.get(address("table_sheets", event), follow=True).text
    assert "There is no workshop session yet." in shown
