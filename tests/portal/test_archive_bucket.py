"""An archive comes in, and goes out, where all files lie in a bucket."""

import io
import os

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from plans.models import PastPlan
from portal.models import PartnershipArchive
from portal.workflow import archive_jobs
from portal.workflow.archive_work import work
from records import jobs
from tests import factories
from tests.buckets import S3, lead_to
from tests.portal.archives import EXAMPLE, example, members, packed

PDF = "files/plan-2005.pdf"


@pytest.fixture
def bucket(settings, monkeypatch, tmp_path):
    """The disk of the portal must stay as it is."""
    server = S3()
    lead_to(server, settings, monkeypatch)
    monkeypatch.setattr(archive_jobs.QUEUE, "ask", lambda key, sign: None)
    settings.MEDIA_ROOT = tmp_path / "nothing"
    yield server
    server.close()
    assert not settings.MEDIA_ROOT.exists()


def seen_to(archive):
    archive.refresh_from_db()
    work(archive.pk, sign=archive.seen_at, clock=timezone.now)
    archive.refresh_from_db()
    return archive


@pytest.mark.django_db(transaction=True)
def test_archive_comes_into_a_bucket_and_out_of_it(bucket):
    asked = {"by": factories.administrator(), "now": timezone.now()}
    # Larger than what a bucket's file has in memory.
    contents = example() | {PDF: (EXAMPLE / PDF).read_bytes() + os.urandom(6_000_000)}
    raw = packed(io.BytesIO(), contents).getvalue()
    coming = archive_jobs.take_in(file=ContentFile(raw), name="a.zip", sha256="", **asked)
    assert seen_to(coming).state == jobs.READ
    archive_jobs.confirm(coming, slug="westmorland", **asked)
    assert seen_to(coming).state == jobs.DONE
    past = PastPlan.objects.get()
    assert bucket.names() == {past.original.name}
    assert past.original.read() == contents[PDF]

    going = archive_jobs.send_out(coming.partnership, **asked)
    assert seen_to(going).state == jobs.DONE
    with going.file.open("rb") as file:
        assert contents[PDF] in members(file).values()
    archive_jobs.remove(going, **asked)
    assert bucket.names() == {past.original.name}


@pytest.mark.django_db(transaction=True)
def test_archive_is_not_lost_while_the_bucket_is_away(bucket):
    asked = {"by": factories.administrator(), "now": timezone.now()}
    going = archive_jobs.send_out(factories.partnership(slug="one"), **asked)
    bucket.stop()
    try:
        assert seen_to(going).state == jobs.FAILED
    finally:
        bucket.start()
    assert "could not be written" in going.reason
    again = archive_jobs.send_out(going.partnership, **asked)
    assert again != going and seen_to(again).state == jobs.DONE
    assert PartnershipArchive.objects.count() == 2 and default_storage.exists(again.file.name)
