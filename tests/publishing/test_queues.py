"""What is urgent is made first, and no kind of work waits for another."""

import pytest
from celery import current_app
from django.utils import timezone

from events.workflow import hints as events
from partnership.workflow.letters import SEND
from plans.workflow.bringing import READ_WORD
from portal.workflow.archive_jobs import WORK
from priorities.workflow import hints as priorities
from publishing.models import Document, Format, Rendition
from publishing.workflow import make_next, publish
from publishing.workflow.hints import RENDER
from tests.publishing.samples import SNAPSHOT

NEW = 12


def edition_of(document, words, note=""):
    now = timezone.now()
    return publish(document, title="Plan", fragment=words, snapshot=SNAPSHOT, change_note=note,
                   by=None, now=now)  # fmt: skip


@pytest.fixture
def quick(monkeypatch, settings):
    """Nothing is rendered: this is about turns alone."""
    made = type("Made", (), {"bytes": b"%PDF-1.7", "pages": 1})
    monkeypatch.setattr("publishing.workflow.renditions.file_of", lambda *_, **__: made)
    settings.FORMATS = ["pdf", "text"]


def test_a_correction_of_what_people_read_goes_before_all_that_is_new(
    quick, media, partnership, document
):
    first = edition_of(document, "<p>One</p>")
    while make_next(clock=timezone.now):
        pass
    assert first.renditions.ready().count() == first.renditions.count()
    for number in range(NEW):
        new = Document.objects.create(
            partnership=partnership, kind="plan", slug=f"new-{number}", title="New"
        )
        edition_of(new, "<p>New</p>")

    correction = edition_of(document, "<p>Two</p>", "A number was wrong.")
    pk = make_next(clock=timezone.now)

    assert Rendition.objects.get(pk=pk).edition == correction
    document.refresh_from_db()
    assert document.current_edition == correction
    # The other formats of the correction wait for the PDFs of the rest.
    assert Rendition.objects.get(pk=make_next(clock=timezone.now)).format == Format.PDF


@pytest.mark.once
def test_each_kind_of_work_has_a_queue_of_its_own_to_which_a_worker_listens():
    def queue(name):
        return current_app.amqp.router.route({}, name)["queue"].name

    files = (READ_WORD, events.IMPORT, priorities.IMPORT, WORK)
    assert {queue(name) for name in files} == {"import"}
    assert (queue(RENDER), queue(SEND)) == ("render", "mail")
    assert set(current_app.amqp.queues) == {"render", "import", "mail"}
