"""Files in a bucket behind a real S3 server: whole, private, and words when it is away."""

import hashlib
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from publishing.models import Format, State
from publishing.workflow import make
from publishing.workflow.renditions import NOT_KEPT
from tests.buckets import S3, Frozen, lead_to, storages

IN_TIME = 20  # seconds on a busy machine; boto3 by itself would wait for minutes


@pytest.fixture(scope="module")
def server():
    running = S3()
    yield running
    running.close()


@pytest.fixture
def bucket(server, settings, monkeypatch, tmp_path):
    """All files of a test go to the bucket; the disk must stay as it is."""
    lead_to(server, settings, monkeypatch)
    settings.MEDIA_ROOT = tmp_path / "nothing"
    yield server
    server.empty()
    assert not settings.MEDIA_ROOT.exists()


@pytest.fixture
def rendition(bucket, document, officer, publish_text, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "nothing"
    settings.FORMATS = ["pdf"]
    return publish_text().renditions.get(format=Format.PDF)


def test_a_published_file_comes_out_of_the_bucket_as_it_was_made(bucket, rendition):
    make(rendition.pk, clock=timezone.now)
    rendition.refresh_from_db()
    assert (rendition.state, {rendition.file.name}) == (State.READY, bucket.names())
    with rendition.file.open("rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == rendition.sha256


@pytest.mark.once
def test_what_is_not_there_is_told_as_of_a_disk(bucket):
    with pytest.raises(FileNotFoundError):
        default_storage.open("pictures/none.png")
    assert not default_storage.exists("pictures/none.png")
    default_storage.delete("pictures/none.png")


@pytest.mark.once
def test_nobody_reads_a_file_past_the_portal(bucket):
    """What is kept carries no right for everybody."""
    default_storage.save("imports/a.csv", ContentFile(b"private"))
    grants = bucket.client.get_object_acl(Bucket=bucket.bucket, Key="imports/a.csv")["Grants"]
    assert [one["Grantee"]["Type"] for one in grants] == ["CanonicalUser"]


def test_a_file_waits_while_the_server_is_away_and_is_kept_when_it_is_back(bucket, rendition):
    bucket.stop()
    make(rendition.pk, clock=timezone.now)
    rendition.refresh_from_db()
    assert (rendition.state, rendition.reason, rendition.attempts) == (State.WAITING, NOT_KEPT, 0)

    bucket.start()
    make(rendition.pk, clock=timezone.now)
    rendition.refresh_from_db()
    assert rendition.state == State.READY


@pytest.mark.once
@pytest.mark.parametrize("does", ["save", "open", "exists", "delete"])
def test_a_server_that_never_answers_is_given_up_in_time(bucket, settings, does):
    arguments = ["a.txt", ContentFile(b"words")] if does == "save" else ["a.txt"]
    with Frozen() as frozen:
        settings.STORAGES = storages(settings, frozen.url)
        assert default_storage.connection  # which loads for a second, once in a process
        began = time.monotonic()
        with pytest.raises(OSError):
            getattr(default_storage, does)(*arguments)
        assert time.monotonic() - began < IN_TIME


@pytest.mark.django_db
def test_health_names_the_storage_while_its_server_is_away(bucket):
    assert Client().get("/health/ready").status_code == 200
    bucket.stop()
    try:
        answer = Client().get("/health/ready")
        assert (answer.status_code, "storage" in answer.content.decode()) == (503, True)
    finally:
        bucket.start()
