"""A partnership set up in a browser, from the first question to its officer's own start page."""

from playwright.sync_api import expect

OFFICER_PASSWORD = "quiet-lantern-on-a-hill"


def test_founding_done_leads_the_first_officer_in(site, page, chromium):
    site.sign_in(page, "administrator@portal.example")
    page.get_by_role("link", name="Administration").click()
    page.get_by_role("link", name="Set up a partnership").click()
    page.get_by_role("button", name="Start").click()
    page.get_by_label("Name or ONS code of the area").fill("wrexham")
    page.keyboard.press("Enter")
    page.get_by_label("Wrexham, district").check()
    for question in (
        "Which area does it cover?",
        "What is it called?",
        "What is its address?",
        "In which nation is it?",
        "Who takes part?",
        "Who decides?",
    ):
        expect(page.get_by_role("heading", level=1)).to_have_text(question)
        page.get_by_role("button", name="Continue").click()
    page.get_by_label("E-mail address").fill("first@wrexham.example")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("North Wales Police")).to_be_visible()
    page.get_by_role("button", name="Set up the partnership").click()
    link = page.locator(".breakable").inner_text()

    officer = chromium.new_context(base_url=site.url).new_page()
    officer.goto(link)
    officer.get_by_label("Password", exact=True).fill(OFFICER_PASSWORD)
    officer.get_by_label("The same password again").fill(OFFICER_PASSWORD)
    officer.keyboard.press("Enter")
    officer.wait_for_url("**/accounts/login/**")
    officer.fill("input[name=login]", "first@wrexham.example")
    officer.fill("input[name=password]", OFFICER_PASSWORD)
    officer.press("input[name=password]", "Enter")
    officer.wait_for_url("**/workspace/")
    expect(officer.locator(".bar__name")).to_have_text("Wrexham Community Safety Partnership")
    officer.context.close()
