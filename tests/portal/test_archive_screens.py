"""Administrators let a partnership leave as one file, and bring one in, on the screen."""

import datetime
import io
import threading

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnership.models import Partnership
from plans.models import PastPlan
from portal.models import PartnershipArchive
from portal.tasks import see_to_archive
from portal.workflow import archive_jobs, archive_work
from portal.workflow.archive_retention import ARCHIVES
from records import jobs
from records.models import Change
from records.moves import Refused
from records.retention import run
from tests import factories
from tests.portal.archives import example, members, packed

LIST = "/workspace/administration/archives/"
BRING = f"{LIST}bring/"
PLAN = "plans/plan.json"
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch):
    """A test says itself when the worker takes an archive up."""
    monkeypatch.setattr(archive_jobs.QUEUE, "ask", lambda key, sign: None)


@pytest.fixture
def administrator(db, client):
    client.force_login(factories.administrator())
    return client


def seen_to(archive):
    """The worker takes it up."""
    archive.refresh_from_db()
    see_to_archive(archive.pk, archive.seen_at.isoformat())
    archive.refresh_from_db()
    return archive


def newest():
    return PartnershipArchive.objects.order_by("pk").last()


def address(archive, name="detail"):
    return reverse(f"portal:archive_{name}", args=[archive.uid])


def zipped(contents):
    file = io.BytesIO()
    packed(file, contents)
    return file.getvalue()


def upload(client, raw, name="westmorland.zip"):
    return client.post(BRING, {"file": SimpleUploadedFile(name, raw)})


def brought(client, contents):
    """An archive that was uploaded and checked."""
    assert upload(client, zipped(contents)).status_code == 302
    return seen_to(newest())


def sent_out(client, slug):
    """The archive that the screen gives of a partnership."""
    page = client.post(LIST, {"partnership": slug})
    assert page.url == address(newest())
    assert "Waiting to be made" in client.get(page.url).text
    seen_to(newest())
    assert "is in one file" in client.get(page.url).text
    answer = client.get(address(newest(), "file"))
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'filename="{slug}-{timezone.now():%Y-%m-%d}.zip"' in answer["Content-Disposition"]
    return b"".join(answer.streaming_content)


# ---- in and out


@pytest.mark.django_db(transaction=True)
def test_partnership_comes_by_the_screen_leaves_and_comes_to_another_installation(client):
    def comes(raw):
        client = Client()
        client.force_login(factories.administrator())
        upload(client, raw)
        page = client.get(address(seen_to(newest()))).text
        assert "No fault was found" in page and "Westmorland Community Safety" in page
        assert not Partnership.objects.exists()
        client.post(address(newest()), {"slug": "westmorland"})
        archive = seen_to(newest())
        assert (archive.state, archive.partnership.slug) == (jobs.DONE, "westmorland")
        assert 'href="/westmorland/"' in client.get(address(archive)).text
        assert not default_storage.exists(archive.file.name)
        return client

    first = sent_out(comes(zipped(example())), "westmorland")
    call_command("flush", interactive=False, verbosity=0)
    second = sent_out(comes(first), "westmorland")
    assert members(io.BytesIO(second)) == members(io.BytesIO(first))
    done = set(Change.objects.values_list("action", flat=True))
    assert {"partnership.import", "partnership.export", "archive.upload"} <= done
    assert "archive.download" in done


def test_archive_page_tells_by_itself_how_far_it_is(administrator):
    factories.partnership(slug="one")
    administrator.post(LIST, {"partnership": "one"})
    archive = newest()
    PartnershipArchive.objects.update(state=jobs.READING, rows_seen=1234)
    part = administrator.get(address(archive), headers={"HX-Request": "true"}).text
    assert "1,234 objects so far" in part and 'hx-trigger="every 2s"' in part
    assert "<html" not in part
    PartnershipArchive.objects.update(state=jobs.DONE)
    part = administrator.get(address(archive), headers={"HX-Request": "true"}).text
    assert "hx-trigger" not in part and 'id="archive-news"' in part


def test_archive_that_is_being_made_is_not_made_twice(administrator):
    factories.partnership(slug="one")
    for _ in "ab":
        administrator.post(LIST, {"partnership": "one"})
    assert PartnershipArchive.objects.count() == 1
    page = administrator.post(LIST, {"partnership": "none"})
    assert "Choose one of these partnerships." in page.text


# ---- what is wrong with it


def test_faults_of_an_archive_are_listed_with_their_places(
    administrator, django_capture_on_commit_callbacks
):
    contents = example()
    contents[PLAN][0]["year"] = "2011"
    contents["plans/block.json"] = [{"kind": "x"}] * 300
    with django_capture_on_commit_callbacks(execute=True):
        archive = brought(administrator, contents)
    page = administrator.get(address(archive)).text
    assert "901 faults" in page and "The first 200 of 901 faults" in page
    assert "plans/block.json, item 1, section" in page and "is missing." in page
    assert not Partnership.objects.exists()
    assert not default_storage.exists(archive.file.name)
    administrator.post(address(archive), {"slug": "westmorland"})
    archive.refresh_from_db()
    assert archive.state == jobs.FAILED
    assert Change.objects.filter(action="archive.failure").exists()


@pytest.mark.parametrize(("raw", "words"), [
    (b"", "not a zip"),
    (b"%PDF-1.7 a plan", "not a zip"),
    (b"PK\x05\x06" + bytes(18), ""),
])  # fmt: skip
def test_what_is_no_archive_is_refused_in_words(administrator, raw, words):
    page = upload(administrator, raw)
    if words:
        assert words in page.text and not PartnershipArchive.objects.exists()
    else:  # a zip of nothing
        assert "no manifest.json" in administrator.get(address(seen_to(newest()))).text


def test_archive_that_is_too_large_is_refused_with_the_way_that_takes_it(administrator, settings):
    settings.ARCHIVE_LARGEST = 100
    page = upload(administrator, zipped(example())).text
    assert "At most 100" in page and "manage.py import_partnership" in page
    assert not PartnershipArchive.objects.exists()


def test_archive_of_what_is_here_says_so_in_a_sentence(administrator):
    archive = brought(administrator, example())
    administrator.post(address(archive), {"slug": "westmorland"})
    assert seen_to(archive).state == jobs.DONE
    again = brought(administrator, example())
    assert "in this installation already" in administrator.get(address(again)).text


# ---- its address


def test_archive_whose_address_is_taken_comes_in_under_another(administrator):
    factories.partnership(slug="westmorland")
    archive = brought(administrator, example())
    assert "Its address is taken" in administrator.get(address(archive)).text
    for wrong, words in (
        ("westmorland", "Another partnership has this address"),
        ("admin", "kept for the portal itself"),
        ("a b", "Enter a valid"),
        ("", "This field is required"),
    ):
        page = administrator.post(address(archive), {"slug": wrong})
        assert words in page.text
    administrator.post(address(archive), {"slug": "north"})
    assert seen_to(archive).partnership.slug == "north"


def test_address_that_is_taken_meanwhile_is_a_fault_and_nothing_comes(administrator):
    archive = brought(administrator, example())
    administrator.post(address(archive), {"slug": "north"})
    factories.partnership(slug="north")
    page = administrator.get(address(seen_to(archive))).text
    assert "“north” is the address of another partnership here" in page
    assert not PastPlan.objects.exists()


# ---- once, whatever happens


def test_second_press_and_late_hints_bring_nothing_in_twice(administrator):
    archive = brought(administrator, example())
    hint = archive.seen_at.isoformat()
    for _ in "ab":
        assert administrator.post(address(archive), {"slug": "westmorland"}).status_code == 302
    see_to_archive(archive.pk, hint)
    assert not Partnership.objects.exists()
    archive.refresh_from_db()
    hint = archive.seen_at.isoformat()
    for _ in "ab":
        see_to_archive(archive.pk, hint)
    assert Change.objects.filter(action="partnership.import").count() == 1
    archive.refresh_from_db()
    with pytest.raises(Refused):
        archive_jobs.confirm(archive, slug="b", by=archive.by, now=timezone.now())


def gone():
    raise OperationalError("the machine is gone")


@pytest.mark.django_db(transaction=True)
def test_worker_that_dies_while_it_brings_in_leaves_nothing_and_another_goes_on(
    client, monkeypatch
):
    client.force_login(factories.administrator())
    archive = brought(client, example())
    client.post(address(archive), {"slug": "westmorland"})
    with monkeypatch.context() as killed:
        killed.setattr("portal.workflow.archives._erase_again", gone)
        with pytest.raises(OperationalError):
            seen_to(archive)
    assert not Partnership.objects.exists()
    archive.refresh_from_db()
    assert archive.state == jobs.SAVING
    assert "Start again" not in client.get(address(archive)).text
    client.post(address(archive, "restart"))
    assert "It is being worked on" in client.get(address(archive)).text
    PartnershipArchive.objects.update(seen_at=timezone.now() - 3 * MINUTE)
    assert "Start again" in client.get(address(archive)).text
    client.post(address(archive, "restart"))
    assert seen_to(archive).state == jobs.DONE
    assert Partnership.objects.get().slug == "westmorland"


@pytest.mark.django_db(transaction=True)
def test_worker_that_was_thought_dead_does_not_bring_in_a_second_time(client, monkeypatch):
    client.force_login(factories.administrator())
    archive = brought(client, example())
    client.post(address(archive), {"slug": "westmorland"})
    kept = archive_work.import_partnership

    def slow(file, **asked):
        PartnershipArchive.objects.update(seen_at=timezone.now() - 3 * MINUTE)
        client.post(address(archive, "restart"))
        return kept(file, **asked)

    with monkeypatch.context() as slowly:
        slowly.setattr(archive_work, "import_partnership", slow)
        seen_to(archive)
    assert (archive.state, Partnership.objects.count()) == (jobs.SAVING, 0)
    assert seen_to(archive).state == jobs.DONE
    assert PastPlan.objects.get().original.read()


@pytest.mark.django_db(transaction=True)
def test_button_that_is_pressed_while_it_comes_in_changes_nothing(client, monkeypatch):
    client.force_login(factories.administrator())
    archive = brought(client, example())
    client.post(address(archive), {"slug": "westmorland"})
    refused = []

    def press():
        try:
            archive_jobs.start_again(archive, by=archive.by, now=timezone.now() + 3 * MINUTE)
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    presser = threading.Thread(target=press)

    def meanwhile():
        presser.start()
        presser.join(2)  # on SQLite it waits for this transaction
        return 0

    monkeypatch.setattr("portal.workflow.archives._erase_again", meanwhile)
    assert seen_to(archive).state == jobs.DONE
    presser.join()
    assert refused and Partnership.objects.count() == 1


# ---- removed


def test_archive_that_was_cancelled_is_gone_with_its_file(
    administrator, django_capture_on_commit_callbacks
):
    archive = brought(administrator, example())
    assert default_storage.exists(archive.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        page = administrator.post(address(archive, "remove"), follow=True)
    assert "The archive is deleted." in page.text
    assert not PartnershipArchive.objects.exists()
    assert not default_storage.exists(archive.file.name)
    assert administrator.get(address(archive)).status_code == 404
    see_to_archive(archive.pk, archive.seen_at.isoformat())


def test_archive_that_is_brought_in_just_now_is_not_removed(administrator):
    archive = brought(administrator, example())
    administrator.post(address(archive), {"slug": "westmorland"})
    page = administrator.post(address(archive, "remove"), follow=True)
    assert "It is being worked on" in page.text and PartnershipArchive.objects.exists()


def test_retention_deletes_what_lies_for_a_week(administrator):
    archive = brought(administrator, example())
    run(ARCHIVES, now=archive.made_at + datetime.timedelta(days=7), goes_on=lambda: True)
    assert default_storage.exists(archive.file.name)
    run(ARCHIVES, now=archive.made_at + datetime.timedelta(days=8), goes_on=lambda: True)
    assert not PartnershipArchive.objects.exists()
    assert not default_storage.exists(archive.file.name)
    assert "Archives of partnerships" in administrator.get("/workspace/data-protection/").text
