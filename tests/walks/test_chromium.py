"""A real browser on pages whose every stored text is an attempt: nothing of it runs or asks."""

import urllib.parse

import pytest
from django.contrib.staticfiles import finders
from django.db import transaction

from tests import hostile, test_access
from tests.payloads import WORDS
from tests.site import browser
from tests.test_access import PAGE_ROWS, POSTED, address_of, get

# One of everything in a partnership, and the people who may see it.
world, people, things = test_access.world, test_access.people, test_access.things
_no_rendering = test_access._no_rendering

HOST = "https://testserver"
# Whatever runs says so, also in a frame; a dialog would wait for somebody to close it.
CANARY = """
window.evil = (...said) => { console.error("RAN", ...said); };
for (const name of ["alert", "confirm", "prompt"]) window[name] = window.evil;
"""


class Portal:
    """Gives a browser the answer that the test got, as it came, and the files beside it."""

    def __init__(self):
        self.elsewhere, self.page = [], None

    def answer(self, route, request):
        address = request.url.removeprefix(HOST)
        if request.is_navigation_request() and request.frame.parent_frame is None:
            return route.fulfill(**self.page)
        if address.startswith("/static/"):
            path = urllib.parse.urlsplit(address).path.removeprefix("/static/")
            return route.fulfill(path=finders.find(path))
        if address == request.url and not request.url.startswith(("data:", "blob:", "about:")):
            self.elsewhere.append(request.url)
        return route.abort()


@pytest.mark.once
def test_nothing_stored_runs_in_a_browser(client, people, things):
    assert hostile.fill(things, WORDS) > 200
    pages = {name: _got(client, people["officer"], address) for name, address in _asked(things)}
    pages = {name: page for name, page in pages.items() if page}
    assert len(pages) > 200
    # From here on no database: a browser's loop in this thread would have a connection of its own.
    with browser() as chromium:
        assert _wrong(chromium, pages) == {}


def _asked(things):
    return [(name, address_of(name, things)) for name in sorted(PAGE_ROWS.keys() - POSTED)]


def _got(client, person, address):
    """A page as it was answered; None where it is none."""
    with transaction.atomic():
        answer = get(client, person, address)
        body = answer.getvalue()
        transaction.set_rollback(True)
    if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
        return None
    headers = {name: value for name, value in answer.items() if name != "Content-Length"}
    return {"status": 200, "headers": headers, "body": body}


def _wrong(chromium, pages):
    """The pages on which something ran, or would have but for the CSP, or asked elsewhere."""
    portal, said, found = Portal(), [], {}
    context = chromium.new_context(service_workers="block")
    context.add_init_script(CANARY)
    context.route("**/*", portal.answer)
    window = context.new_page()
    window.on("console", lambda line: said.append(line.text))
    window.on("dialog", lambda dialog: (said.append(f"RAN {dialog.message}"), dialog.dismiss()))
    for name, portal.page in pages.items():
        window.goto(f"{HOST}/{name}/")
        wrong = [line for line in said if "RAN" in line or "Content Security Policy" in line]
        if wrong or portal.elsewhere:
            found[name] = (wrong[:3], portal.elsewhere[:3])
        said.clear()
        portal.elsewhere.clear()
    context.close()
    return found
