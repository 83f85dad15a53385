"""What everybody reads names nobody who has an account, sets no cookie and asks no other site."""

import re

import pytest

from tests import markup, test_access
from tests.test_access import PAGE_ROWS, POSTED, address_of

pytestmark = pytest.mark.xdist_group("one of everything")  # which takes seconds to make

# One of everything in a partnership, and the people who may see it.
world, people, things = test_access.world, test_access.people, test_access.things
_no_rendering = test_access._no_rendering

# A form's token is a cookie: it is set where somebody is asked to write, and nowhere else.
FORMS = {
    "publishing:format_request_add", "plans:draft_reply_page", "plans:draft_replied",
    "plans:check_page", "partnership:accept_invitation", "events:capture_page",
}  # fmt: skip
MARK = "Quentin-Featherstonehaugh"


@pytest.fixture
def public(people, things, client):
    """Every page that somebody without an account gets, in both languages."""
    for number, person in enumerate(filter(None, people.values())):
        person.email = f"{MARK}-{number}@somewhere.example".lower()
        person.post = f"{MARK} {number}"
        person.save()
    client.cookies.clear()
    found = {}
    for name in PAGE_ROWS:
        if name in POSTED or not name.startswith(ROOMS):
            continue
        address = address_of(name, things)
        for one in (address, f"/cy{address}"):
            answer = client.get(one)
            client.cookies.clear()
            if answer.status_code == 200:
                found[name, one] = answer
    return found


ROOMS = ("portal:", "plans:", "priorities:", "events:", "publishing:", "partnership:")


@pytest.mark.once
def test_public_pages_name_nobody_and_ask_no_other_site(public, people):
    """No e-mail address, post or number of an account; no cookie; nothing loaded from elsewhere."""
    uids = {str(person.uid) for person in people.values() if person}
    told, cookies, elsewhere = set(), set(), {}
    for (name, address), answer in public.items():
        text = answer.getvalue().decode(errors="replace")
        if re.search(MARK, text, re.IGNORECASE) or any(uid in text for uid in uids):
            told.add(address)
        if answer.cookies:
            cookies.add(name)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        if is_page and (hosts := set(markup.fetched(text))):
            elsewhere[address] = hosts
    assert told == set()
    assert cookies <= FORMS
    assert elsewhere == {}
    assert len(public) > 80
