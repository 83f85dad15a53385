"""The database restarted, frozen or locked: words in time, and everything once when it is back."""

import os
import re
import signal
import sqlite3
import threading
from contextlib import contextmanager, suppress
from html import unescape

import pytest

from tests.drills.people import PATIENCE
from tests.publishing.processes import running
from tests.servers import PATIENT

SAVED = "/workspace/editions/"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def assert_said_in_time(answer, *words):
    """A page that says what is the matter, within what an officer is promised."""
    assert answer.status == 503, (answer.status, answer.words[:500])
    assert answer.took < PATIENCE, answer.took
    for expected in words:
        assert expected in answer.words, answer.words
    assert "Traceback" not in answer.text


def send_again(officer, page):
    """Press the button under what the page has kept."""
    [address] = re.findall(r'<form class="measure" method="post" action="([^"]+)"', page.text)
    kept = {name: unescape(value) for name, value in HIDDEN.findall(page.text)}
    kept.pop("csrfmiddlewaretoken")
    return officer.post(unescape(address), **kept)


def wait_until_copied(drill, plan):
    """The public reads a copy, for which no database is asked."""
    manifest = drill.var / "public" / "manifest"
    address = f'"/drill-place/plans/{plan}/plan.pdf"'.encode()
    drill.wait_for(
        lambda: manifest.exists() and address in manifest.read_bytes(), what="the page is copied"
    )


def family(pid):
    """A process and its children, which in PostgreSQL are sessions of their own."""
    return [pid, *(process.pid for process in running() if process.parent == pid)]


@contextmanager
def frozen(pid):
    """Stopped as it stands, with all its children, and then let on."""
    pids = family(pid)
    try:
        _tell(pids, signal.SIGSTOP)
        yield
    finally:
        _tell(pids, signal.SIGCONT)


def _tell(pids, what):
    for pid in pids:
        with suppress(ProcessLookupError):  # a child that has done its work meanwhile
            os.kill(pid, what)


def drop(server):
    """PostgreSQL's “immediate” shutdown: as after a crash, everybody is cut off."""
    server.process.process.send_signal(signal.SIGQUIT)
    server.process.process.wait(PATIENT)


@pytest.mark.shape("postgresql")
def test_a_database_that_restarts_while_a_file_is_made_and_a_page_is_asked_for(drill, server):
    drill.start_web()
    drill.start_worker()
    drill.start_sweeper()
    officer = drill.officer()
    publish = drill.address("small", "publish/")
    drill.publish(officer, "large")
    drill.wait_for_state("large", "rendering")
    drop(server)
    try:
        assert_said_in_time(officer.get("/workspace/"), "comes back by itself")
        refused = officer.post(publish, change_note="Other words.", when="now")
        assert_said_in_time(refused, "Send it again")
    finally:
        server.start()
    drill.recovers("large")
    assert SAVED in send_again(officer, refused).url, drill.said()
    drill.recovers("small")


@pytest.mark.shape("postgresql")
def test_a_database_that_goes_at_any_moment_of_a_publish(drill, server):
    drill.start_web()
    drill.start_sweeper()
    officer = drill.officer()
    publish = drill.address("small", "publish/")  # looked up before the database may be away
    cut = threading.Timer(drill.random.uniform(0, 0.4), drop, [server])
    cut.start()
    try:
        answer = officer.post(publish, change_note="Other.", when="now")
    finally:
        cut.join()
        server.start()
    if SAVED not in answer.url:
        assert_said_in_time(answer)
        # Where it was saved though the answer was lost, the second asking is refused in words.
        assert send_again(officer, answer).status in (200, 403)
    drill.recovers("small")


@pytest.mark.shape("postgresql")
def test_a_frozen_database_holds_nobody_up(drill, server):
    drill.start_web()
    drill.start_sweeper()
    officer = drill.officer()
    officer.get("/workspace/")
    wait_until_copied(drill, "small")
    publish = drill.address("small", "publish/")
    with drill.readers("small") as readers:
        with frozen(server.process.pid):
            assert_said_in_time(officer.get("/workspace/"), "comes back by itself")
            refused = officer.post(publish, change_note="Other words.", when="now")
            assert_said_in_time(refused, "Send it again")
            read = readers.statuses[200]
            drill.wait_for(lambda: readers.statuses[200] > read + 10, what="the public reads on")
        drill.wait_for(lambda: officer.get("/workspace/").status == 200, what="it is back")
        assert SAVED in send_again(officer, refused).url
        drill.recovers("small")


@pytest.mark.shape("sqlite")
def test_a_locked_file_refuses_in_words_and_loses_nothing(drill):
    drill.start_web()
    drill.start_sweeper()
    officer = drill.officer()
    wait_until_copied(drill, "small")
    drill.publish(officer, "large")
    drill.wait_for_state("large", "rendering")
    with drill.readers("small") as readers:
        holder = sqlite3.connect(drill.file, timeout=20, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            for _ in range(3):  # about ten seconds in all
                refused = officer.post(
                    drill.address("small", "publish/"), change_note="Other words.", when="now"
                )
                assert_said_in_time(refused, "Others are saving", "Send it again")
                assert officer.get("/workspace/").status == 200
            read = readers.statuses[200]
            drill.wait_for(lambda: readers.statuses[200] > read + 10, what="the public reads on")
        finally:
            holder.execute("ROLLBACK")
            holder.close()
        assert SAVED in send_again(officer, refused).url
        drill.recovers("small", "large")
