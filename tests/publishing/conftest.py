import socket
import threading

import django
import pytest
from django.utils import timezone

django.setup()  # the models below need the apps, and this file is read before pytest loads them

from partnership.models import Partnership, User  # noqa: E402
from publishing.models import Document  # noqa: E402
from publishing.workflow import publish  # noqa: E402
from tests.publishing.samples import FRAGMENT, SNAPSHOT  # noqa: E402


@pytest.fixture
def media(settings, tmp_path):
    """Files of a test stay with the test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def partnership(db):
    return Partnership.objects.create(
        name="South Lakeland Community Safety Partnership",
        short_name="SLCSP",
        place_name="South Lakeland",
        slug="test-south-lakeland",
    )


@pytest.fixture
def officer(db):
    return User.objects.create_user("officer@test.example", post="Partnership officer")


@pytest.fixture
def document(partnership):
    return Document.objects.create(
        partnership=partnership,
        kind="plan",
        slug="partnership-plan-2011-12",
        title="Partnership Plan",
    )


@pytest.fixture
def publish_text(document, officer, media):
    """Publish some words as the next edition of the document."""

    def publish_it(words=FRAGMENT, *, change_note="Figures corrected", now=None):
        return publish(
            document,
            title="Partnership Plan Refresh 2011-2012",
            fragment=words,
            snapshot=SNAPSHOT,
            change_note=change_note,
            by=officer,
            now=now or timezone.now(),
        )

    return publish_it


@pytest.fixture
def listener():
    """A web server that only counts who knocks."""
    knocks = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        done = threading.Event()

        def listen():
            while not done.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                knocks.append(connection.recv(1000))
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", knocks
        done.set()
        thread.join()
