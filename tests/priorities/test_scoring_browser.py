"""Scoring on a phone that loses its connection, and the decision that keeps its own draft."""

import json

import pytest
from playwright.sync_api import expect

from tests.test_pages import violations
from tests.test_story import EXECUTIVE, OFFICER

PHONE = {"width": 320, "height": 720}
MADE = """
import json
from django.utils import timezone
from partnership.models import Partnership, Role, User
from priorities.models import AssessmentRound, Candidate, Criterion, ScoringScheme
from priorities.workflow.scoring import give
of = Partnership.objects.get(slug="south-lakeland")
scheme = ScoringScheme.objects.create(partnership=of, name=f"Phone {ScoringScheme.objects.count()}")
criteria = [
    Criterion.objects.create(scheme=scheme, name=name, order=order)
    for order, name in enumerate(["Harm", "Volume"])
]
round = AssessmentRound.objects.create(
    partnership=of, year=2050 + AssessmentRound.objects.count(), scheme=scheme, state="scoring",
    wanted=1,
)
titles = ("Domestic Violence", "Hate crime")
candidates = [
    Candidate.objects.create(round=round, title=title, order=n) for n, title in enumerate(titles)
]
asked = Role.objects.current().filter(partnership=of, kind="executive").count()
for number in range(asked + 2):  # with those whom the demo asks more than half
    address = f"scorer-{round.year}-{number}@example.org"
    other = User.objects.create_user(address, None, post="Other")
    Role.objects.create(user=other, partnership=of, kind="executive")
    for candidate, value in zip(candidates, (4, 2), strict=True):
        for criterion in criteria:
            give(candidate, criterion, value, by=other, now=timezone.now())
print(json.dumps([str(round.uid), *(str(candidate.uid) for candidate in candidates)]))
"""
CLOSED = """
from priorities.models import AssessmentRound
AssessmentRound.objects.filter(uid="{}").update(state="closed")
"""


@pytest.fixture
def uids(site):
    """The round, and its two candidates that enough others have scored."""
    return json.loads(site.manage("shell", "-v0", "-c", MADE).splitlines()[-1])


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_scores_survive_a_lost_connection_and_the_group_decides(page, site, uids):
    round, first, second = uids
    site.sign_in(page, EXECUTIVE)
    page.set_viewport_size(PHONE)
    page.goto(f"/workspace/candidates/{first}/score/")
    show, state = page.get_by_role("button", name="Show the spread"), page.locator("[data-state]")
    show.click()
    expect(page.get_by_role("group", name="Harm").get_by_label("1")).to_be_focused()
    page.keyboard.press("4")
    expect(state).to_contain_text("Saved")
    page.context.set_offline(True)
    page.get_by_role("group", name="Volume").get_by_label("3").check(force=True)
    expect(state).to_have_text("Offline. 1 score kept on this phone.")
    page.get_by_role("group", name="Harm").get_by_label("2").check(force=True)
    expect(state).to_have_text("Offline. 2 scores kept on this phone.")
    show.click()
    assert page.get_by_role("heading", name="Your own score first").is_visible()
    page.context.set_offline(False)
    expect(state).to_contain_text("Saved")
    show.click()
    expect(page.get_by_role("heading", name="The spread")).to_be_visible()
    expect(page.locator(".spread__row").first).to_contain_text(" say 4")
    assert violations(page) == [] and fits(page)
    page.get_by_label("Your note for the meeting").fill("No finding speaks of it.")
    expect(page.locator("[data-note] [data-state]")).to_contain_text("Saved")
    expect(page.get_by_role("link", name="Next: Hate crime")).to_be_visible()

    site.manage("shell", "-v0", "-c", CLOSED.format(round))
    page.context.clear_cookies()
    site.sign_in(page, OFFICER)
    page.goto(f"/workspace/rounds/{round}/decision/")
    page.get_by_label("Decision on Hate crime").select_option("Priority")
    reason = page.get_by_label("Why a priority, though ranked 2?")
    reason.fill("Residents ask for it.")
    expect(page.locator("[data-deciding] [data-state]")).to_contain_text("Draft saved")
    page.get_by_label("Decision on Hate crime").select_option("Refer or work with others")
    expect(page.locator(f'[data-row="{second}"] [data-status]')).to_have_text("As ranked")
    expect(page.get_by_label("Reason (optional)").last).to_have_value("Residents ask for it.")
    page.get_by_label("Priorities wanted").fill("2")
    expect(page.locator(f'[data-row="{second}"] [data-status]')).to_contain_text("Departs")
    page.reload()
    expect(page.locator("[data-band]")).to_contain_text("The two highest end here.")
    expect(reason.or_(page.get_by_label("Why not a priority, though ranked 2?"))).to_have_value(
        "Residents ask for it."
    )
    page.get_by_role("button", name="Record for the group").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Choose a decision for Domestic Violence").click()
    expect(page.get_by_label("Decision on Domestic Violence")).to_be_focused()
    assert violations(page) == [] and fits(page)


def test_what_was_given_before_the_script_ran_is_saved(page, site, uids):
    round, first, _second = uids
    held = []

    def open_without_script(address):
        """As on a slow line: the page stands there, its script is still under way."""
        page.route("**/built/*.js", lambda route: held.append(route))
        page.goto(address, wait_until="commit")

    def let_the_script_come():
        while held:
            held.pop().continue_()
        page.unroute("**/built/*.js")

    site.sign_in(page, EXECUTIVE)
    open_without_script(f"/workspace/candidates/{first}/score/")
    page.get_by_role("group", name="Harm").get_by_label("4").check(force=True)
    let_the_script_come()
    expect(page.locator("[data-scores] [data-state]")).to_contain_text("Saved")

    site.manage("shell", "-v0", "-c", CLOSED.format(round))
    page.context.clear_cookies()
    site.sign_in(page, OFFICER)
    open_without_script(f"/workspace/rounds/{round}/decision/")
    page.get_by_label("Decision on Hate crime").select_option("Priority")
    page.get_by_label("Priorities wanted").fill("2")
    let_the_script_come()
    expect(page.locator("[data-deciding] [data-state]")).to_contain_text("Draft saved")
    page.reload()
    expect(page.get_by_label("Decision on Hate crime")).to_have_value("priority")
    expect(page.get_by_label("Priorities wanted")).to_have_value("2")
