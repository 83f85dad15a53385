"""Redis stopped, frozen or emptied; the queue's folder gone, spoilt or not to be written to."""

import os
import shutil
import signal
from contextlib import suppress

import pytest
import redis

from tests.drills.people import PATIENCE, Officer

FAULTS = ("stopped", "frozen", "emptied")


def break_redis(drill, fault):
    server = drill.redis
    if fault == "stopped":
        server.process.kill()
    elif fault == "frozen":
        os.kill(server.process.pid, signal.SIGSTOP)
    else:
        redis.Redis.from_url(server.url).flushall()


def mend_redis(drill, fault):
    if fault == "stopped":
        drill.redis.start()
    elif fault == "frozen":
        os.kill(drill.redis.process.pid, signal.SIGCONT)


@pytest.mark.shape("postgresql")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_broker_that_fails_at_publish_and_comes_back(drill, fault):
    drill.start_web()
    drill.start_worker()
    sweeper = drill.start_sweeper()
    officer = drill.officer()
    with drill.readers("small"):
        break_redis(drill, fault)
        drill.publish(officer, "small")
        drill.assert_pages_go_on(officer)
        drill.recovers("small")
        mend_redis(drill, fault)
    # The worker hears of new work again, without the sweeper.
    sweeper.kill()
    drill.publish(officer, "second")
    drill.recovers("second", attempts=1)


@pytest.mark.shape("postgresql")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_broker_that_fails_during_a_render(drill, fault):
    drill.start_web()
    drill.start_worker()
    officer = drill.officer()
    with drill.readers("large"):
        drill.publish(officer, "large")
        drill.wait_for(drill.rendering, what="the renderer runs")
        drill.sleep(2)
        break_redis(drill, fault)
        drill.assert_pages_go_on(officer)
        drill.start_sweeper()
        drill.recovers("large")
        mend_redis(drill, fault)


@pytest.mark.shape("postgresql")
@pytest.mark.parametrize("fault", ["stopped", "frozen"])
def test_without_the_limits_sign_in_is_answered_in_words(drill, fault):
    """Guesses are counted in Redis. Who is signed in works on; who comes is told in time."""
    drill.start_web()
    inside, outside = drill.officer(), Officer(drill.base)
    break_redis(drill, fault)
    drill.assert_pages_go_on(inside)
    form = outside.get("/accounts/login/")
    answer = outside.sign_in()
    assert (form.took < PATIENCE, answer.took < PATIENCE) == (True, True), (form.took, answer.took)
    assert answer.status in (200, 503), answer.words[:1000]
    assert "Traceback" not in answer.text
    assert answer.status == 200 or "Try again in a" in answer.words
    mend_redis(drill, fault)
    drill.wait_for(lambda: "/workspace/" in outside.sign_in().url, what="sign-in")


def put_a_file_in_its_place(folder):
    """So that nobody can write there, not even root, who heeds no modes. The worker makes the
    folder anew between any two steps."""
    while not folder.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(IsADirectoryError):
            folder.write_text("a file where the folder was")


@pytest.mark.shape("sqlite")
@pytest.mark.parametrize("fault", ["deleted", "spoilt", "not to be written"])
def test_a_queue_of_files_that_fails(drill, fault):
    drill.start_web()
    drill.start_worker()
    sweeper = drill.start_sweeper()
    officer = drill.officer()
    messages = drill.var / "queue" / "messages"
    with drill.readers("small"):
        if fault == "spoilt":
            for number in range(20):
                name = f"{number}_{drill.random.randrange(10**9)}.render.msg"
                (messages / name).write_bytes(drill.random.randbytes(1000))
        elif fault == "deleted":
            shutil.rmtree(messages)
        else:
            put_a_file_in_its_place(messages)
        drill.publish(officer, "small")
        drill.assert_pages_go_on(officer)
        drill.recovers("small")
    if fault == "not to be written":
        messages.unlink()
    sweeper.kill()
    drill.publish(officer, "second")
    drill.recovers("second", attempts=1)
