"""The pages by which an officer brings in a file: what they say, and what they let through."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events.forms.imports import LARGEST_FILE
from events.models import Contribution, ContributionImport
from events.tasks import import_contributions
from events.workflow import hints, imports
from records import jobs, sheets
from tests import factories
from tests.events.files import an_evening, read, run, said, table_of, upload


@pytest.fixture
def evening(db, settings, tmp_path, client):
    settings.MEDIA_ROOT = tmp_path
    found = an_evening()
    client.force_login(found.officer)
    return found


def page_of(client, batch, **how):
    return client.get(reverse("events:import_detail", args=[batch.uid]), **how).text


def send(client, evening, content, name="words.csv"):
    address = reverse("events:import_add", args=[evening.event.uid])
    return client.post(address, {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_file_goes_from_upload_to_import(
    client, evening, monkeypatch, django_capture_on_commit_callbacks
):
    """The hint that each step gives is what its worker needs, and nothing else is."""
    hinted = []
    monkeypatch.setattr(
        hints.current_app, "send_task", lambda name, args, **_: hinted.append((name, args))
    )
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(client, evening, table_of(said("One"), said("Two")))
    assert "Waiting to be read" in answer.text
    batch = ContributionImport.objects.get()
    work_on(hinted)
    page = page_of(client, batch)
    assert "No fault in 2 rows" in page
    assert "Import 2 contributions" in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("events:import_confirm", args=[batch.uid]))
    assert "0 of 2 rows" in page_of(client, batch)
    work_on(hinted)
    assert "2 contributions imported" in page_of(client, batch)
    assert Contribution.objects.kept().count() == 2


def work_on(hinted):
    name, args = hinted.pop()
    assert (name, hinted) == (import_contributions.name, [])
    import_contributions(*args)


def test_queue_that_is_down_loses_no_upload(
    client, evening, monkeypatch, django_capture_on_commit_callbacks
):
    def down(*_, **__):
        raise OSError("no broker")

    monkeypatch.setattr(hints.current_app, "send_task", down)
    with django_capture_on_commit_callbacks(execute=True):
        assert "Waiting to be read" in send(client, evening, table_of(said("One"))).text


def test_every_fault_is_shown_with_its_row_and_column(client, evening):
    batch = read(evening, table_of(said("One", heading="soon"), said("", table=14)))
    page = page_of(client, batch)
    assert "3 faults in 2 rows" in page
    rows = re.findall(r"Row</span> (\d+)</th><td><span[^>]*>Column</span> (.*?)</td>", page)
    assert rows == [("2", "E, heading"), ("3", "B, table"), ("3", "D, text")]
    assert "Upload the corrected file" in page
    assert ">Import" not in page


def test_rows_are_shown_as_they_were_understood(client, evening):
    content = table_of(
        said("Cafés", heading="u&e", level="county"), delimiter=";", encoding="cp1252"
    )
    page = page_of(client, read(evening, content))
    for wanted in (
        "Cafés",
        "Urgent &amp; Essential",
        "Division or county",
        "Windows-1252",
        "Table 1",
    ):
        assert wanted in page


def test_words_of_a_file_are_shown_as_words(client, evening):
    content = table_of(said("<script>alert(1)</script>", heading="<b>soon</b>"))
    page = page_of(client, read(evening, content))
    assert "<b>soon" not in page
    assert "<script>alert" not in page


def test_all_rows_here_already_leave_nothing_to_do(client, evening):
    content = table_of(said("One"))
    batch = read(evening, content)
    imports.confirm(batch, by=evening.officer, now=timezone.now())
    run(batch)
    page = page_of(client, read(evening, content))
    assert "Its one row is here already" in " ".join(page.split())
    assert ">Import" not in page


def test_refused_file_says_why_and_offers_another(client, evening):
    page = page_of(client, read(evening, table_of(["1"], header=["table"])))
    assert "Nothing was imported" in page
    assert "No column is named “text”" in page
    assert "Upload another file" in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("text\nOne".encode("utf-16"), "UTF-16"),
        (bytes(range(256)) * 20, "neither text nor a workbook"),
        (b"", "The file is empty"),
        (b"x" * (LARGEST_FILE + 1), "Choose one of at most 10 MB"),
    ],
)
def test_file_that_cannot_be_read_is_refused_at_once(client, evening, content, words):
    assert words in send(client, evening, content).text
    assert not ContributionImport.objects.exists()


def test_workbook_that_unfolds_to_far_too_much_is_refused_unopened(client, evening, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 1_000_000)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "")
        packed.writestr("xl/sharedStrings.xml", "x" * 2_000_000)
    assert "unfolds to far more" in send(client, evening, bomb.getvalue(), "words.xlsx").text


def test_packed_file_that_is_no_workbook_is_refused(client, evening):
    packed = io.BytesIO()
    zipfile.ZipFile(packed, "w").writestr("content.xml", "")
    assert "not an Excel workbook" in send(client, evening, packed.getvalue(), "words.ods").text


def test_start_again_is_offered_once_nobody_works_on_it(client, evening):
    batch = upload(evening, table_of(said("One")))
    assert "Start again" not in page_of(client, batch)
    ContributionImport.objects.update(seen_at=timezone.now() - jobs.PATIENCE * 2)
    assert "Start again" in page_of(client, batch)
    client.post(reverse("events:import_restart", args=[batch.uid]))
    assert run(batch).state == "read"


def test_page_asks_again_only_while_something_is_under_way(client, evening):
    batch = upload(evening, table_of(said("One")))
    asked = {"HTTP_HX_REQUEST": "true"}
    part = page_of(client, batch, **asked)
    assert "hx-get" in part
    assert "<html" not in part
    run(batch)
    part = page_of(client, batch, **asked)
    assert "hx-get" not in part
    assert "The file was read: 1 row can come in, 0 faults" in part


def test_file_is_kept_out_of_everybodys_reach(client, evening):
    batch = upload(evening, table_of(said("Mr Smith drinks")))
    for address in (
        f"/media/{batch.file.name}",
        f"/{batch.file.name}",
        f"/static/{batch.file.name}",
    ):
        assert client.get(address).status_code == 404
    client.force_login(factories.user("lead", evening.event.partnership))
    assert client.get(reverse("events:import_detail", args=[batch.uid])).status_code == 403
