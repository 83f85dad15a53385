"""The actions grid by keyboard alone: typed through, a wrong cell, a clash, offline, a paste."""

import json

import pytest
from playwright.sync_api import expect

from tests.test_pages import faults, violations
from tests.test_story import OFFICER

MADE = """
import datetime, json
from partnership.models import Partnership
from plans.models import Action, Plan, Section
of = Partnership.objects.get(slug="south-lakeland")
number = Plan.objects.count()
plan = Plan.objects.create(partnership=of, title="Grid", slug=f"grid-{number}", year=2030,
    starts_on=datetime.date(2030, 4, 1), ends_on=datetime.date(2031, 3, 31))
section = Section.objects.create(plan=plan, title="Safer streets", order=1, anchor="streets")
actions = [Action.objects.create(plan=plan, section=section, order=order, wording=wording,
    all_priorities=True) for order, wording in enumerate(("Walk the streets", "Light the park"))]
print(json.dumps([str(plan.uid), *(str(action.uid) for action in actions)]))
"""
THEIRS = """
from plans.models import Action
from records.saving import save_over
action = Action.objects.get(uid="{}")
action.wording = "Theirs"
save_over(action, base_version=action.version, by=None)
"""


@pytest.fixture
def grid(page, site):
    plan, first, second = json.loads(site.manage("shell", "-v0", "-c", MADE).splitlines()[-1])
    site.sign_in(page, OFFICER)
    address = f"/workspace/plans/{plan}/actions/"
    assert list(faults(page, address)) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{address}#row-{first}")
    return first, second


def test_the_grid_is_typed_through_by_keyboard(page, site, grid):
    def cell(uid, column):
        return page.locator(f"#row-{uid} [data-column={column}]")

    first, second = grid
    state, keys = page.locator("[data-state]"), page.keyboard
    expect(cell(first, "wording")).to_be_focused()
    keys.press("ArrowRight")
    keys.press("2")
    keys.press("4")
    keys.press("Tab")
    expect(cell(first, "elements")).to_contain_text("Education Reassurance")
    keys.type("South Lakeland D")
    assert violations(page) == []
    keys.press("Enter")
    expect(cell(first, "lead")).to_contain_text("South Lakeland District Council")
    expect(cell(second, "lead")).to_be_focused()
    keys.press("ArrowRight")
    keys.type("soon")
    keys.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not a date that can be read")
    assert violations(page) == []
    keys.press("Control+a")
    keys.type("June")
    keys.press("Enter")
    expect(cell(second, "by")).to_contain_text("By 30 June 2030")
    keys.press("Control+z")
    expect(cell(second, "by")).to_contain_text("not stated")
    expect(state).to_contain_text("Saved")
    page.context.set_offline(True)
    keys.type("Q3")
    keys.press("Enter")
    expect(state).to_contain_text("Offline: kept on this device")
    page.context.set_offline(False)
    expect(cell(second, "by")).to_contain_text("By 31 December 2030")
    site.manage("shell", "-v0", "-c", THEIRS.format(second))
    keys.press("Home")
    keys.press("ArrowRight")
    keys.press("Enter")
    keys.type(" and the square")
    keys.press("Tab")
    expect(cell(second, "wording")).to_contain_text("Pick one")
    assert violations(page) == []
    page.get_by_role("button", name="Yours").press("Enter")
    expect(state).to_contain_text("Saved")
    keys.press("Control+Enter")
    keys.type("Clean the river")
    keys.press("Enter")
    expect(page.get_by_role("row", name="Clean the river")).to_be_visible()
    expect(state).to_contain_text("Saved")
    page.reload()
    expect(cell(second, "wording")).to_contain_text("Light the park and the square")
    cell(first, "by").focus()
    page.evaluate(
        """() => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", "June\\nJuly");
          const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true });
          document.activeElement.dispatchEvent(paste);
        }"""
    )
    page.get_by_role("button", name="Apply 2 changes").press("Enter")
    expect(cell(second, "by")).to_contain_text("By 31 July 2030")
    page.get_by_role("button", name="Undo the whole paste").press("Enter")
    expect(cell(second, "by")).to_contain_text("By 31 December 2030")
