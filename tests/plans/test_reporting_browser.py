"""A group's report by keyboard alone: typed, saved by itself, sent with a gap, mended, sent."""

import json

import pytest
from playwright.sync_api import expect

from tests.test_pages import faults, violations

LEAD = "lead@south-lakeland.example"
MADE = """
import datetime, json
from django.utils import timezone
from partnership.models import Group, Partnership
from plans.models import Action, GroupReport, Plan, ReportingQuarter, Section
of = Partnership.objects.get(slug="south-lakeland")
group = of.groups.get(name="South Cumbria Reducing Re-offending Group")
number = Plan.objects.count()
plan = Plan.objects.create(partnership=of, title="Report", slug=f"report-{number}", year=2040,
    state="agreed", starts_on=datetime.date(2040, 4, 1), ends_on=datetime.date(2041, 3, 31))
section = Section.objects.create(plan=plan, title="Re-offending", order=1, anchor="again")
for order, wording in enumerate(("Find offenders", "Ask for volunteers", "Use the models")):
    Action.objects.create(plan=plan, section=section, order=order, wording=wording,
        all_priorities=True, lead_group=group)
quarter, _ = ReportingQuarter.objects.get_or_create(partnership=of, year=2040, quarter=2,
    defaults={"due_on": datetime.date(2040, 10, 15), "opened_at": timezone.now()})
report, _ = GroupReport.objects.get_or_create(quarter=quarter, group=group)
print(json.dumps(str(report.uid)))
"""
THEIRS = """
from plans.models import ActionReport
from records.saving import save_over
line = ActionReport.objects.get(report__uid="{}", action__wording="Use the models")
line.commentary = "Theirs"
save_over(line, base_version=line.version, by=None)
"""


@pytest.fixture
def report(page, site):
    uid = json.loads(site.manage("shell", "-v0", "-c", MADE).splitlines()[-1])
    site.sign_in(page, LEAD)
    return uid, f"/workspace/reports-of-groups/{uid}/"


def test_a_report_is_filled_by_keyboard(page, site, report):
    uid, address = report
    assert list(faults(page, address)) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    keys = page.keyboard

    def part(number):
        return page.locator("[data-part^='a-']").nth(number)

    def choose(number, words):
        part(number).get_by_label(words).focus()
        keys.press("Space")
        expect(part(number).locator("[data-state]")).to_contain_text("Saved")

    choose(0, "Green: on track")
    choose(1, "Red: off track")
    expect(part(1).locator("[data-rule]")).to_have_text("Needed: the status is red.")
    choose(2, "Complete")
    page.get_by_role("button", name="Send to the partnership officer").press("Enter")
    missing = page.get_by_role("link", name="Action 2: say why it is red")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert violations(page) == []
    missing.press("Enter")
    box = part(1).get_by_label("What happened")
    expect(box).to_be_focused()
    page.context.set_offline(True)
    keys.type("No policy covers volunteers.")
    expect(part(1).locator("[data-state]")).to_contain_text("kept on this device")
    page.context.set_offline(False)
    expect(part(1).locator("[data-state]")).to_contain_text("Saved")
    expect(page.locator("[data-progress]")).to_contain_text("3 of 3 actions")
    site.manage("shell", "-v0", "-c", THEIRS.format(uid))
    part(2).get_by_label("What happened").focus()
    keys.type("Mine")
    clash = part(2).get_by_role("alert")
    expect(clash).to_contain_text("Theirs")
    assert violations(page) == []
    part(2).get_by_role("button", name="Keep mine").press("Enter")
    expect(part(2).locator("[data-state]")).to_contain_text("Saved")
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(address)
    expect(part(1)).to_be_hidden()
    page.get_by_role("button", name="Next action").press("Enter")
    expect(box).to_have_value("No policy covers volunteers.")
    assert violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(part(2).get_by_label("What happened")).to_have_value("Mine")
    page.get_by_role("button", name="Send to the partnership officer").press("Enter")
    expect(page.get_by_text("You can change it until the officer accepts it")).to_be_visible()
