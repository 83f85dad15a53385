"""The pages on which files of evidence come in."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from priorities.importers.registry import READERS
from priorities.models import EvidenceImport, Figure
from priorities.models.imports import Dataset
from priorities.workflow import hints
from records.jobs import PATIENCE
from tests import factories
from tests.priorities.evidence_files import REAL, a_place, brought_in, crime, read, run, table_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(client, tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path / "media"):
        found = a_place()
        client.force_login(found.officer)
        yield found


def adding(place, dataset="street_crime"):
    name = "evidence_import_add" if place.of else "national_import_add"
    args = [place.of.slug] if place.of else []
    return f"{reverse(f'priorities:{name}', args=args)}?dataset={dataset}"


def send(client, place, content, *, name="street.csv", **said):
    file = io.BytesIO(content)
    file.name = name
    given = {"source": "data.police.uk", "licence": "OGL", "file": file}
    return client.post(adding(place), given | said, follow=True)


def page_of(client, batch, **how):
    return client.get(reverse("priorities:evidence_import_detail", args=[batch.uid]), **how).text


def press(client, act, batch, **given):
    return client.post(
        reverse(f"priorities:evidence_import_{act}", args=[batch.uid]), given, follow=True
    ).text


def test_each_dataset_can_be_chosen_by_somebody():
    assert set(READERS) == set(Dataset)
    assert all(reader.about and reader.source is not None for reader in READERS.values())


def test_file_comes_in_by_the_page(client, place, monkeypatch, django_capture_on_commit_callbacks):
    hinted = []
    monkeypatch.setattr(
        hints.current_app, "send_task", lambda name, args, **_: hinted.append((name, args[0]))
    )
    with django_capture_on_commit_callbacks(execute=True):
        text = send(client, place, REAL.read_bytes()).text
    batch = EvidenceImport.objects.get()
    assert hinted == [("priorities.import_evidence", batch.pk)]
    assert "Waiting to be read" in text
    run(batch)
    text = page_of(client, batch)
    assert "15 figures from 1,315 rows" in text
    assert "4 rows are in no district" in text
    assert "Bring in 15 figures" in text
    text = press(client, "confirm", batch)
    assert "Brought in" in text
    assert "Anti-social behaviour (street level)" in text
    assert Figure.objects.current().count() == 15


def test_what_the_publisher_says_of_it_is_filled_in(client, place):
    text = client.get(adding(place)).text
    assert "data.police.uk, street-level crime" in text
    assert "Open Government Licence v3.0" in text


def test_page_says_where_a_file_comes_from_and_gives_it_back(client, place, tmp_path):
    content = table_of(crime())
    batch = brought_in(
        place, content, tmp_path, source="The police", licence="OGL", assumption="All of March"
    )
    text = page_of(client, batch)
    for said in ("The police", "OGL", "All of March", batch.sha256):
        assert said in text
    answer = client.get(reverse("priorities:evidence_import_file", args=[batch.uid]))
    assert b"".join(answer.streaming_content) == content


def test_place_that_is_stated_beside_the_file_is_kept_and_shown(client, place):
    content = (REAL.parent / "crimes-street-birmingham-2026-06-first-5.json").read_bytes()
    said = {"stated_area": str(place.district.uid), "assumption": "All within the district"}
    send(client, place, content, name="answer.json", **said)
    batch = run(EvidenceImport.objects.get())
    assert batch.state == "read", batch.reason
    assert "South Lakeland (district) (stated beside the file)" in page_of(client, batch)


def test_same_file_again_says_when_it_came_and_by_whom(client, place, tmp_path):
    brought_in(place, table_of(crime()), tmp_path)
    text = send(client, place, table_of(crime())).text
    assert "This very file came in on" in text
    assert EvidenceImport.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 but no zip", "neither text nor a workbook"),
        (b"", "The file is empty"),
        (b"\xd0\xcf\x11\xe0 old", ".xls"),
    ],
)
def test_file_that_cannot_be_read_is_refused_at_once(client, place, content, words):
    assert words in send(client, place, content).text
    assert not EvidenceImport.objects.exists()


def test_file_over_the_limit_is_refused(client, place, monkeypatch):
    monkeypatch.setattr("priorities.forms.imports.LARGEST_FILE", 100)
    assert "Choose one of at most 50 MB" in send(client, place, b"x" * 101).text
    assert not EvidenceImport.objects.exists()


def test_every_fault_is_shown_with_its_row_and_column(client, place):
    batch = read(place, table_of(crime(), crime(month="<b>March")))
    text = page_of(client, batch)
    assert "1 fault in 2 rows" in text
    assert "B, Month" in text
    assert "&lt;b&gt;March" in text
    assert "/confirm/" not in text


def test_other_values_are_shown_and_somebody_chooses(client, place, tmp_path):
    brought_in(place, table_of(crime()), tmp_path)
    batch = read(place, table_of(crime(), crime()))
    text = page_of(client, batch)
    assert "Other values" in text
    assert 'type="radio"' in text
    assert "checked" not in text
    assert "Choose whether to use the new values" in press(client, "confirm", batch, if_there="")
    press(client, "confirm", batch, if_there="replace")
    assert Figure.objects.current().get(measure__code="street:burglary").level == 2


def test_stopping_there_gives_the_file_up(client, place, tmp_path):
    brought_in(place, table_of(crime()), tmp_path)
    batch = read(place, table_of(crime(), crime()))
    assert "Nothing was brought in" in press(client, "confirm", batch, if_there="stop")
    assert Figure.objects.count() == 2


def test_file_is_taken_back_with_a_reason(client, place, tmp_path):
    batch = brought_in(place, table_of(crime()), tmp_path)
    assert "Say why it is taken back" in press(client, "take_back", batch)
    text = press(client, "take_back", batch, reason="Wrong month")
    assert "Its figures count no more" in text
    assert "Wrong month" in text
    assert not Figure.objects.current().exists()


def test_start_again_is_offered_once_nobody_works_on_it(client, place):
    send(client, place, table_of(crime()))
    batch = EvidenceImport.objects.get()
    assert "Start again" not in page_of(client, batch)
    EvidenceImport.objects.update(seen_at=timezone.now() - PATIENCE * 2)
    assert "Start again" in page_of(client, batch)
    press(client, "restart", batch)
    assert run(batch).state == "read"


def test_page_asks_again_only_while_something_is_under_way(client, place):
    send(client, place, table_of(crime()))
    batch = EvidenceImport.objects.get()
    asked = {"HTTP_HX_REQUEST": "true"}
    part = page_of(client, batch, **asked)
    assert "hx-get" in part
    assert "<html" not in part
    run(batch)
    part = page_of(client, batch, **asked)
    assert "hx-get" not in part
    assert "Waits for a decision" in part


def test_list_says_what_is_here_of_each_source(client, place, tmp_path):
    brought_in(place, table_of(crime()), tmp_path)
    text = client.get(reverse("priorities:evidence_import_list", args=[place.of.slug])).text
    assert "street.csv" in text
    assert text.count("Nothing yet") == len(Dataset) - 2  # areas are the administrators'


def test_long_list_costs_what_a_short_one_does(client, place):
    address = reverse("priorities:evidence_import_list", args=[place.of.slug])
    counted = []
    for many in (2, 28):
        EvidenceImport.objects.bulk_create(
            EvidenceImport(
                partnership=place.of, dataset="c2", name="c2.csv", made_at=timezone.now(),
                by=place.officer,
            )
            for _ in range(many)
        )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_national_files_are_read_by_everybody_and_kept_by_administrators(client, place, tmp_path):
    officer, place.of, place.officer = place.officer, None, factories.administrator()
    batch = brought_in(place, table_of(crime()), tmp_path)
    assert "street.csv" in page_of(client, batch)
    assert "Take it back" not in page_of(client, batch)
    address = reverse("priorities:evidence_import_take_back", args=[batch.uid])
    assert client.post(address, {"reason": "x"}).status_code == 403
    assert officer.pk != place.officer.pk


# ---- the command


def command(*args):
    said = io.StringIO()
    call_command("import_evidence", *map(str, args), stdout=said, stderr=io.StringIO())
    return said.getvalue()


def test_command_brings_a_file_in_once(place):
    factories.administrator()
    given = ("street_crime", REAL, "--partnership", "south-lakeland")
    assert "15 figures from 1,315 rows: 15 new" in command(*given)
    assert "Nothing changed" in command(*given)
    assert Figure.objects.current().count() == 15


def test_command_tries_without_changing_anything(place):
    factories.administrator()
    assert "this was a dry run" in command("street_crime", REAL, "--dry-run")
    assert not Figure.objects.exists()


def test_command_lists_faults_and_fails(place, tmp_path):
    factories.administrator()
    file = tmp_path / "faulty.csv"
    file.write_bytes(table_of(crime(month="March")))
    with pytest.raises(CommandError, match="1 fault in this file"):
        command("street_crime", file)


def test_command_refuses_a_file_over_its_limit(place, tmp_path, monkeypatch):
    factories.administrator()
    monkeypatch.setattr("priorities.importers.now.LARGEST_FILE", 10)
    file = tmp_path / "large.csv"
    file.write_bytes(table_of(crime()))
    with pytest.raises(CommandError, match="at most 1,024 MB"):
        command("street_crime", file)
