"""Two people at the same moment at one plan: one wins, the other is told, nothing is half."""

import json
import threading
import time
import uuid

import pytest

from tests.drills.people import PATIENCE
from tests.drills.shapes import PLANS, UNENDING


def at_once(*acts):
    """Do all of these in the same moment; what each came to."""
    gate, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        gate.wait()
        answers[place] = act()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for answer in answers:
        assert answer.status in (200, 409, 423, 503), (answer.status, answer.words[:1000])
        assert "Traceback" not in answer.text
        assert answer.took < PATIENCE, answer.took
    return answers


@pytest.fixture
def drill(install):
    """No lease ends by itself: whatever is made twice was taken twice."""
    return install(LEASE_SECONDS=UNENDING)


@pytest.fixture
def two(drill):
    """The officer at two windows, each answered by a web process of its own."""
    drill.start_web(workers=2)
    return drill.officer(), drill.officer()


def later(drill, act):
    """An act that begins up to a tenth of a second late."""
    pause = drill.random.uniform(0, 0.1)

    def act_later():
        time.sleep(pause)
        return act()

    return act_later


def test_two_publish_the_same_plan(drill, two):
    address = drill.address("small", "publish/")
    form = {"change_note": "Other words.", "when": "now"}
    with drill.readers("small"):
        answers = at_once(*(later(drill, lambda o=o: o.post(address, **form)) for o in two))
        drill.start_sweeper()
        drill.recovers("small")
    # Both are led to the one edition.
    assert {a.url.partition("/workspace/editions/")[1] for a in answers} != {""}
    assert drill.query("SELECT count(*) FROM publishing_edition WHERE number > 1") == [(1,)]


def test_many_makers_make_each_file_once(drill, two):
    drill.start_worker()
    for _ in range(3):
        drill.start_sweeper()
    for number, plan in enumerate(PLANS):
        drill.publish(two[number % 2], plan)
    drill.recovers(*PLANS, attempts=1)


def test_publish_against_withdraw(drill, two):
    publisher, withdrawer = two
    publish = drill.address("small", "publish/")
    [(edition,)] = drill.query(
        "SELECT e.uid FROM publishing_edition e JOIN plans_plan p"
        " ON p.document_id = e.document_id WHERE p.slug = 'small'"
    )
    withdraw = f"/workspace/editions/{uuid.UUID(str(edition))}/withdraw/"
    asked = {"change_note": "Other words.", "when": "now"}
    at_once(
        later(drill, lambda: publisher.post(publish, **asked)),
        later(drill, lambda: withdrawer.post(withdraw, reason="A name was wrong.")),
    )
    drill.start_sweeper()
    drill.recovers("small")
    [(published, withdrawn, reason)] = drill.query(
        "SELECT e.published_at, d.withdrawn_at, d.withdrawn_reason FROM publishing_document d"
        " JOIN publishing_edition e ON e.id = d.current_edition_id"
        " JOIN plans_plan p ON p.document_id = d.id WHERE p.slug = 'small'"
    )
    # A withdrawal holds until an edition that was published after it is whole.
    page = publisher.get("/drill-place/plans/small/")
    assert ("A name was wrong." in page.words) == (withdrawn is not None)
    assert (withdrawn is None and reason == "") or withdrawn > published


def test_submit_against_edit(drill, two):
    """What is agreed to is what is stored: the edit came before, or it was refused in words."""
    submitter, writer = two
    submitter.post(drill.address("small", "reopen/"), reason="Once more.")
    [(block, version)] = drill.query(
        "SELECT b.uid, b.version FROM plans_block b JOIN plans_section s ON s.id = b.section_id"
        " JOIN plans_plan p ON p.id = s.plan_id WHERE p.slug = 'small'"
    )
    typed = {"text": "<p>Words of edition 3 end.</p>", "base_version": version}
    submit, edit = drill.address("small", "submit/"), f"/workspace/blocks/{uuid.UUID(str(block))}/"
    _, edited = at_once(
        later(drill, lambda: submitter.post(submit)),
        later(drill, lambda: writer.post(edit, **typed)),
    )
    [(state, text, submitted)] = drill.query(
        "SELECT p.state, b.text, p.submitted_fragment FROM plans_plan p"
        " JOIN plans_section s ON s.plan_id = p.id JOIN plans_block b ON b.section_id = s.id"
        " WHERE p.slug = 'small'"
    )
    assert state == "submitted"
    assert ("edition 3" in text) == ("edition 3" in json.dumps(submitted)), (text, submitted)
    assert "edition 3" in text or "edition 3" in edited.text  # nothing that was typed is lost
