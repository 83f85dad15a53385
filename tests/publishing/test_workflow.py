"""From Publish to public: what an officer and the public see at each step."""

import datetime
import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from celery import current_app
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.db.utils import Error, IntegrityError
from django.utils import timezone

from publishing.children import Made
from publishing.models import MOST_ATTEMPTS, Document, Edition, Rendition
from publishing.workflow import RENDER, give_up, make, retry, withdraw
from publishing.workflow.hints import ask
from publishing.workflow.renditions import claim, fail, finish, put_back, renew
from records.models import Change
from records.moves import Refused

NOW = datetime.datetime(2011, 5, 19, 9, 30, tzinfo=datetime.UTC)
LATER = NOW + datetime.timedelta(hours=1)
PDF = Made(b"%PDF-1.7 whole", 12)


def test_publish_freezes_the_text_and_queues_its_pdf(publish_text, document, officer):
    edition = publish_text(change_note="", now=NOW)
    assert (edition.number, edition.published_by, edition.published_at) == (1, officer.uid, NOW)
    assert [(r.format, r.state) for r in edition.renditions.all()] == [("pdf", "waiting")]
    change = Change.objects.get(action="edition.publish")
    assert (change.actor, change.target) == (officer.uid, edition.uid)
    assert change.partnership == document.partnership.uid


def test_publish_shows_nothing_until_the_pdf_is_whole(publish_text, document):
    edition = publish_text()
    document.refresh_from_db()
    assert not Document.objects.published().exists()
    assert not Edition.objects.public().exists()
    assert document.upcoming_edition == edition
    taken = claim(edition.pdf.pk, now=NOW)
    assert finish(taken, PDF, now=LATER)
    document.refresh_from_db()
    assert document.current_edition == edition
    assert document.upcoming_edition is None
    assert list(Edition.objects.public()) == [edition]
    ready = edition.pdf
    assert (ready.state, ready.pages, ready.size) == ("ready", 12, len(PDF.bytes))
    assert ready.filename == "test-south-lakeland-partnership-plan-2011-12-edition-1.pdf"
    with default_storage.open(ready.file.name) as file:
        assert hashlib.sha256(file.read()).hexdigest() == ready.sha256
    assert ready.file.name == f"editions/{ready.sha256[:2]}/{ready.sha256}.pdf"


def test_publish_makes_a_real_pdf(publish_text, document):
    edition = publish_text()
    make(edition.pdf.pk, clock=timezone.now)
    document.refresh_from_db()
    assert document.current_edition == edition
    assert edition.pdf.file.read().startswith(b"%PDF-1.7")
    assert edition.pdf.pages == 3


def test_publish_without_a_renderer_shows_the_page_at_once(publish_text, document, monkeypatch):
    monkeypatch.setattr("publishing.making.renderer_available", lambda: False)
    edition = publish_text()
    document.refresh_from_db()
    assert document.current_edition == edition
    assert edition.pdf is None


def test_publish_refuses_what_has_not_changed(publish_text):
    publish_text()
    with pytest.raises(Refused, match="Nothing has changed since edition 1"):
        publish_text()


def test_publish_asks_what_changed_from_the_second_edition_on(publish_text):
    publish_text(change_note="")
    with pytest.raises(Refused, match="Say what changed since edition 1"):
        publish_text("<p>Other words</p>", change_note="  ")
    assert publish_text("<p>Other words</p>").number == 2


def test_publish_never_goes_back_to_an_older_edition(publish_text, document):
    first, second = publish_text(), publish_text("<p>Other words</p>")
    finish(claim(second.pdf.pk, now=NOW), PDF, now=NOW)
    finish(claim(first.pdf.pk, now=NOW), PDF, now=LATER)
    document.refresh_from_db()
    assert document.current_edition == second
    assert set(Edition.objects.public()) == {first, second}


def test_publish_survives_a_queue_that_fails(
    publish_text, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(current_app, "send_task", lambda *a, **k: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True) as asked:
        edition = publish_text()
    assert len(asked) == 1
    assert edition.pdf.state == "waiting"
    ask([edition.pdf.pk])  # says so in the log, and that is all


def test_the_task_that_publish_asks_for_is_registered():
    current_app.loader.import_default_modules()
    assert RENDER in current_app.tasks


def test_claim_is_for_one_only_until_the_lease_ends(publish_text, settings):
    pk = publish_text().pdf.pk
    first = claim(pk, now=NOW)
    assert claim(pk, now=NOW) is None
    after = NOW + datetime.timedelta(seconds=settings.LEASE_SECONDS + 1)
    second = claim(pk, now=after)
    assert second.attempts == 2
    assert not renew(first, pages=3, now=after)
    assert renew(second, pages=3, now=after)
    assert not finish(first, PDF, now=after)
    assert Rendition.objects.get(pk=pk).state == "rendering"
    assert finish(second, PDF, now=after)
    assert claim(pk, now=after) is None


@pytest.mark.django_db(transaction=True)
def test_claim_by_many_at_once_goes_to_one(publish_text):
    pk = publish_text().pdf.pk

    def attempt(_):
        try:
            return claim(pk, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(attempt, range(8)))
    assert len([taken for taken in claims if taken]) == 1


def test_fail_tries_a_passing_fault_five_times_then_says_so(publish_text, document, officer):
    pk = publish_text().pdf.pk
    for _ in range(MOST_ATTEMPTS):
        assert Rendition.objects.get(pk=pk).state == "waiting"
        fail(claim(pk, now=NOW), "It was interrupted.", passing=True, now=NOW)
    failed = Rendition.objects.get(pk=pk)
    assert (failed.state, failed.attempts) == ("failed", 5)
    assert "stopped 5 times" in failed.reason
    assert claim(pk, now=LATER) is None
    assert retry(failed, by=officer, now=LATER).state == "waiting"
    assert finish(claim(pk, now=LATER), PDF, now=LATER)
    with pytest.raises(Refused):
        retry(failed, by=officer, now=LATER)


def test_fail_does_not_try_again_what_cannot_work(publish_text, document):
    pk = publish_text().pdf.pk
    fail(claim(pk, now=NOW), "Too long a table.", passing=False, now=NOW)
    failed = Rendition.objects.get(pk=pk)
    assert (failed.state, failed.reason) == ("failed", "Too long a table.")
    document.refresh_from_db()
    assert document.current_edition is None


def test_give_up_ends_what_stops_every_worker(publish_text, settings):
    pk = publish_text().pdf.pk
    moment = NOW
    for _ in range(MOST_ATTEMPTS):
        assert claim(pk, now=moment)
        give_up(now=moment)
        assert Rendition.objects.get(pk=pk).state == "rendering"
        moment += datetime.timedelta(seconds=settings.LEASE_SECONDS + 1)
    assert claim(pk, now=moment) is None
    give_up(now=moment)
    assert Rendition.objects.get(pk=pk).state == "failed"


def test_put_back_costs_no_attempt(publish_text):
    pk = publish_text().pdf.pk
    put_back(claim(pk, now=NOW))
    waiting = Rendition.objects.get(pk=pk)
    assert (waiting.state, waiting.attempts) == ("waiting", 0)


def test_withdraw_keeps_the_text_under_a_notice(publish_text, document, officer):
    with pytest.raises(Refused, match="not been published"):
        withdraw(document, reason="Wrong figures", by=officer, now=NOW)
    edition = publish_text(now=NOW)
    finish(claim(edition.pdf.pk, now=NOW), PDF, now=NOW)
    with pytest.raises(Refused, match="Say why"):
        withdraw(document, reason=" ", by=officer, now=LATER)
    withdrawn = withdraw(document, reason="Wrong figures", by=officer, now=LATER)
    assert withdrawn.withdrawn
    assert list(Document.objects.published()) == [document]


def test_withdraw_ends_with_the_next_edition_only(publish_text, document, officer):
    first = publish_text(now=NOW)
    finish(claim(first.pdf.pk, now=NOW), PDF, now=NOW)
    under_way = publish_text("<p>Already on its way</p>", now=NOW)
    withdraw(document, reason="Wrong figures", by=officer, now=LATER)
    finish(claim(under_way.pdf.pk, now=NOW), PDF, now=LATER)
    document.refresh_from_db()
    assert document.withdrawn
    right = publish_text("<p>Right</p>", now=LATER + datetime.timedelta(minutes=1))
    finish(claim(right.pdf.pk, now=LATER), PDF, now=LATER)
    document.refresh_from_db()
    assert not document.withdrawn


@pytest.mark.parametrize("column", ["title", "fragment", "change_note", "published_by_label"])
def test_edition_is_never_altered(publish_text, column):
    edition = publish_text()
    with (
        pytest.raises(Error, match="never altered"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE publishing_edition SET {column} = 'x' WHERE id = {edition.pk}")
    with pytest.raises(Error), transaction.atomic():
        edition.title = "Another title"
        edition.save()


def test_edition_is_kept_by_its_renditions_and_document(publish_text, document):
    edition = publish_text()
    with pytest.raises(ProtectedError):
        edition.delete()
    with pytest.raises(ProtectedError):
        document.delete()


@pytest.mark.parametrize(
    "impossible",
    [
        {"state": "ready"},
        {"state": "rendering"},
        {"state": "failed"},
        {"state": "lost"},
        {"attempts": 6},
        {"leased_by": "nobody"},
    ],
)
def test_rendition_in_an_impossible_state_is_refused_by_the_database(publish_text, impossible):
    pk = publish_text().pdf.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Rendition.objects.filter(pk=pk).update(**impossible)
