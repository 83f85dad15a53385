"""The pictures of README and guides, made by driving the portal: ``make screenshots``."""

import io
import re
from pathlib import Path

from PIL import Image

from tests.servers import wait_until
from tests.site import Site, browser

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PLAN = "/south-lakeland/plans/partnership-plan-2011-12/"
OFFICER = "officer@south-lakeland.example"
LISTENER = "officer@lancashire.example"
EVENT = "Our Partnership Challenge: Eastern Division"
MEMBER = "executive@south-lakeland.example"
LEAD = "lead@south-lakeland.example"
ADMINISTRATOR = "administrator@portal.example"
COLOURS = 64  # enough for text and flat surfaces, at a fourth of the bytes


def shoot(page, name):
    """One picture, small enough to be kept with the code."""
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    taken.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


def is_public(page, site):
    return page.goto(f"{site.url}{PLAN}").status == 200


def is_whole(page, site):
    page.goto(f"{site.url}{PLAN}")
    return not page.get_by_text("formats are ready").count()


def read_by_all(page, site):
    """The front page of a partnership, and what somebody finds in Welsh on a telephone."""
    page.set_viewport_size({"width": 1280, "height": 1500})
    page.goto(f"{site.url}/south-lakeland/")
    shoot(page, "front")
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{site.url}/cy/cwm-enghraifft/")
    shoot(page, "welsh-phone")
    page.set_viewport_size({"width": 1280, "height": 900})


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with Site(password="pictures-password-only", FORMATS="") as site, browser() as chromium:
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        wait_until(lambda: is_public(page, site), seconds=60, what="the plan is public")
        wait_until(lambda: is_whole(page, site), seconds=180, what="all its formats are there")
        shoot(page, "public-plan")
        read_by_all(page, site)
        site.sign_in(page, OFFICER)
        shoot(page, "officer-start")
        page.goto(f"{site.url}/workspace/plans/")
        page.get_by_role("link", name="Partnership Plan Refresh 2012-2013").first.click()
        page.wait_for_url("**/workspace/plans/*-*/")
        plan = page.url
        page.get_by_role("navigation", name="Sections").get_by_text("The Current Picture").click()
        page.get_by_role("toolbar").wait_for()
        shoot(page, "workspace-plan")
        page.goto(f"{plan}actions/")
        shoot(page, "actions")
        page.goto(f"{plan}agree/")
        shoot(page, "officer-agree")
        doing_of(page, site)
        night = themes_of(chromium, site)
        table_of(chromium, night)
        priorities_of(chromium, site)
        candidate_of(chromium, site)
        report_of(chromium, site)
        installation_of(chromium, site)
    print(f"Pictures are in {FOLDER.name}/.")


def doing_of(page, site):
    """What is done about the plan: the report of a quarter, a meeting, and the answers."""
    page.set_viewport_size({"width": 1280, "height": 1500})
    page.goto(f"{site.url}/workspace/south-lakeland/performance/")
    page.get_by_role("link", name="Performance report to the executive group").first.click()
    page.wait_for_url("**/performance/executive/")
    shoot(page, "performance")
    page.goto(f"{site.url}/workspace/south-lakeland/meetings/?year=2012")
    page.get_by_role("link", name="Executive Group").first.click()
    page.wait_for_url("**/workspace/meetings/*-*/")
    shoot(page, "meeting")
    page.goto(f"{site.url}/lancashire/you-said-we-did/")
    shoot(page, "you-said-we-did")
    page.set_viewport_size({"width": 1280, "height": 900})


def priorities_of(chromium, site):
    """What was chosen, and how the place compares."""
    page = chromium.new_page(viewport={"width": 1280, "height": 1600})
    page.goto(f"{site.url}/south-lakeland/priorities/")
    shoot(page, "priorities")


def candidate_of(chromium, site):
    """What an executive member weighs and scores."""
    page = chromium.new_context(viewport={"width": 1280, "height": 1100}).new_page()
    site.sign_in(page, MEMBER)
    shoot(page, "executive-start")
    page.goto(f"{site.url}/workspace/priorities/")
    page.get_by_role("link", name="Open the round").click()
    page.get_by_role("link", name="Domestic Violence").first.click()
    shoot(page, "candidate")


def report_of(chromium, site):
    """What a group lead reports in a quarter."""
    page = chromium.new_context(viewport={"width": 1280, "height": 1100}).new_page()
    site.sign_in(page, LEAD)
    page.get_by_role("link", name=re.compile("^Report.*Quarter 4")).click()
    page.wait_for_url("**/reports-of-groups/**")
    shoot(page, "lead-report")


def installation_of(chromium, site):
    """What an administrator looks after, and how a partnership begins."""
    page = chromium.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    site.sign_in(page, ADMINISTRATOR)
    page.goto(f"{site.url}/workspace/administration/")
    shoot(page, "administration")
    page.get_by_role("link", name="Set up a partnership").click()
    page.get_by_role("button", name="Start").click()
    page.get_by_label("Name or ONS code of the area").fill("wrexham")
    page.keyboard.press("Enter")
    page.get_by_label("Wrexham, district").check()
    for _ in range(6):
        page.get_by_role("button", name="Continue").click()
        page.wait_for_load_state()
    page.get_by_label("E-mail address").fill("officer@wrexham.example")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/check/")
    shoot(page, "founding-check")


def themes_of(chromium, site):
    """The week after: entries find their themes. Returns the link and the PIN of a table."""
    page = chromium.new_context().new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    site.sign_in(page, LISTENER)
    page.goto(f"{site.url}/workspace/events/")
    page.get_by_role("link", name=EVENT).first.click()
    page.get_by_role("link", name="Themes", exact=True).click()
    page.get_by_role("link", name="Code the entries").click()
    shoot(page, "theme-coding")
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
    shoot(page, "capture-phone")


if __name__ == "__main__":
    main()
