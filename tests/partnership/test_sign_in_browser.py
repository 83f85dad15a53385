"""Second factors in a real browser: an app set up and used; a passkey instead of a password."""

import re

from playwright.sync_api import expect

from tests.partnership.second_factors import shown

EMAIL = "keys@portal.example"
# A person of this test's own: whoever the others sign in as must be asked for nothing more.
MADE = f"""
from partnership.models import User
User.objects.create_superuser("{EMAIL}", "{{password}}", post="Keeper of keys")
"""
# A browser's own passkeys, in a machine that has a finger on its sensor.
KEYS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def _sign_out(page):
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/$"))


def test_an_app_and_a_passkey_are_set_up_and_sign_in(chromium, site):
    site.manage("shell", "-v", "0", "-c", MADE.format(password=site.password))
    # A passkey belongs to a name: browsers make none for a number.
    context = chromium.new_context(base_url=site.url.replace("127.0.0.1", "localhost"))
    context.set_default_timeout(15_000)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)

    _with_password(page, site)
    page.goto("/accounts/second-factor/totp/activate/")
    secret = page.locator("code").inner_text()
    page.get_by_label("Code that the app shows").fill(shown(secret))
    page.get_by_role("button", name="Save").click()
    expect(page.locator("li code")).to_have_count(10)

    keys = context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEYS})
    page.goto("/accounts/second-factor/webauthn/add/")
    page.get_by_label("Name").fill("Work laptop")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_text("Work laptop")).to_be_visible()

    _sign_out(page)
    _with_password(page, site)
    page.get_by_label("Code").fill(shown(secret, later=1))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/workspace/")

    _sign_out(page)
    _with_password(page, site)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/workspace/")

    _sign_out(page)
    page.goto("/accounts/login/?next=/workspace/people/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/workspace/people/")
    context.close()
    assert faults == []


def _with_password(page, site):
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(site.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)
