"""The meeting in a real Chromium: taps and texts are kept, also while the line is down."""

import pytest
from playwright.sync_api import expect

from tests.test_pages import faults

MADE = """
import datetime
from django.utils import timezone
from events.models import AgendaItem, Meeting
from partnership.models import GroupMember, Partnership
of = Partnership.objects.get(slug="south-lakeland")
group = of.groups.create(name="Task group of a test", kind="task_and_finish")
for one in of.memberships.order_by("organisation__name")[:3]:
    GroupMember.objects.create(group=group, organisation=one.organisation)
meeting = Meeting.objects.create(
    partnership=of, title="Task group", slug="task-group-of-a-test",
    held_on=timezone.localdate(), starts_at=datetime.time(10),
)
meeting.groups.add(group)
for order, title in enumerate(["Welcome", "Volunteers"], start=1):
    AgendaItem.objects.create(meeting=meeting, order=order, title=title, minutes=5)
print(f"/workspace/meetings/{meeting.uid}/")
"""


@pytest.fixture(scope="module")
def address(site):
    return site.manage("shell", "-v", "0", "-c", MADE).strip().splitlines()[-1]


@pytest.fixture
def meeting(page, site, address):
    site.sign_in(page, "officer@south-lakeland.example")
    page.goto(address)
    return page


def test_taps_and_texts_are_kept_with_the_line_down(meeting):
    page = meeting
    bodies, saved = page.locator(".live-body"), page.locator("[data-saved-words]")
    counts = page.locator("[data-part=counts]")
    bodies.nth(0).get_by_role("button", name="Present").click()
    expect(counts).to_contain_text("1 present, 0 apologies, 0 substitutes, 2 to record")
    expect(page.locator("[data-part=state]")).to_contain_text("Notes being written")
    page.get_by_role("button", name="speak of item 2 now").click()
    here = page.locator(".live-item.is-here")
    expect(here).to_contain_text("2. Volunteers")

    page.context.set_offline(True)
    bodies.nth(1).get_by_role("button", name="Apologies").click()
    here.get_by_label("Decision, in one sentence").fill("Insure the volunteers")
    here.get_by_role("button", name="Record decision").click()
    here.get_by_label("Notes").fill("A long talk")
    expect(saved).to_have_text("Waiting (3)")
    expect(page.locator("[data-unsent-list]")).to_contain_text("Insure the volunteers")
    pressed = bodies.nth(1).get_by_role("button", name="Apologies")
    expect(pressed).to_have_attribute("aria-pressed", "true")

    page.context.set_offline(False)
    expect(saved).to_contain_text("Saved ")
    expect(counts).to_contain_text("1 apologies, 0 substitutes, 1 to record")
    page.reload()
    expect(here).to_contain_text("Insure the volunteers")
    expect(here.get_by_label("Notes")).to_have_value("A long talk")
    expect(page.locator(".live-decisions li")).to_have_count(1)
    pressed.click()  # once more clears
    expect(counts).to_contain_text("0 apologies, 0 substitutes, 2 to record")


def test_two_texts_of_one_item_are_both_on_the_page(meeting, address):
    page = meeting
    page.get_by_role("button", name="speak of item 1 now").click()
    here = page.locator(".live-item.is-here")
    expect(here).to_contain_text("1. Welcome")
    other = page.context.new_page()
    other.goto(address)
    other.locator(".is-here").get_by_label("Notes").fill("Theirs")
    expect(other.locator("[data-saved-words]")).to_contain_text("Saved ")
    here.get_by_label("Notes").fill("Mine")
    expect(here.locator("[data-theirs]")).to_contain_text("Theirs")
    expect(here.get_by_label("Notes")).to_have_value("Mine")
    here.get_by_label("Notes").fill("Theirs and mine")
    here.get_by_role("button", name="Save notes").click()
    expect(page.locator("[data-saved-words]")).to_contain_text("Saved ")
    page.reload()
    expect(here.get_by_label("Notes")).to_have_value("Theirs and mine")


def test_the_pages_of_a_meeting_are_readable_for_everybody(meeting, address):
    pages = [address, f"{address}notes/", f"{address}notes/send/", f"{address}attendance/add/"]
    pages += [f"{address}actions/add/", "/workspace/south-lakeland/meeting-actions/"]
    assert [fault for one in pages for fault in faults(meeting, one)] == []
