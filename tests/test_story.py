"""The whole way in a real browser, by keyboard alone.

Write, submit, comment, return, write again, agree, publish, download.
"""

import re
import urllib.error
import urllib.request

from playwright.sync_api import expect

from tests.servers import wait_until

PLAN = "/south-lakeland/plans/partnership-plan-2011-12/"
TITLE = "Partnership Plan Refresh 2011-2012"
OFFICER = "officer@south-lakeland.example"
SECTION = "Performance Reporting"
PUT_OFF = "Put off or refused (give the reason)"
EXECUTIVE = "executive@south-lakeland.example"


def press(page, role, name):
    """Go to a link or button with the keyboard and press it."""
    target = page.get_by_role(role, name=name).first
    target.focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def open_plan(page):
    page.goto("/workspace/plans/")
    press(page, "link", TITLE)


def open_section(page, name):
    open_plan(page)
    press(page, "link", name)


def write_at_the_end(page, name, words):
    """Type into a text of the open section, and wait until the server has it."""
    editor = page.get_by_role("textbox", name=f"Text in {name}")

    def arrived():
        """On a slow machine the editor, just shown, can lose the focus to its own set-up."""
        editor.focus()
        page.keyboard.press("Control+End")
        page.keyboard.type(words)
        return words.strip() in editor.inner_text()

    wait_until(arrived, seconds=60, what="the words are in the editor")
    expect(page.locator("[data-save-line]")).to_contain_text("Saved")
    waits = "Object.keys(localStorage).some(key => key.startsWith('plan-text'))"
    wait_until(lambda: not page.evaluate(waits), seconds=60, what="the server has the text")


def submit(page):
    """From the plan over its checklist, which warns and stops nothing, to the steps."""
    open_plan(page)
    press(page, "link", re.compile("^Submit for agreement"))
    press(page, "link", "Submit all the same")
    press(page, "button", "Submit for agreement")
    expect(page.get_by_text("The text is locked").first).to_be_visible()


def answer(page, outcome, comment=""):
    press(page, "link", "Read and answer")
    page.get_by_label(outcome, exact=True).focus()
    page.keyboard.press("Space")
    if comment:
        page.get_by_label("Comment", exact=True).focus()
        page.keyboard.type(comment)
    press(page, "button", "Record")
    expect(page.get_by_text("Recorded.")).to_be_visible()


def get(site, address):
    with urllib.request.urlopen(f"{site.url}{address}") as answer:
        return answer.read()


def is_there(site, address):
    try:
        return get(site, address)
    except urllib.error.HTTPError:
        return None


def sign_out(page):
    page.context.clear_cookies()


def test_from_a_changed_word_to_a_second_edition(page, site):
    pdf = f"{PLAN}editions/1/plan.pdf"
    wait_until(lambda: is_there(site, pdf), seconds=60, what="edition 1 is public")
    first = get(site, pdf)
    assert first.startswith(b"%PDF-")

    site.sign_in(page, OFFICER)
    open_plan(page)
    press(page, "link", "Agree and publish")
    press(page, "link", "Reopen for changes")
    page.get_by_label("Reason").focus()
    page.keyboard.type("A telephone number changed.")
    press(page, "button", "Reopen for changes")
    expect(page.get_by_text("Reopened.")).to_be_visible()

    open_section(page, "5 Performance Reporting")
    write_at_the_end(page, SECTION, " Written in the browser.")
    press(page, "link", "2 The Current Picture")
    press(page, "link", "Overall crime")
    page.get_by_label("Changed by", exact=True).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("278")
    press(page, "button", "Save")
    expect(page.get_by_role("cell", name="−278")).to_be_visible()
    press(page, "link", "Preview")
    expect(page.get_by_text("by 278 offences (6%)")).to_be_visible()
    submit(page)
    assert b"277 offences" in get(site, PLAN)

    # The executive member asks about a word, and returns the text.
    sign_out(page)
    site.sign_in(page, EXECUTIVE)
    open_section(page, "5 Performance Reporting")
    page.get_by_text("Add a comment", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Your comment").focus()
    page.keyboard.type("Which browser?")
    press(page, "button", "Add the comment")
    expect(page.get_by_text("Which browser?")).to_be_visible()
    page.goto("/workspace/")
    answer(page, PUT_OFF, "Name the browser.")

    # The officer reads why, changes the words and settles the comment.
    sign_out(page)
    site.sign_in(page, OFFICER)
    open_section(page, "5 Performance Reporting")
    expect(page.get_by_text("Name the browser.").first).to_be_visible()
    write_at_the_end(page, SECTION, " It was Chromium.")
    press(page, "button", "Resolve")
    expect(page.get_by_text("No comment waits for an answer here.")).to_be_visible()
    submit(page)

    # The member reads only what changed since, and agrees.
    sign_out(page)
    site.sign_in(page, EXECUTIVE)
    answer(page, "Agreed")

    sign_out(page)
    site.sign_in(page, OFFICER)
    press(page, "link", re.compile(f"^Publish *: *{TITLE}"))
    page.get_by_label("What changed, for the public").focus()
    page.keyboard.type("Corrects one figure in section 2.")
    press(page, "button", "Publish")
    press(page, "button", "Publish edition 2")
    expect(page.get_by_text("The public has been able to read it")).to_be_visible(timeout=60_000)

    page.goto(PLAN)
    expect(page.get_by_text("Corrects one figure in section 2.")).to_be_visible()
    public = get(site, PLAN)
    assert b"by 278 offences" in public
    assert b"It was Chromium." in public
    assert b"Which browser?" not in public
    assert get(site, f"{PLAN}editions/1/plan.pdf") == first
    assert get(site, f"{PLAN}plan.pdf") != first
    page.goto(f"{PLAN}editions/1/")
    expect(page.get_by_role("heading", name="This is edition 1")).to_be_visible()
