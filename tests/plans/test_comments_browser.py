"""Words are selected, commented on and answered, by keyboard, and the two light each other."""

import json

from playwright.sync_api import expect

from tests.test_pages import violations
from tests.test_story import EXECUTIVE

MADE = """
import json
from partnership.models import Partnership
from plans.models import Block, Plan, Section
import datetime
of = Partnership.objects.get(slug="south-lakeland")
plan = Plan.objects.create(
    partnership=of, title="Talked about", slug=f"talked-about-{Plan.objects.count()}", year=2030,
    starts_on=datetime.date(2030, 4, 1), ends_on=datetime.date(2031, 3, 31))
section = Section.objects.create(plan=plan, title="Picture", order=1, anchor="picture")
Block.objects.create(section=section, order=1, text=(
    "<p>Thefts fell by twelve.</p>"
    "<p>Increases in <strong>drug</strong> offences are the result of operations.</p>"))
print(json.dumps([str(plan.uid), str(section.uid)]))
"""
SELECT = """
quote => {
  const texts = [...document.querySelectorAll('.panes__text p')];
  const part = texts.find((text) => text.textContent.includes(quote));
  const range = new Range();
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  walker.nextNode();
  range.setStart(walker.currentNode, walker.currentNode.data.indexOf(quote.slice(0, 5)));
  range.setEndAfter(part.lastChild);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}
"""
LIT = "[...CSS.highlights.get('comment-lit')].map(String)"


def test_a_member_comments_on_words_by_keyboard(page, site):
    section = json.loads(site.manage("shell", "-v0", "-c", MADE).splitlines()[-1])[1]
    site.sign_in(page, EXECUTIVE)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"/workspace/sections/{section}/")
    button = page.get_by_role("button", name="Comment on these words")
    expect(button).to_be_hidden()
    page.evaluate(SELECT, "Increases in drug offences")
    expect(button).to_be_visible()
    page.keyboard.press("c")
    expect(page.get_by_label("The words you mean")).to_have_value(
        "Increases in drug offences are the result of operations."
    )
    expect(page.get_by_label("Your comment")).to_be_focused()
    page.keyboard.type("Which operations?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    card = page.locator("[data-comment]").filter(has_text="Which operations?")
    expect(card).to_be_focused()
    expect(page.locator("[data-said]")).to_have_text("Your comment is kept.")
    assert page.evaluate(LIT) == ["Increases in drug offences are the result of operations."]
    card.locator("summary").press("Enter")
    card.get_by_label("Your reply").fill("The two of May.")
    card.get_by_role("button", name="Send the reply").press("Enter")
    expect(card.get_by_role("listitem")).to_contain_text("The two of May.")
    card.get_by_role("button", name="Resolve").press("Enter")
    expect(page.get_by_text("1 resolved")).to_be_visible()
    expect(card).to_be_hidden()
    assert page.url.endswith(f"/workspace/sections/{section}/")  # never left
    assert violations(page) == []


def test_a_comment_and_what_changed_need_no_script(chromium, site):
    plan, section = json.loads(site.manage("shell", "-v0", "-c", MADE).splitlines()[-1])
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    site.sign_in(page, EXECUTIVE)
    page.goto(f"/workspace/sections/{section}/")
    page.get_by_text("Add a comment").click()
    page.get_by_label("What it is about").select_option("Thefts fell by twelve.")
    page.get_by_label("The words you mean").fill("by twelve")
    page.get_by_label("Your comment").fill("Twelve what?")
    page.get_by_role("button", name="Add the comment").click()
    expect(page.locator("[data-comment]")).to_contain_text("“by twelve”")
    page.goto(f"/workspace/plans/{plan}/changes/")
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_role("heading", name="Nothing changed")).to_be_visible()
    context.close()
