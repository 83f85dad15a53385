"""A member on a phone: what needs me, the evidence, my scores, the spread, the next candidate."""

import json

import pytest
from playwright.sync_api import expect

from tests.test_pages import faults
from tests.test_story import EXECUTIVE

PHONE = {"width": 320, "height": 640}
MADE = """
import datetime, json
from django.utils import timezone
from partnership.models import Partnership, Role, Topic, User
from priorities.models import AssessmentRound, Candidate, Criterion, EvidenceStatement
from priorities.models import ScoringScheme
from priorities.workflow.scoring import give
of = Partnership.objects.get(slug="south-lakeland")
scheme = ScoringScheme.objects.create(
    partnership=of, name=f"Train {ScoringScheme.objects.count()}", opens_after=2)
criteria = [Criterion.objects.create(scheme=scheme, name=name, order=order)
    for order, name in enumerate(["Harm", "Volume"])]
round = AssessmentRound.objects.create(
    partnership=of, year=2030 + AssessmentRound.objects.count(), scheme=scheme, state="scoring",
    score_by=timezone.localdate() - datetime.timedelta(days=40))
topic = Topic.objects.get(name="Domestic abuse")
for order, title in enumerate(["Domestic Violence", "Road safety"], start=1):
    candidate = Candidate.objects.create(round=round, title=title, order=order)
    if order == 1:
        candidate.topics.add(topic)
for number in range(2):
    other = User.objects.create_user(f"train-{round.year}-{number}@example.org", None, post="Other")
    Role.objects.create(user=other, partnership=of, kind="executive")
    for criterion in criteria:
        give(round.candidates.first(), criterion, 4 - number * 3, by=other, now=timezone.now())
print(json.dumps([str(round), str(round.uid), *(str(c.uid) for c in round.candidates.all())]))
"""
DONE = """
from priorities.models import AssessmentRound
AssessmentRound.objects.filter(uid="{}").update(state="decided")
"""


@pytest.fixture
def review(site):
    """The name and address of a round that is late, and its two candidates."""
    made = json.loads(site.manage("shell", "-v0", "-c", MADE).splitlines()[-1])
    yield made
    site.manage("shell", "-v0", "-c", DONE.format(made[1]))


def test_a_member_reads_scores_and_goes_on_by_phone(page, site, review):
    name, round, first, second = review
    site.sign_in(page, EXECUTIVE)
    page.set_viewport_size(PHONE)
    page.goto("/workspace/")
    need = page.get_by_role("listitem").filter(has_text=name).filter(has_text="Score 2 candidates")
    expect(need).to_contain_text("40 days late")
    need.get_by_role("link", name="Begin with number 1").click()
    expect(page.get_by_role("heading", name="Domestic Violence")).to_be_visible()
    expect(page.get_by_text("59 more")).to_be_visible()
    expect(page.get_by_role("button", name="Show the spread")).to_be_hidden()
    page.get_by_role("link", name="Give my scores").click()
    for criterion, value in (("Harm", "4"), ("Volume", "3")):
        page.get_by_role("group", name=criterion).get_by_label(value).check(force=True)
    expect(page.locator("[data-state]")).to_contain_text("Saved")
    page.get_by_role("button", name="Show the spread").click()
    expect(page.get_by_role("heading", name="The spread")).to_be_visible()
    expect(page.locator(".spread__row").first).to_contain_text("Split: from 1 to 4")
    page.get_by_role("link", name="Next: Road safety").click()
    expect(page.get_by_role("heading", name="Road safety")).to_be_visible()
    expect(page).to_have_url(f"{site.url}/workspace/candidates/{second}/")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.keyboard.press("[")
    expect(page).to_have_url(f"{site.url}/workspace/candidates/{first}/")
    expect(page.get_by_role("heading", name="The spread")).to_be_in_viewport()
    addresses = [page.url, f"/workspace/candidates/{second}/", f"/workspace/rounds/{round}/pack/"]
    assert [fault for address in addresses for fault in faults(page, address)] == []
