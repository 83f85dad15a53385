"""Two texts joined by keyboard alone, with and without script."""

import json

import pytest
from playwright.sync_api import expect

from tests.test_pages import faults
from tests.test_story import OFFICER

MADE = """
import datetime, json
from django.utils import timezone
from partnership.models import Partnership, User
from plans.models import Block, Plan, Section
from plans.workflow.kept import keep_text
from records.saving import save_new, save_over
of = Partnership.objects.get(slug="south-lakeland")
me = User.objects.get(email="officer@south-lakeland.example")
other = User.objects.get(email="administrator@portal.example")
number = Plan.objects.count()
plan = Plan.objects.create(partnership=of, title="To join", slug=f"to-join-{number}", year=2030,
    starts_on=datetime.date(2030, 4, 1), ends_on=datetime.date(2031, 3, 31))
section = Section.objects.create(plan=plan, order=1, title="Domestic abuse", anchor="a")
base = (
    '<p id="p-0000000a">Support the role of advisors in Cumbria</p>'
    '<p id="p-0000000b">Meet each year.</p><p id="p-0000000c">Stay the same.</p>'
)
block = save_new(Block(section=section, order=1, text=base), by=me)
block.text = base.replace("the role of", "two").replace("year", "week")
mine = base.replace("Cumbria", "Cumbria, each quarter").replace("year", "month")
save_over(block, base_version=1, by=other)
kept = keep_text(block, base_version=1, base=base, text=mine, by=me, now=timezone.now())
print(json.dumps([str(kept.uid), str(block.uid)]))
"""
TEXT = 'from plans.models import Block; print(Block.objects.get(uid="{}").text)'


@pytest.fixture
def kept(site):
    """The address of a text to join, and the block it belongs to."""
    made = json.loads(site.manage("shell", "-v0", "-c", MADE).splitlines()[-1])
    return f"/workspace/kept/{made[0]}/", made[1]


def test_two_texts_are_joined_by_keyboard(page, site, kept):
    address, block = kept
    site.sign_in(page, OFFICER)
    assert list(faults(page, address)) == []
    expect(page.get_by_role("heading", level=1)).to_have_text("Join two texts: 1 Domestic abuse")
    save = page.get_by_role("button", name="Save the joined text")
    save.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Choose a text for 1 place")
    page.get_by_role("link", name="Both changed this").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    boxes = page.get_by_role("textbox")
    expect(boxes.nth(0)).to_have_text("Support two advisors in Cumbria, each quarter")
    expect(boxes.nth(1)).to_have_text("Meet each month.")
    boxes.nth(1).focus()
    page.keyboard.press("End")
    page.keyboard.type(" Or more often.")
    expect(page.get_by_label("Own wording").nth(1)).to_be_checked()
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    save.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved as version 3")).to_be_visible()
    text = site.manage("shell", "-v0", "-c", TEXT.format(block))
    assert "Support two advisors in Cumbria, each quarter" in text
    assert "Meet each month. Or more often." in text
