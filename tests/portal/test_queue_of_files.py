"""The queue of an installation without Redis: a folder that may go and come back."""

import json
import shutil
from pathlib import Path

import pytest
from kombu import Connection, Queue

from config import broker

pytestmark = pytest.mark.once

NAME = "celery"


@pytest.fixture
def folder(tmp_path, settings):
    settings.QUEUE_FOLDER = tmp_path / "queue" / "messages"
    return settings.QUEUE_FOLDER


@pytest.fixture
def queue(folder):
    options = {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(folder.parent / "control"),
    }
    with Connection("filesystem://", transport=broker.Files, transport_options=options) as at:
        yield at


def send(queue, words):
    """As Celery does, which asks for the queue before the first message of a connection."""
    queue.Producer().publish(words, routing_key=NAME, declare=[Queue(NAME)])


def taken(queue):
    return queue.SimpleQueue(NAME).get(timeout=5).payload


def test_a_message_is_taken_whose_folder_was_away_when_the_last_one_was_refused(queue, folder):
    folder.parent.mkdir()
    folder.write_text("a file where the folder was")
    with pytest.raises(OSError):
        send(queue, "lost")
    folder.unlink()
    send(queue, "kept")
    assert taken(queue) == "kept"


def test_a_message_whose_folder_goes_between_two_is_taken(queue, folder):
    send(queue, "first")
    shutil.rmtree(folder)
    send(queue, "second")
    assert taken(queue) == "second"


def test_nobody_finds_half_a_message(queue, folder, monkeypatch):
    """A worker that looks while a message is written does not see it yet."""
    found = []

    def look(payload):
        found.append(list(folder.glob("*.msg")))
        return json.dumps(payload)

    monkeypatch.setattr(broker, "dumps", look)
    write = Path.write_text

    def write_and_look(path, text):
        write(path, text[: len(text) // 2])
        found.append(list(folder.glob("*.msg")))
        return write(path, text)

    monkeypatch.setattr(Path, "write_text", write_and_look)
    send(queue, "whole")
    assert found == [[], []]
    assert taken(queue) == "whole"
