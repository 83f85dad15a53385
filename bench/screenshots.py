"""The pictures of the README, made by driving the portal's own pages: ``make screenshots``."""

from pathlib import Path

from tests.servers import wait_until
from tests.site import Site, browser

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PLAN = "/south-lakeland/plans/partnership-plan-2011-12/"
OFFICER = "officer@south-lakeland.example"


def is_public(page, site):
    return page.goto(f"{site.url}{PLAN}").status == 200


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with Site(password="pictures-password-only") as site, browser() as chromium:
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        wait_until(lambda: is_public(page, site), seconds=60, what="the plan is public")
        page.screenshot(path=FOLDER / "public-plan.png")
        site.sign_in(page, OFFICER)
        page.goto(f"{site.url}/workspace/")
        page.get_by_role("link", name="Partnership Plan Refresh 2011-2012").first.click()
        page.get_by_role("link", name="2 The Current Picture").click()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=FOLDER / "workspace-plan.png")
    print(f"Pictures are in {FOLDER.name}/.")


if __name__ == "__main__":
    main()
