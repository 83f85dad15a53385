"""The officer's pages and the wall in a real Chromium: readable for all, steady when cut off."""

import pytest

from tests.test_pages import faults, violations

OFFICER = "officer@lancashire.example"
EVENING = "Our Partnership Challenge: Eastern Division"


@pytest.fixture
def evening(page, site):
    """The address of the event whose tables are open, with its officer signed in."""
    site.sign_in(page, OFFICER)
    page.goto("/workspace/events/")
    page.get_by_role("link", name=EVENING).click()
    return page.url


def test_setting_up_is_readable_for_everybody(page, evening):
    listed = "/workspace/events/"
    addresses = [listed, evening, f"{evening}edit/", f"{evening}texts/", f"{evening}attendance/"]
    addresses += [f"{evening}tables/", f"{evening}sessions/add/", f"{evening}night/"]
    addresses += ["/workspace/lancashire/events/add/", "/workspace/lancashire/series/add/"]
    addresses += [f"{evening}sessions/add/?form=presentation", f"{evening}wall/"]
    assert [fault for address in addresses for fault in faults(page, address)] == []


def test_the_wall_fits_its_screen_and_keeps_its_counts_when_cut_off(page, evening):
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{evening}wall/")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollHeight") == 1080
    counts = page.locator(".wall__head").all_inner_texts()
    page.context.set_offline(True)
    as_at = page.locator(".wall__as-at:not(:empty)")
    as_at.wait_for()
    assert as_at.inner_text().startswith("As at ")
    assert page.locator(".wall__head").all_inner_texts() == counts
    page.context.set_offline(False)
    as_at.wait_for(state="detached")
    assert page.locator(".wall__head").all_inner_texts() == counts


def test_a_signed_out_wall_shows_no_sign_in_page(page, evening):
    page.goto(f"{evening}wall/")
    page.context.clear_cookies()
    page.locator(".wall__as-at:not(:empty)").wait_for()
    assert page.locator(".wall__head").count() > 0
    assert page.get_by_label("Password").count() == 0
