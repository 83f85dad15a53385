"""Every kind of page in a real Chromium: no axe violation, no sideways scroll, at both widths."""

from pathlib import Path

import pytest

from tests.servers import wait_until
from tests.test_story import EXECUTIVE, OFFICER, PLAN, TITLE, is_there

AXE = Path(__file__).resolve().parent.parent / "static" / "built" / "axe.min.js"
PUBLIC = ["/", "/south-lakeland/", "/south-lakeland/plans/", PLAN, f"{PLAN}editions/1/"]
PUBLIC += ["/lancashire/", "/accounts/login/", "/accounts/password/reset/", "/nowhere/at/all/"]
OFFICERS = ["/workspace/", "/workspace/plans/", "/workspace/people/", "/admin/"]
OFFICERS += ["/admin/plans/action/", "/workspace/south-lakeland/plans/add/"]
OFFICERS += ["/workspace/south-lakeland/priority-lists/", "/workspace/south-lakeland/surveys/"]
NORTHERN = "/lancashire/events/our-partnership-challenge-northern-division/"
PUBLIC += ["/lancashire/events/", NORTHERN, "/south-lakeland/priorities/"]
PUBLIC += ["/south-lakeland/progress/", "/lancashire/you-said-we-did/", "/south-lakeland/events/"]
LISTENER = "officer@lancashire.example"
# Beside the event's own page, where its tabs and their pages begin.
EVENT_PAGES = ["night/", "wall/", "contributions/", "contributions/add/", "contributions/import/"]
EVENT_PAGES += ["themes/", "themes/merge/", "coding/", "coding/list/", "report/", "report/preview/"]
# What is done about a plan: each kind of page once.
DOING = [
    "progress/",
    "progress/actions/",
    "progress/actions/timeline/",
    "progress/actions/roll-up/",
]
DOING += ["targets/", "money/", "risks/", "performance/", "returns/", "answers/"]
DOING += ["answers/silence/", "meetings/"]
WIDTHS = (320, 1280)


@pytest.fixture
def published(site):
    wait_until(lambda: is_there(site, f"{PLAN}plan.pdf"), seconds=60, what="edition 1 is public")


def faults(page, address):
    """What is wrong with a page at both widths, in words; empty when nothing is."""
    page.goto(address)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield f"{address} scrolls sideways at {width}"
        yield from (f"{address} at {width}: {found}" for found in violations(page))


def violations(page):
    """What axe finds on the page that is open."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run().then(r => r.violations)")
    return [f"{one['id']} {one['nodes'][0]['html'][:120]}" for one in found]


def test_public_pages(page, published):
    assert [fault for address in PUBLIC for fault in faults(page, address)] == []


def test_public_plan_needs_no_script(chromium, site, published):
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(PLAN)
    assert page.get_by_role("heading", name="Contact Details").is_visible()
    page.get_by_role("link", name="PDF, tagged").click(trial=True)
    context.close()


def test_officers_pages(page, site, published):
    site.sign_in(page, OFFICER)
    found = [fault for address in OFFICERS for fault in faults(page, address)]
    page.goto("/workspace/plans/")
    page.get_by_role("link", name=TITLE).click()
    workspace = [page.url]
    for name in ("2 The Current Picture", "4.2 Domestic Violence", "3.2 South Lakeland"):
        page.get_by_role("link", name=name).first.click()
        workspace.append(page.url)
    for name in ("Preview", "Agree and publish"):
        page.goto(workspace[0])
        page.get_by_role("link", name=name).click()
        workspace.append(page.url)
    page.get_by_role("link", name="and its formats").or_(page.locator("h1")).first.click()
    workspace.append(page.url)
    assert found + [fault for address in workspace for fault in faults(page, address)] == []


def test_pages_of_what_is_done(page, site):
    site.sign_in(page, OFFICER)
    found = [f for part in DOING for f in faults(page, f"/workspace/south-lakeland/{part}")]
    page.goto("/workspace/south-lakeland/progress/")
    page.get_by_role("link", name="Quarter 4, 2011-12").first.click()
    addresses = [page.url]
    page.get_by_role("link", name="South Cumbria Reducing Re-offending Group").first.click()
    addresses.append(page.url)
    page.goto("/workspace/south-lakeland/performance/")
    page.get_by_role("link", name="Performance report to the executive group").first.click()
    addresses.append(page.url)
    page.goto("/workspace/south-lakeland/meetings/?year=2012")
    page.get_by_role("link", name="Executive Group").first.click()
    addresses.append(page.url)
    assert found + [fault for address in addresses for fault in faults(page, address)] == []


def test_pages_of_figures(page, site):
    site.sign_in(page, OFFICER)
    figures = "/workspace/south-lakeland/figures/"
    page.goto(figures)
    page.get_by_role("link", name="Domestic burglary", exact=True).click()
    addresses = [figures, "/workspace/south-lakeland/comparator-groups/add/", page.url]
    page.get_by_role("link", name="2011/12").first.click()
    addresses.append(page.url)
    page.goto(figures)
    page.get_by_role("link", name="Anti social behaviour").first.click()
    addresses += [page.url, f"{page.url}figures/add/"]
    assert [fault for address in addresses for fault in faults(page, address)] == []


def test_listeners_pages(page, site):
    site.sign_in(page, LISTENER)
    found = list(faults(page, "/workspace/events/"))
    page.get_by_role("link", name="Compare").first.click()
    addresses = [page.url]
    page.goto("/workspace/events/")
    page.get_by_role("link", name="Our Partnership Challenge: Eastern Division").first.click()
    event = page.url
    addresses += [event, *(f"{event}{part}" for part in EVENT_PAGES)]
    assert found + [fault for address in addresses for fault in faults(page, address)] == []


def test_evaluation_report_on_its_page(page, site):
    pdf = f"{NORTHERN}report/report.pdf"
    wait_until(lambda: is_there(site, pdf), seconds=60, what="the evaluation is public")
    assert list(faults(page, f"{NORTHERN}report/")) == []


def test_executives_pages(page, site, published):
    site.sign_in(page, EXECUTIVE)
    found = list(faults(page, "/workspace/"))
    page.goto("/workspace/")
    papers = page.get_by_role("region", name="Papers")
    addresses = [papers.get_by_role("link").first.get_attribute("href")]
    page.goto(addresses[0])
    addresses += [page.locator(".pack-candidate h2 a").first.get_attribute("href")]
    assert found + [fault for address in addresses for fault in faults(page, address)] == []


def test_page_that_says_what_was_done(page, site, published):
    site.sign_in(page, EXECUTIVE)
    assert page.get_by_text("You are signed in.").is_visible()
    assert violations(page) == []


def test_first_tab_stop_skips_to_the_content(page, published):
    page.goto(PLAN)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
