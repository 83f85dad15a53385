"""The pictures of the README, made by driving the portal's own pages: ``make screenshots``."""

import re
from pathlib import Path

from tests.servers import wait_until
from tests.site import Site, browser

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PLAN = "/south-lakeland/plans/partnership-plan-2011-12/"
OFFICER = "officer@south-lakeland.example"
LISTENER = "officer@lancashire.example"
EVENT = "Our Partnership Challenge: Eastern Division"
MEMBER = "executive@south-lakeland.example"


def is_public(page, site):
    return page.goto(f"{site.url}{PLAN}").status == 200


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with Site(password="pictures-password-only") as site, browser() as chromium:
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        wait_until(lambda: is_public(page, site), seconds=60, what="the plan is public")
        page.screenshot(path=FOLDER / "public-plan.png")
        site.sign_in(page, OFFICER)
        page.goto(f"{site.url}/workspace/plans/")
        page.get_by_role("link", name="Partnership Plan Refresh 2012-2013").first.click()
        page.wait_for_url("**/workspace/plans/*-*/")
        plan = page.url
        page.get_by_role("navigation", name="Sections").get_by_text("The Current Picture").click()
        page.get_by_role("toolbar").wait_for()
        page.screenshot(path=FOLDER / "workspace-plan.png")
        page.goto(f"{plan}actions/")
        page.screenshot(path=FOLDER / "actions.png")
        doing_of(page, site)
        night = themes_of(chromium, site)
        table_of(chromium, night)
        priorities_of(chromium, site)
        candidate_of(chromium, site)
    print(f"Pictures are in {FOLDER.name}/.")


def doing_of(page, site):
    """What is done about the plan: the report of a quarter, a meeting, and the answers."""
    page.set_viewport_size({"width": 1280, "height": 1500})
    page.goto(f"{site.url}/workspace/south-lakeland/performance/")
    page.get_by_role("link", name="Performance report to the executive group").first.click()
    page.wait_for_url("**/performance/executive/")
    page.screenshot(path=FOLDER / "performance.png")
    page.goto(f"{site.url}/workspace/south-lakeland/meetings/?year=2012")
    page.get_by_role("link", name="Executive Group").first.click()
    page.wait_for_url("**/workspace/meetings/*-*/")
    page.screenshot(path=FOLDER / "meeting.png")
    page.goto(f"{site.url}/lancashire/you-said-we-did/")
    page.screenshot(path=FOLDER / "you-said-we-did.png")
    page.set_viewport_size({"width": 1280, "height": 900})


def priorities_of(chromium, site):
    """What was chosen, and how the place compares."""
    page = chromium.new_page(viewport={"width": 1280, "height": 1600})
    page.goto(f"{site.url}/south-lakeland/priorities/")
    page.screenshot(path=FOLDER / "priorities.png")


def candidate_of(chromium, site):
    """What an executive member weighs and scores."""
    page = chromium.new_context(viewport={"width": 1280, "height": 1100}).new_page()
    site.sign_in(page, MEMBER)
    page.goto(f"{site.url}/workspace/priorities/")
    page.get_by_role("link", name="Open the round").click()
    page.get_by_role("link", name="Domestic Violence").first.click()
    page.screenshot(path=FOLDER / "candidate.png")


def themes_of(chromium, site):
    """The week after: entries find their themes. Returns the link and the PIN of a table."""
    page = chromium.new_context().new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    site.sign_in(page, LISTENER)
    page.goto(f"{site.url}/workspace/events/")
    page.get_by_role("link", name=EVENT).first.click()
    page.get_by_role("link", name="Themes", exact=True).click()
    page.get_by_role("link", name="Code the entries").click()
    page.screenshot(path=FOLDER / "theme-coding.png")
    page.go_back()
    page.get_by_role("link", name="On the night").click()
    row = page.get_by_role("row", name="Table 4")
    return f"{site.url}{row.get_by_role('link').get_attribute('href')}", pin_in(row.inner_text())


def pin_in(words):
    return re.search(r"\d{3} \d{3}", words).group()


def table_of(chromium, night):
    """The evening itself: a table's scribe on a phone."""
    address, pin = night
    page = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(address)
    page.get_by_label("PIN").fill(pin)
    page.keyboard.press("Enter")
    page.get_by_label("One challenge").fill("Future funding and role of PCSOs")
    page.get_by_role("radio", name="Urgent & Essential").first.check()
    page.screenshot(path=FOLDER / "capture-phone.png")


if __name__ == "__main__":
    main()
