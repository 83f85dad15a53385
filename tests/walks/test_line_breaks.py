"""A line break in a title begins no line of its own: of a header, a mail, a feed, a calendar."""

from xml.etree import ElementTree

import pytest
from django.core import mail
from django.utils import timezone

from partnership.workflow import invitations, letters
from tests import hostile, test_access
from tests.test_access import PAGE_ROWS, POSTED, address_of

# One of everything in a partnership, and the people who may see it.
world, people, things = test_access.world, test_access.people, test_access.things
_no_rendering = test_access._no_rendering

BROKEN = "Before\r\nX-Evil: 1\r\nBEGIN:VALARM\r\n"


@pytest.mark.once
def test_a_title_begins_no_line_of_what_is_sent(client, people, things):
    assert hostile.fill(things, BROKEN) > 200
    files = calendars = feeds = 0
    for name in PAGE_ROWS:
        if name in POSTED or "logout" in name:
            continue
        client.force_login(people["officer"])
        answer = client.get(address_of(name, things))
        assert answer.status_code < 500, name
        assert "X-Evil" not in answer.headers, name
        assert not any(set("\r\n") & set(value) for value in answer.headers.values()), name
        files += "Content-Disposition" in answer.headers
        kind = answer.headers.get("Content-Type", "")
        if kind.startswith("text/calendar"):
            calendars += 1
            lines = answer.getvalue().decode().splitlines()
            assert not [line for line in lines if line.startswith(("X-Evil", "BEGIN:VALARM"))]
        if "atom" in kind:
            feeds += 1
            ElementTree.fromstring(answer.getvalue())
    assert (files > 20, calendars > 1, feeds > 0) == (True, True, True), (files, calendars, feeds)


@pytest.mark.once
def test_a_name_begins_no_line_of_a_mail(people, things):
    invitation = things["partnership_invitation"]
    type(invitation.partnership).objects.filter(pk=invitation.partnership_id).update(name=BROKEN)
    invitation = type(invitation).objects.get(pk=invitation.pk)
    invitations.send(invitation, now=timezone.now())
    [sent] = mail.outbox
    assert sent.subject == "Invitation to Before X-Evil: 1 BEGIN:VALARM"
    assert "X-Evil" not in sent.message()
    owed = letters.letter(
        invitation.partnership,
        key="a",
        to="a@b.example",
        subject=BROKEN,
        body="",
        now=timezone.now(),
    )
    assert owed.subject == "Before X-Evil: 1 BEGIN:VALARM"
