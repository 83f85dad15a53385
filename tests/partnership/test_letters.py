"""Mails are rows until the mail server took each: none is lost, whatever ends or goes away."""

import datetime
import os
import random
import signal
import subprocess
import sys
from collections import Counter

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from partnership.models import Letter
from partnership.models.letters import MOST_ATTEMPTS, LetterState
from partnership.tasks import send_letters as task
from partnership.workflow import letters
from partnership.workflow.letters import LEASE, send_due, send_letters, write
from tests import factories
from tests.partnership.post_office import mail_settings, post_office
from tests.servers import ROOT, free_port, wait_until

NOW = datetime.datetime(2011, 7, 1, 9, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
WAITING, SENDING, SENT, FAILED = LetterState.values


def owe(of, number, to=None, **fields):
    text = {"subject": f"Letter {number}", "body": "Please report."} | fields
    return write(of, key=f"test-{number}", to=to or f"lead-{number}@example.org", now=NOW, **text)


def send(now=NOW, **how):
    return send_letters(clock=lambda: now, **how)


def states():
    return dict(Letter.objects.order_by("key").values_list("key", "state"))


@pytest.fixture
def of(db):
    return factories.partnership("lakes")


@pytest.fixture
def office(settings):
    """Start a mail server and point the portal to it."""
    offices = []

    def start(**how):
        found = post_office(**how)
        server = found.__enter__()
        offices.append(found)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        return server

    yield start
    for found in offices:
        found.__exit__(None, None, None)


# ---- written


def test_a_letter_is_owed_once(of):
    assert owe(of, 1).message_id.endswith("@127.0.0.1>")
    assert owe(of, 1) is None
    assert Letter.objects.count() == 1


def test_what_is_not_due_yet_waits(of):
    owe(of, 1, not_before=NOW + MINUTE)
    assert send() == 0
    assert send(NOW + MINUTE) == 1


def test_many_letters_cost_one_hint(of, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as hints:
        for number in range(5):
            owe(of, number)
    assert len(hints) == 1


def test_a_hint_that_is_taken_back_takes_no_later_one_with_it(
    of, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as hints:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            owe(of, 1)
            raise ZeroDivisionError
        owe(of, 2)
    assert len(hints) == 1
    assert set(states()) == {"test-2"}


def test_a_broker_that_is_down_loses_no_letter(
    of, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def down(*args, **kwargs):
        raise ConnectionError("no broker")

    monkeypatch.setattr(letters.current_app, "send_task", down)
    with django_capture_on_commit_callbacks(execute=True):
        owe(of, 1)
    assert "the sweeper sends the mail" in caplog.text
    send_due(NOW)
    assert states() == {"test-1": SENT}


# ---- sent


def test_the_task_sends_what_is_due(of):
    owe(of, 1)
    task()
    [sent] = mail.outbox
    letter = Letter.objects.get()
    assert sent.extra_headers["Message-ID"] == letter.message_id
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert letter.sent_at is not None


def test_a_mail_server_gets_them_over_one_connection(of, office):
    server = office()
    for number in range(20):
        owe(of, number)
    assert send() == 20
    assert (len(set(server.ids)), server.connections) == (20, 1)


def test_refused_addresses_stop_nobody_else(of, office):
    server = office(
        refuses={
            "gone@example.org": "550 no such person",
            "full@example.org": "452 mailbox is full",
        }
    )
    owe(of, 1, to="gone@example.org")
    owe(of, 2, to="full@example.org")
    owe(of, 3, to="no address\r\nat all")
    owe(of, 4, subject="no such words")
    owe(of, 5)
    assert send() == 1
    assert states() == {
        "test-1": FAILED,
        "test-2": WAITING,
        "test-3": FAILED,
        "test-4": FAILED,
        "test-5": SENT,
    }
    assert "no such person" in Letter.objects.get(key="test-1").reason
    server.refuses.clear()
    assert send(NOW + 2 * MINUTE) == 1


def test_a_mail_server_that_is_away_costs_no_letter_an_attempt(of, settings, office):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    for number in range(3):
        owe(of, number)
    for hour in range(100):  # four days
        assert send(NOW + datetime.timedelta(hours=hour)) == 0
    assert set(Letter.objects.values_list("state", "attempts")) == {(WAITING, 0)}
    office()
    assert send(NOW + datetime.timedelta(hours=100)) == 3


def test_a_mail_server_that_hangs_up_after_some_gets_the_rest_over_another(of, office):
    server = office(most=4)
    for number in range(10):
        owe(of, number)
    send()
    send(NOW + 2 * MINUTE)
    assert sorted(Counter(server.ids).values()) == [1] * 10
    assert set(Letter.objects.values_list("state", flat=True)) == {SENT}


def test_a_sender_address_that_is_refused_fails_no_letter(of, office, monkeypatch):
    server = office(most=0)  # every MAIL FROM is answered with the end of the connection
    for number in range(3):
        owe(of, number)
    for step in range(30):
        send(NOW + step * 10 * MINUTE)
    assert set(states().values()) == {WAITING}
    server.most = None
    assert send(NOW + 400 * MINUTE) == 3


def test_temporary_refusals_wait_longer_each_time_and_end_with_the_reason(of, office):
    office(refuses={"lead-1@example.org": "451 try later"})
    owe(of, 1)
    now, tries = NOW, 0
    while Letter.objects.get().state == WAITING and tries < 20:
        now = max(now, Letter.objects.get().not_before)
        send(now)
        tries += 1
    letter = Letter.objects.get()
    assert (letter.state, tries) == (FAILED, MOST_ATTEMPTS)
    assert "try later" in letter.reason
    assert now - NOW > datetime.timedelta(hours=3)


def test_a_letter_in_anothers_hand_is_left_until_the_lease_ends(of):
    owe(of, 1)
    Letter.objects.update(state=SENDING, lease_until=NOW + LEASE, leased_by="x", attempts=1)
    assert send(NOW + LEASE) == 0
    assert send(NOW + LEASE + MINUTE) == 1


def test_of_two_senders_that_found_the_same_letter_one_takes_it(of):
    letter = owe(of, 1)
    assert letters._claim(letter.pk, NOW) == letter
    assert letters._claim(letter.pk, NOW) is None


def test_a_letter_whose_sender_was_killed_each_time_says_so(of):
    owe(of, 1)
    Letter.objects.update(
        state=SENDING, lease_until=NOW, leased_by="x", attempts=MOST_ATTEMPTS
    )  # fmt: skip
    send_due(NOW + MINUTE)
    letter = Letter.objects.get()
    assert letter.state == FAILED
    assert "stopped 8 times" in letter.reason


def test_a_sweep_leaves_time_for_other_work(of, monkeypatch):
    for number in range(60):
        owe(of, number)
    send_due(NOW)
    assert len(mail.outbox) == letters.A_SWEEP
    monkeypatch.setattr(letters, "A_SWEEP_LASTS", datetime.timedelta(0))
    send_due(NOW)
    assert len(mail.outbox) == letters.A_SWEEP


def test_nothing_to_send_is_one_question_and_no_connection(of, django_assert_num_queries, office):
    server = office()
    with django_assert_num_queries(2):
        send_due(NOW)
    assert server.connections == 0


# ---- a sender that is really killed


SENDER = """
import datetime, sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from django.utils import timezone
from partnership.workflow.letters import send_letters
ahead = datetime.timedelta(seconds=int(sys.argv[2]))
send_letters(clock=lambda: timezone.now() + ahead)
"""


def sender(port, ahead=0):
    """A process that sends what is due, by a clock that may be ahead."""
    name = connection.settings_dict["NAME"]
    return subprocess.Popen(
        [sys.executable, "-c", SENDER, str(name), str(ahead)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **mail_settings(port)},
        cwd=ROOT,
    )


@pytest.mark.django_db(transaction=True)
def test_a_sender_killed_at_any_moment_loses_no_letter(settings):
    many, kills = 300, 3
    settings.CELERY_TASK_ALWAYS_EAGER = False
    of = factories.partnership("lakes")
    now = timezone.now()
    letters.write_all(
        [
            letters.letter(
                of, key=f"k{n}", to=f"a{n}@example.org", subject="Due", body="Due.", now=now
            )
            for n in range(many)
        ]
    )
    after_a_lease = int(LEASE.total_seconds()) + 60
    chosen = random.Random()
    with post_office(slow=0.003) as server:
        for kill in range(kills):
            process = sender(server.port, ahead=kill * after_a_lease)
            at = len(server.taken) + chosen.randint(5, 60)
            wait_until(lambda at=at: len(server.taken) >= at, seconds=60, what="some are sent",
                       every=0.001)  # fmt: skip
            process.send_signal(signal.SIGKILL)
            assert process.wait(10) == -signal.SIGKILL
        assert sender(server.port, ahead=kills * after_a_lease).wait(60) == 0
        taken = Counter(server.ids)
    assert set(taken) == set(Letter.objects.values_list("message_id", flat=True))
    assert sum(taken.values()) <= many + kills
    assert max(taken.values()) <= 2
    assert set(Letter.objects.values_list("state", flat=True)) == {SENT}
