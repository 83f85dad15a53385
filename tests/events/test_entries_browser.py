"""Typing in sheets and importing a file in a real Chromium, with the worker that does the work."""

import csv
import json

import pytest
from playwright.sync_api import expect

from tests.test_pages import WIDTHS, violations
from tests.test_story import OFFICER

MADE = """
import json
from events.models import Event, Table, Workshop
from partnership.models import Partnership
event = Event.objects.create(
    partnership=Partnership.objects.get(slug="south-lakeland"), title="Evening",
    slug=f"sheets-{Event.objects.count()}", example=True)
workshop = Workshop.objects.create(
    event=event, question="What are the challenges?", asks_heading=True, asks_level=True,
    asks_top_priority=True)
table = Table.objects.create(event=event, number=1)
print(json.dumps([str(event.uid), str(workshop.uid)]))
"""


@pytest.fixture
def evening(page, site):
    """The address of an event's contributions, the officer signed in, and its only session."""
    event, session = json.loads(site.manage("shell", "-v0", "-c", MADE).splitlines()[-1])
    site.sign_in(page, OFFICER)
    return f"/workspace/events/{event}/contributions/", session


def faults(page):
    """What is wrong with the page that is open, at both widths."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield f"scrolls sideways at {width}"
        yield from violations(page)


def test_sheet_is_typed_in_with_the_keyboard_alone(page, evening):
    address, session = evening
    page.goto(f"{address}add/?session={session}&table=1")
    keys = page.keyboard
    for words, heading in (("Taxi ranks by night", "2"), ("24 hours a day", "4")):
        expect(page.get_by_label("Words", exact=True)).to_be_focused()
        keys.type(words)
        keys.press("Tab")
        keys.press(heading)
        keys.press("Tab")
        keys.press("1")
        with page.expect_navigation():
            keys.press("Enter")
    with page.expect_navigation():
        keys.type("Words alone")
        keys.press("Enter")
    rows = page.locator(".typing__last li .entry")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("Not placed")
    expect(rows.nth(1)).to_contain_text("24 hours a day")
    expect(rows.nth(1)).to_contain_text("Not Urgent or Essential")
    expect(rows.nth(2)).to_contain_text("Urgent but not Essential")
    expect(rows.nth(2)).to_contain_text("Local or neighbourhood")
    assert list(faults(page)) == []
    page.goto(address)
    assert list(faults(page)) == []


def test_sheet_is_typed_in_without_script(chromium, site, page, evening):
    address, session = evening
    state = page.context.storage_state()
    context = chromium.new_context(
        base_url=site.url, java_script_enabled=False, storage_state=state
    )
    plain = context.new_page()
    plain.goto(f"{address}add/?session={session}&table=1")
    plain.get_by_label("Words", exact=True).fill("Taxi ranks by night")
    plain.get_by_role("radio", name="Urgent & Essential").check(force=True)
    plain.get_by_role("button", name="Save, next row").click()
    expect(plain.locator(".typing__last .entry")).to_contain_text("Urgent & Essential")
    context.close()


def test_file_is_read_and_imported_while_the_page_looks_on(page, evening, tmp_path):
    address, _ = evening
    file = tmp_path / "words.csv"

    def upload(*rows):
        with file.open("w", newline="") as written:
            csv.writer(written).writerows([["session", "table", "text", "heading"], *rows])
        page.goto(f"{address}import/")
        page.get_by_label("CSV file or Excel workbook").set_input_files(file)
        page.get_by_role("button", name="Upload and check").click()

    upload([1, 1, "Taxi ranks", "soon"])
    expect(page.get_by_role("heading", name="1 fault in 1 row")).to_be_visible()
    expect(page.get_by_role("row", name="2 D, heading soon")).to_be_visible()
    assert list(faults(page)) == []
    upload(*[[1, 1, f"Taxi rank {n}", "urgent + essential"] for n in range(1200)])
    page.get_by_role("button", name="Import 1,200 contributions").click()
    expect(page.get_by_role("heading", name="1,200 contributions imported")).to_be_visible(
        timeout=60_000
    )
    assert list(faults(page)) == []
    page.get_by_role("link", name="See the contributions").click()
    page.get_by_role("link", name="Count all of them").click()
    expect(page.get_by_role("heading", name="1,200 contributions")).to_be_visible()
