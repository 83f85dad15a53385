"""The officer on a phone: the note saves itself, a time is set and cancelled, all by keyboard."""

import json

import pytest
from playwright.sync_api import expect

from tests.servers import wait_until
from tests.test_pages import faults
from tests.test_story import OFFICER, is_there, press

PUBLIC = "/south-lakeland/plans/plan-by-hand/"
MADE = """
import json
from django.utils import timezone
from partnership.models import Partnership, User
from plans import workflow
from plans.models import ApprovalStep, Plan, Section
of = Partnership.objects.get(slug="south-lakeland")
officer = User.objects.get(email="officer@south-lakeland.example")
plan = Plan.objects.create(partnership=of, title="Plan by hand", slug="plan-by-hand", year=2031,
    starts_on="2031-04-01", ends_on="2032-03-31")
Section.objects.create(plan=plan, title="Opening", anchor="opening", order=1)
ApprovalStep.objects.create(plan=plan, order=1, kind="consulted", body="Task group chairs")
ApprovalStep.objects.create(plan=plan, order=2, kind="adopted", body="District Council")
workflow.submit(plan, by=officer, now=timezone.now())
print(json.dumps(str(plan.uid)))
"""
# Its time, which no test waits for, has come.
DUE = """
from django.utils import timezone
from plans.models import Plan
Plan.objects.filter(slug="plan-by-hand", state="scheduled").update(publish_at=timezone.now())
"""
GONE = """
from plans.models import Plan
Plan.objects.filter(slug="plan-by-hand").update(audience="internal")
"""


@pytest.fixture
def plan(site):
    yield json.loads(site.manage("shell", "-v0", "-c", MADE).splitlines()[-1])
    site.manage("shell", "-v0", "-c", GONE)


def record(page, outcome):
    page.get_by_label(outcome, exact=True).first.focus()
    page.keyboard.press("Space")
    press(page, "button", "Record")
    expect(page.get_by_text("Recorded.")).to_be_visible()


def test_from_the_last_answer_to_the_time_of_publication(page, site, plan):
    agree = f"/workspace/plans/{plan}/agree/"
    site.sign_in(page, OFFICER)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(agree)
    note = page.get_by_label("What changed, for the public")
    note.focus()
    page.keyboard.type("The first plan by hand.")
    expect(page.locator("[data-state]")).to_contain_text("Saved")
    press(page, "button", "Publish")
    expect(page.get_by_text("Nothing was published. Record this decision first.")).to_be_visible()
    expect(page.locator(".thread__step--here")).to_be_focused()
    record(page, "Answered")
    record(page, "Adopted")

    page.get_by_label("At a date and time").focus()
    page.keyboard.press("Space")
    page.locator("#id_day").fill("2020-05-24")
    page.locator("#id_at").fill("09:30")
    press(page, "button", "Publish")
    expect(page.get_by_text("09:30 on 24 May 2020 has passed.").first).to_be_visible()
    day = page.evaluate("new Date(Date.now() + 9 * 864e5).toISOString().slice(0, 10)")
    page.locator("#id_day").fill(day)
    press(page, "button", "Publish")
    expect(page.get_by_text("The first plan by hand.")).to_be_visible()
    confirm = page.url.removeprefix(site.url)
    assert [fault for address in (agree, confirm) for fault in faults(page, address)] == []
    press(page, "button", "Schedule edition 1")
    expect(page.get_by_text("if the text is still")).to_be_visible()
    press(page, "button", "Cancel the time")
    expect(page.get_by_text("Cancelled.")).to_be_visible()

    page.goto(confirm)
    press(page, "button", "Schedule edition 1")
    expect(page.get_by_text("if the text is still")).to_be_visible()
    assert list(faults(page, agree)) == []
    site.manage("shell", "-v0", "-c", DUE)
    wait_until(lambda: is_there(site, PUBLIC), seconds=60, what="the sweeper has published it")
    page.goto(PUBLIC)
    expect(page.get_by_text("The first plan by hand.")).to_be_visible()
