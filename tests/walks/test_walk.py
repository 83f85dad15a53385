"""Every address, walked by somebody hostile: all methods, fields that no page offers, others' keys.

The table in tests/test_access.py says who gets what; here nobody writes a row whom it lets out,
and who is let in writes no more than the page is for. New addresses are walked by themselves.
"""

import re
from pathlib import Path

import pytest

from tests.test_access import PAGE_ROWS, POSTED, ROLES, address_of, route_of
from tests.walks import walking

WALKED = [
    name for name in PAGE_ROWS if not name.startswith(("account", "admin:", "mfa", "health:"))
]
HOSTILE = [role for role in ROLES if role not in {"officer", "administrator"}]
# What has no page has few ways to answer: each of these is asked of some who differ.
OTHER_METHODS = {
    "put": ["nobody", "lead", "other officer"],
    "patch": ["nobody", "other lead"],
    "delete": ["nobody", "executive"],
}

AUDIT = {"records_change"}
COMMENTS = AUDIT | {"plans_comment", "plans_historicalcomment"}
LOOKS = {"plans_seentext", "plans_planlook", "plans_sectionlook"}
SCORES = AUDIT | {"priorities_scorecard", "priorities_historicalscorecard", "priorities_score"}
SCORES |= {"priorities_historicalscore"}
# What others than officers write at the addresses that are open to them.
THEIRS = {
    "events:capture_page": {"events_capturedevice"},
    "events:meeting_notes_answer": AUDIT | {"events_notesanswer", "events_historicalnotesanswer"},
    "partnership:accept_invitation": set(),
    "plans:check_page": COMMENTS | {"plans_check", "plans_historicalcheck"},
    "plans:comment_add": COMMENTS,
    "plans:comment_reply": COMMENTS,
    "plans:draft_reply_page": AUDIT | {"plans_draftreply", "plans_historicaldraftreply"},
    "plans:plan_changes": LOOKS,
    "plans:plan_comment_add": COMMENTS,
    "plans:section_seen": LOOKS,
    "priorities:score_edit": SCORES,
    "priorities:score_interest": SCORES,
    "priorities:score_note": SCORES,
    "publishing:format_request_add": AUDIT
    | {"publishing_formatrequest", "publishing_historicalformatrequest"},
}
# Both have a picture of this name there, for a picture is named by what is in it.
OF_BOTH = {"plans:picture"}
# Where an administrator chooses among all partnerships.
AMONG_ALL = {"portal:archive_list"}
# What a download leaves behind: that it was taken.
TAKEN_ALONG = re.compile(r"_(csv|export|file)$")

ROOT = Path(__file__).parents[2]
ROOMS = ["partnership", "publishing", "events", "priorities", "plans", "portal"]
NAMED = re.compile(r"\b(?:POST|GET|data|query)(?:\.get|\.getlist)?[(\[]\"([a-z_]+)\"")
# Names that code reads from requests: none of them may be a way to another's things.
READ = sorted(
    {
        name
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for name in NAMED.findall(path.read_text())
    }
)


@pytest.mark.once
def test_the_walk_is_as_long_as_it_was():
    assert len(WALKED) >= 500 and len(READ) >= 75


@pytest.mark.once
@pytest.mark.parametrize("name", WALKED)
def test_address(name, worlds):
    address = address_of(name, worlds.things)
    sent = _drawn(name, address, worlds) if name not in POSTED else {}
    _nothing_is_taken_that_is_not_asked_for(name, address, sent, worlds)
    _nobody_else_writes(name, address, sent, worlds)


def _drawn(name, address, worlds):
    """What the officer's page would send; it holds nothing of another partnership."""
    role = "administrator" if PAGE_ROWS[name][1] == "403" else "officer"
    page, written = worlds.ask(role, "get", address)
    assert not worlds.strange(written.values)
    if page.status_code != 200 or "text/html" not in page.get("Content-Type", ""):
        return {}
    found = walking.forms_of(page)
    if address.startswith("/workspace/") and role == "officer":
        _holds_nothing_of_others(page, found, worlds)
        _asks_nothing_of_others(address, page, worlds)
    sent = walking.sent_by(page, found)
    if name not in AMONG_ALL:
        _takes_no_key_of_others(address, role, sent, found, worlds)
    return sent


def _holds_nothing_of_others(page, found, worlds):
    assert not set(walking.UUIDS.findall(page.content.decode())) & worlds.uids
    for form in found:
        assert not set(walking.values_offered(form)) & worlds.uids
        for name, field in form.fields.items():
            if worlds.has_owners(field) and not field.widget.is_hidden:
                assert not worlds.strange({each.pk for each in field.queryset}), name


def _asks_nothing_of_others(address, page, worlds):
    """A question that names another's thing is answered as if there were no such thing."""
    theirs = {name: worlds.stranger_named(name).uid for name in READ}
    answer, written = worlds.ask("officer", "get", address, theirs)
    assert answer.status_code in {200, 302, 400, 404}
    assert not worlds.strange(written.values)
    if answer.status_code == 200 and "text/html" in answer["Content-Type"]:
        given = {str(uid) for uid in theirs.values()}
        shown = set(walking.UUIDS.findall(answer.content.decode())) - given
        assert not shown & worlds.uids
        assert answer.content.count(b"Moors") <= page.content.count(b"Moors")


def _takes_no_key_of_others(address, role, sent, found, worlds):
    """Keys in fields to choose from, hidden ones and those of rows, changed by hand."""
    bad = {
        name: [worlds.counterparts.get(str(value), value) for value in values]
        for name, values in sent.items()
    }
    for form in found:
        for bound in form:
            if worlds.has_owners(bound.field) and (key := worlds.key_for(bound.field)):
                bad[bound.html_name] = [key]
    if bad != sent:
        answer, written = worlds.ask(role, "post", address, bad)
        assert answer.status_code < 500
        assert not worlds.strange(written.values), written


def _nothing_is_taken_that_is_not_asked_for(name, address, sent, worlds):
    """The officer's own form with fields of the row that no page has, and others' keys."""
    extra = walking.NOT_ASKED | {each: worlds.stranger_named(each).uid for each in READ}
    extra |= {f"{kind}_id": worlds.stranger_named(kind).pk for kind in ("plan", "partnership")}
    for role in ("officer", "administrator"):
        if role == "administrator" and sent:
            continue  # as the officer's
        body = {key: value for key, value in extra.items() if key not in sent} | sent
        answer, written = worlds.ask(role, "post", address, body)
        assert answer.status_code < 500
        assert not walking.smuggled(written.values), written
        if role == "officer":
            assert not worlds.strange(written.values), written
            if PAGE_ROWS[name][1] in {"403", "404"} and name not in POSTED:
                assert written.tables <= AUDIT


def _nobody_else_writes(name, address, sent, worlds):
    for role in HOSTILE:
        _refused_or_theirs(name, role, *worlds.ask(role, "post", address, sent))
    body = {"data": "state=published", "content_type": "application/x-www-form-urlencoded"}
    for method, roles in OTHER_METHODS.items():
        for role in roles:
            _refused_or_theirs(name, role, *worlds.ask(role, method, address, **body))


def _refused_or_theirs(name, role, answer, written):
    row = PAGE_ROWS[name][ROLES.index(role)]
    private = route_of(name)[0].startswith("workspace/")
    if role == "nobody" and private:
        assert answer.status_code == 302 and "/login/" in answer.url
    elif row in {"401", "403", "404"} and name not in OF_BOTH:
        assert answer.status_code in {int(row), 405}, (role, answer.status_code)
    assert answer.status_code < 500
    let_in = row not in {"401", "403", "404"} and not (role == "nobody" and private)
    theirs = THEIRS.get(name, AUDIT if TAKEN_ALONG.search(name) else set()) if let_in else set()
    assert written.tables <= theirs, (role, written)
