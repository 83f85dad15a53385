"""Writing in a real browser: kept while the network is gone, saved when it is back."""

import json

import pytest
from playwright.sync_api import expect

from tests.servers import wait_until
from tests.test_pages import faults
from tests.test_story import OFFICER

MADE = """
import datetime, json
from partnership.models import Partnership
from plans.models import Block, Plan, Section
of = Partnership.objects.get(slug="south-lakeland")
count = Plan.objects.count()
plan = Plan.objects.create(partnership=of, title="Writing Plan", slug=f"writing-{count}",
    year=2030, starts_on=datetime.date(2030, 4, 1), ends_on=datetime.date(2031, 3, 31))
section = Section.objects.create(plan=plan, title="Introduction", order=1, anchor="introduction")
Block.objects.create(section=section, order=1, kind="text", text="<p>We keep crime low.</p>")
print(json.dumps(str(section.uid)))
"""
TEXT = """
from plans.models import Block
print(Block.objects.get(section__uid="{}", kind="text").text)
"""


@pytest.fixture
def section(site):
    """The address of a section with one text."""
    uid = json.loads(site.manage("shell", "-v0", "-c", MADE).splitlines()[-1])
    yield f"/workspace/sections/{uid}/"


def stored(site, section):
    uid = section.split("/")[-2]
    return site.manage("shell", "-v0", "-c", TEXT.format(uid))


def kept(page):
    """How many texts this device holds that the server has not confirmed."""
    return page.evaluate(
        "Object.keys(localStorage).filter(key => key.startsWith('plan-text')).length"
    )


def nothing_waits(page):
    wait_until(lambda: not kept(page), seconds=60, what="the server has confirmed the text")


def write(page, words):
    editor = page.get_by_role("textbox", name="Text in Introduction")
    page.locator("[data-editor][data-ready=yes]").wait_for()
    editor.click()
    expect(editor).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)
    expect(editor).to_contain_text(words.strip())


def test_section_detail_keeps_what_is_typed_through_a_lost_network(page, site, section):
    site.sign_in(page, OFFICER)
    page.goto(section)
    line = page.locator("[data-save-line]")
    write(page, " We listen.")
    expect(line).to_contain_text("Saved")
    page.context.set_offline(True)
    write(page, " We act.")
    expect(line).to_contain_text("Offline. Kept on this device since")
    expect(page.get_by_role("button", name="Copy my text")).to_be_visible()
    assert kept(page) == 1
    page.context.set_offline(False)
    expect(line).to_contain_text("Saved")
    nothing_waits(page)
    second = page.context.new_page()
    second.goto(f"{site.url}{section}")
    field = page.get_by_role("textbox", name="Text in Introduction")
    expect(line).to_contain_text("You have this open in another window")
    expect(field).to_have_attribute("contenteditable", "false")
    page.get_by_role("button", name="Work here").click()
    expect(field).to_have_attribute("contenteditable", "true")
    second.close()
    # Signed out elsewhere, the text waits and is saved after signing in as if nothing had happened.
    page.context.clear_cookies(name="session")
    write(page, " We report.")
    expect(line).to_contain_text("You are signed out. Your text is kept")
    page.get_by_role("link", name="Sign in and go on").click()
    page.fill("input[name=login]", OFFICER)
    page.fill("input[name=password]", site.password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"**{section}")
    expect(field).to_contain_text("We act. We report.")
    nothing_waits(page)
    assert "We listen. We act. We report." in stored(site, section)
    found = []
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        found += faults(page, section)
    assert found == []
