"""The scribe's page in a real Chromium against the running portal, the network cut and restored."""

import contextlib
import http.client
import http.cookies
import json
import sqlite3
import threading
import time
import uuid
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, expect

from tests.servers import wait_until
from tests.test_pages import WIDTHS, violations

MADE = """
import json
from events.models import Event, Table, Workshop
from partnership.models import Partnership
number = Event.objects.count()
event = Event.objects.create(
    partnership=Partnership.objects.first(), title="Evening", slug=f"evening-{number}",
    capture="open", example=True)
asks = {"asks_heading": True, "asks_level": True, "asks_top_priority": True}
for order, state in ((1, "open"), (2, "waiting")):
    Workshop.objects.create(
        event=event, order=order, question=f"Question {order}?", state=state, **asks)
tables = [Table.objects.create(event=event, number=n) for n in range(1, 13)]
print(json.dumps([event.pk, [[table.token, table.pin] for table in tables]]))
"""


class Evening:
    """An event of the running site with twelve tables, its first session open."""

    def __init__(self, site):
        self.site = site
        self.event, self.tables = json.loads(self.shell(MADE).splitlines()[-1])
        self.token, self.pin = self.tables[0]
        self.address = f"{site.url}/capture/{self.token}/"

    def shell(self, code):
        return self.site.manage("shell", "-v0", "-c", code)

    def change(self, code):
        """Change the first and second session, the event or the first table."""
        found = (
            "import datetime\nfrom django.utils import timezone\nfrom events.models import Event\n"
            f"event = Event.objects.get(pk={self.event})\n"
            "first, second = event.workshops.all()\ntable = event.tables.first()\n"
            "ago = lambda minutes: timezone.now() - datetime.timedelta(minutes=minutes)\n"
        )
        saved = "\nfor one in (event, first, second, table): one.save()"
        self.shell(f"{found}{code}{saved}")

    def rows(self, what="text"):
        """One column of this event's contributions as they stand in the database."""
        with sqlite3.connect(f"{self.site.var}/portal.sqlite3", timeout=20) as database:
            wanted = f"select {what} from events_contribution where event_id = ? order by id"
            return [row[0] for row in database.execute(wanted, [self.event])]

    def join(self, page, pin=None):
        page.goto(self.address)
        page.get_by_label("Enter your table PIN").fill(pin or self.pin)
        page.get_by_role("button", name="Start").click()
        ready(page)


def ready(page):
    page.wait_for_selector("#capture[data-ready=yes]")


def add(page, text):
    page.get_by_label("One challenge").fill(text)
    page.get_by_role("button", name="Add to our list").click()
    expect(page.get_by_label("One challenge")).to_have_value("")


def tab(page, name):
    page.get_by_role("navigation").get_by_role("link", name=name).click()


def kept(page):
    """The addresses that this browser can open without a network."""
    asked = "caches.open('capture').then(cache => cache.keys())"
    return set(page.evaluate(f"{asked}.then(all => all.map(one => new URL(one.url).pathname))"))


def saved(page, words):
    expect(page.locator("[data-saved]")).to_contain_text(words)


@pytest.fixture
def evening(site):
    return Evening(site)


@pytest.fixture
def scribe(page, evening):
    """A phone at table 1."""
    page.set_viewport_size({"width": 390, "height": 840})
    evening.join(page)
    return page


# ---- the measure: 500 contributions of 12 tables, none lost, none twice

THREADS, EACH, TYPED = 11, 42, 38


class Client(threading.Thread):
    """A device at a table that sends its entries in order, whatever the network does."""

    def __init__(self, evening, number, cut):
        super().__init__(daemon=True)
        self.token, self.pin = evening.tables[number]
        self.host = urlsplit(evening.site.url).netloc
        self.entries = [(str(uuid.uuid4()), f"table {number} thought {n}") for n in range(EACH)]
        self.cut, self.cookies, self.sent, self.error = cut, http.cookies.SimpleCookie(), 0, None

    def run(self):
        try:
            self.ask("GET", "")
            form = f"pin={self.pin}&csrfmiddlewaretoken={self.cookies['csrf'].value}"
            self.ask("POST", "", form, "application/x-www-form-urlencoded")
            session = json.loads(self.ask("GET", "state/")[1])["session"]["uid"]
            for number, (uid, text) in enumerate(self.entries):
                self.send(number, {"uid": uid, "workshop": session, "values": {"text": text}})
        except Exception as error:
            self.error = error

    def send(self, number, entry):
        body = json.dumps(entry | {"base_version": 0})
        if number % 5 == 0:  # it arrives, and the answer does not
            self.ask("POST", "entries/", body, "application/json", answer=False)
        while True:
            if self.cut.is_set():
                self.ask("POST", "entries/", body, "application/json", answer=False)
                time.sleep(0.2)
                continue
            if self.ask("POST", "entries/", body, "application/json")[0] == 200:
                self.sent += 1
                return

    def ask(self, method, path, body=None, kind=None, *, answer=True):
        connection = http.client.HTTPConnection(self.host, timeout=60)
        cookie = "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())
        headers = {"Cookie": cookie} | ({"Content-Type": kind} if kind else {})
        if "csrf" in self.cookies:
            headers["X-CSRFToken"] = self.cookies["csrf"].value
        connection.request(method, f"/capture/{self.token}/{path}", body, headers)
        if not answer:
            connection.close()
            return None
        got = connection.getresponse()
        for name, value in got.getheaders():
            if name.lower() == "set-cookie":
                self.cookies.load(value)
        read = got.status, got.read()
        connection.close()
        return read


def test_500_contributions_of_12_tables_with_the_network_cut(scribe, evening):
    cut = threading.Event()
    clients = [Client(evening, number, cut) for number in range(1, 1 + THREADS)]
    for client in clients:
        client.start()
    typed = [f"table 0 thought {number}" for number in range(TYPED)]
    for text in typed[:12]:
        add(scribe, text)
    cut.set()
    scribe.context.set_offline(True)
    for text in typed[12:26]:
        add(scribe, text)
    saved(scribe, "No connection: waiting")
    cut.clear()
    scribe.context.set_offline(False)
    for text in typed[26:]:
        add(scribe, text)
    for client in clients:
        client.join(300)
    assert [client.error for client in clients if client.error] == []
    assert [client.sent for client in clients] == [EACH] * THREADS
    expect(scribe.locator("[data-saved]")).to_contain_text("All sent", timeout=60_000)
    sent = [text for client in clients for _, text in client.entries]
    assert len(sent + typed) == 500
    assert sorted(evening.rows()) == sorted(sent + typed)
    assert [text for text in evening.rows() if text.startswith("table 0 ")] == typed


# ---- one phone


def test_added_and_said(scribe, evening):
    add(scribe, "مرحبا 👩‍👩‍👧 first")
    scribe.get_by_label("One challenge").fill("Second")
    scribe.get_by_role("radio", name="Urgent & Essential").check()
    scribe.get_by_role("button", name="Add to our list").click()
    expect(scribe.get_by_text("Added, 2 in our list")).to_be_visible()
    expect(scribe.get_by_label("One challenge")).to_be_focused()
    expect(scribe.get_by_role("radio", name="Urgent & Essential")).not_to_be_checked()
    saved(scribe, "All sent")
    assert evening.rows() == ["مرحبا 👩‍👩‍👧 first", "Second"]
    assert evening.rows("urgent") == [None, 1]


def test_too_long_is_said_at_the_box_and_kept_in_it(scribe, evening):
    box = scribe.get_by_label("One challenge")
    box.fill("x" * 10_000)
    scribe.get_by_role("button", name="Add to our list").click()
    expect(scribe.locator("#text-error")).to_contain_text("This has 10,000 characters")
    expect(box).to_be_focused()
    expect(box).to_have_value("x" * 10_000)
    assert violations(scribe) == []
    assert evening.rows() == []


def test_without_a_network_the_page_opens_again_and_sends_later(scribe, evening):
    add(scribe, "Before")
    saved(scribe, "All sent")
    wait_until(lambda: urlsplit(scribe.url).path in kept(scribe), seconds=10, what="it is kept")
    assert {"/static/built/capture.js", "/static/built/portal.css"} <= kept(scribe)
    scribe.wait_for_function("navigator.serviceWorker.controller")
    scribe.context.set_offline(True)
    add(scribe, "In between")
    scribe.reload()
    ready(scribe)
    saved(scribe, "No connection: waiting (1)")
    tab(scribe, "Our list (2)")
    expect(scribe.get_by_text("Your entry is safe on this phone")).to_be_visible()
    expect(scribe.get_by_text("Waiting", exact=True)).to_be_visible()
    assert violations(scribe) == []
    scribe.context.set_offline(False)
    saved(scribe, "All sent")
    assert evening.rows() == ["Before", "In between"]


def test_where_no_service_worker_runs_the_open_page_still_queues(chromium, evening):
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    page.add_init_script("delete crypto.randomUUID; delete Crypto.prototype.randomUUID")
    evening.join(page)
    context.set_offline(True)
    add(page, "One")
    add(page, "Two")
    saved(page, "waiting (2)")
    context.set_offline(False)
    saved(page, "All sent")
    assert evening.rows() == ["One", "Two"]
    context.close()


def test_a_lost_answer_is_no_second_entry(scribe, evening):
    """The server has it, the phone does not know: it sends again."""

    lost = []

    def lose(route):
        lost.append(route.fetch().status)
        with contextlib.suppress(Error):  # a phone that waited too long has given up by itself
            route.abort()

    scribe.route("**/entries/", lose, times=1)
    add(scribe, "Once")
    saved(scribe, "All sent")
    assert lost == [200]
    assert evening.rows() == ["Once"]


def test_half_a_thought_survives_a_closed_browser(scribe, evening):
    scribe.get_by_label("One challenge").fill("Half a th")
    scribe.get_by_role("radio", name="Not Urgent but Essential").check()
    again = scribe.context.new_page()
    scribe.close()
    again.goto(evening.address)
    ready(again)
    expect(again.get_by_label("One challenge")).to_have_value("Half a th")
    expect(again.get_by_role("radio", name="Not Urgent but Essential")).to_be_checked()


def test_change_remove_and_undo(scribe, evening):
    add(scribe, "Frist")
    scribe.get_by_label("One challenge").fill("Half a th")
    tab(scribe, "Our list")
    scribe.get_by_role("button", name="Change").click()
    scribe.get_by_label("Change this entry").fill("First")
    scribe.get_by_role("button", name="Save the change").click()
    expect(scribe.get_by_text("First", exact=True).first).to_be_visible()
    saved(scribe, "All sent")
    assert evening.rows() == ["First"]
    scribe.get_by_role("button", name="Change").click()
    scribe.get_by_role("button", name="Remove").click()
    expect(scribe.get_by_text("Our list (0)").first).to_be_visible()
    wait_until(lambda: evening.rows("standing") == ["removed"], seconds=10, what="it is removed")
    scribe.get_by_role("button", name="Undo", exact=True).click()
    wait_until(lambda: evening.rows("standing") == ["kept"], seconds=10, what="it is back")
    tab(scribe, "Add")
    expect(scribe.get_by_label("One challenge")).to_have_value("Half a th")


def test_the_star_moves_and_back(scribe, evening):
    for text in ("One", "Two"):
        add(scribe, text)
    tab(scribe, "Top priority")
    scribe.get_by_role("radio", name="One").check()
    expect(scribe.get_by_text("This is our top priority")).to_be_visible()
    scribe.get_by_role("radio", name="Two").check()
    expect(scribe.get_by_text("Moved", exact=True)).to_be_visible()
    wait_until(lambda: evening.rows("top_priority") == [0, 1], seconds=10, what="it moved")
    scribe.get_by_role("button", name="Undo").click()
    wait_until(lambda: evening.rows("top_priority") == [1, 0], seconds=10, what="it is back")


def second_phone(scribe, evening):
    page = scribe.context.browser.new_context(viewport=scribe.viewport_size).new_page()
    evening.join(page)
    return page


def try_now(page):
    page.evaluate("dispatchEvent(new Event('focus'))")


def test_two_wordings_are_both_kept(scribe, evening):
    add(scribe, "First")
    saved(scribe, "All sent")
    other = second_phone(scribe, evening)
    scribe.context.set_offline(True)
    for page, words in ((scribe, "Mine"), (other, "Theirs")):
        tab(page, "Our list")
        page.get_by_role("button", name="Change").click()
        page.get_by_label("Change this entry").fill(words)
        page.get_by_role("button", name="Save the change").click()
    saved(other, "All sent")
    wait_until(lambda: evening.rows() == ["Theirs"], seconds=10, what="the other's words")
    scribe.context.set_offline(False)
    saved(scribe, "Two wordings (1)")
    assert evening.rows() == ["Theirs"]
    scribe.get_by_role("button", name="see both and choose").click()
    expect(scribe.get_by_text("Mine", exact=True)).to_be_visible()
    assert violations(scribe) == []
    scribe.get_by_role("button", name="Keep both").click()
    saved(scribe, "All sent")
    assert evening.rows() == ["Theirs", "Mine"]
    other.context.close()


def test_the_next_session_waits_for_half_a_thought(scribe, evening):
    scribe.get_by_label("One challenge").fill("Half a th")
    evening.change(
        "first.state, first.closed_at = 'closed', ago(0)\nfirst.save()\nsecond.state = 'open'"
    )
    try_now(scribe)
    expect(scribe.get_by_text("Session 2 has started. Finish this first")).to_be_visible()
    expect(scribe.get_by_text("Question 1?")).to_be_visible()
    add(scribe, "Half a thought")
    expect(scribe.get_by_text("Question 2?")).to_be_visible()
    saved(scribe, "All sent")
    assert evening.rows() == ["Half a thought"]


def test_a_closed_session_refuses_late_and_keeps_the_words(scribe, evening):
    add(scribe, "In time")
    saved(scribe, "All sent")
    scribe.context.set_offline(True)
    add(scribe, "Too late")
    evening.change("first.state, first.closed_at = 'closed', ago(16)")
    scribe.context.set_offline(False)
    saved(scribe, "Not accepted (1)")
    expect(scribe.get_by_role("heading", name="Session 1 has closed")).to_be_visible()
    expect(scribe.get_by_text("1 of your 2 entries is with the organiser.")).to_be_visible()
    assert violations(scribe) == []
    tab(scribe, "Our list")
    expect(scribe.get_by_text("Not accepted: ask the organiser", exact=True)).to_be_visible()
    scribe.get_by_role("button", name="Copy").click()
    expect(scribe.get_by_text("Copied")).to_be_visible()
    scribe.reload()
    ready(scribe)
    saved(scribe, "Not accepted (1)")
    assert evening.rows() == ["In time"]


def test_what_waits_survives_a_new_pin(scribe, evening):
    scribe.context.set_offline(True)
    add(scribe, "It waited")
    evening.change("table.pin = '111222'")
    scribe.context.set_offline(False)
    saved(scribe, "New PIN: waiting (1)")
    assert evening.rows() == []
    scribe.get_by_role("link", name="Type the new PIN").click()
    scribe.get_by_label("Enter your table PIN").fill("111 222")
    scribe.get_by_role("button", name="Start").click()
    saved(scribe, "All sent")
    assert evening.rows() == ["It waited"]


# ---- what everybody can use


def test_every_screen_at_both_widths(page, evening):
    found = []

    def look(what):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{what} scrolls sideways at {width}")
            found.extend(f"{what} at {width}: {one}" for one in violations(page))
        page.set_viewport_size({"width": 320, "height": 800})

    page.goto(evening.address)
    look("PIN")
    page.get_by_label("Enter your table PIN").fill("000000")
    page.get_by_role("button", name="Start").click()
    look("wrong PIN")
    page.get_by_role("link", name="This is not my table").click()
    look("tables")
    evening.join(page)
    for text in ("Wordwithoutanend" * 9, "Second", "Third"):
        add(page, text)
    look("add")
    tab(page, "Our list")
    look("list")
    tab(page, "Top priority")
    page.get_by_role("radio", name="Second").check()
    saved(page, "All sent")
    look("top priority")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button", name="Show as a board").click()
    look("board")
    evening.change("event.capture, event.capture_closed_at = 'closed', ago(0)")
    try_now(page)
    expect(page.get_by_role("heading", name="This event has closed")).to_be_visible()
    look("closed")
    page.context.clear_cookies()
    page.goto(evening.address)
    look("shut")
    assert found == []


def test_by_keyboard_alone(scribe, evening):
    scribe.get_by_label("One challenge").focus()
    scribe.keyboard.type("Typed")
    scribe.keyboard.press("Tab")
    scribe.keyboard.press("Space")
    scribe.keyboard.press("Tab")
    scribe.keyboard.press("ArrowRight")
    scribe.keyboard.press("Tab")
    expect(scribe.get_by_role("button", name="Add to our list")).to_be_focused()
    scribe.keyboard.press("Enter")
    saved(scribe, "All sent")
    assert evening.rows() == ["Typed"]
    assert evening.rows("essential") == [1]
    assert evening.rows("level") == ["division"]


def test_without_scripts(chromium, evening):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(evening.address)
    page.get_by_label("Enter your table PIN").fill(evening.pin)
    page.get_by_role("button", name="Start").click()
    page.get_by_label("One challenge").fill("Plain")
    page.get_by_role("button", name="Add to our list").click()
    expect(page.get_by_text("Added, 1 in our list")).to_be_visible()
    assert evening.rows() == ["Plain"]
    context.close()
