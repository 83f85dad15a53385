"""A part that is away is said in words, with what was typed; our own mistakes look otherwise."""

import sqlite3

import pytest
import redis
from django.db import OperationalError
from django.test import RequestFactory
from django.urls import get_resolver

from tests.reading import words_of
from tests.servers import free_port

pytestmark = pytest.mark.once


def broken_by(trouble, request):
    """The page that Django answers when a view ends in this trouble."""
    handler = get_resolver("config.urls").resolve_error_handler(500)
    try:
        trouble()
    except Exception:
        return handler(request)
    raise AssertionError("there was no trouble")


def locked(folder):
    holder = sqlite3.connect(folder / "one.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        sqlite3.connect(folder / "one.sqlite3", timeout=0).execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        raise OperationalError(str(error)) from error  # as Django hands it on


def full(folder):
    with open("/dev/full", "wb", buffering=0) as disk:
        disk.write(b"a page")


def broker_gone(folder):
    redis.Redis(port=free_port(), socket_timeout=1).ping()


def handled_in_vain(folder):
    """A trouble while the trouble was being handled."""
    try:
        broker_gone(folder)
    except redis.RedisError:
        raise KeyError("what it would have told")  # noqa: B904


@pytest.mark.parametrize(
    "trouble, words",
    [
        (locked, "Others are saving at this moment"),
        (full, "The disk is full"),
        (broker_gone, "comes back by itself"),
        (handled_in_vain, "comes back by itself"),
    ],
)
def test_a_part_that_is_away_is_said_in_words(tmp_path, trouble, words):
    answer = broken_by(lambda: trouble(tmp_path), RequestFactory().get("/"))
    assert answer.status_code == 503 and answer["Retry-After"]
    assert words.lower() in words_of(answer.content.decode()).lower()


def test_our_own_mistake_is_not_taken_for_it():
    answer = broken_by(lambda: [][0], RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "It is our fault" in words_of(answer.content.decode())


def test_what_was_typed_can_be_sent_again():
    typed = {"title": 'Alcohol & "drugs"', "groups": ["1", "2"], "csrfmiddlewaretoken": "token"}
    request = RequestFactory().post("/plans/1/?part=2", typed)
    page = broken_by(lambda: full(None), request).content.decode()
    assert 'action="/plans/1/?part=2"' in page
    assert 'name="title" value="Alcohol &amp; &quot;drugs&quot;"' in page
    assert page.count('name="groups"') == 2 and 'value="token"' in page
    assert "Send it again" in page


def test_a_password_is_not_written_into_the_page():
    request = RequestFactory().post("/accounts/login/", {"login": "a@b.example", "password": "xyz"})
    page = broken_by(lambda: full(None), request).content.decode()
    assert "xyz" not in page and "Send it again" not in page
