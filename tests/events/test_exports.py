"""All raw data of an event goes out, and comes in again without loss."""

import csv
import io
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from events.models import Contribution, Redaction, ResidentType
from records.models import Change
from tests import factories
from tests.events.files import an_evening, bring_in, read

PLAIN = [
    *("text", "urgent", "essential", "kind", "level", "top_priority", "origin", "said_at"),
    *("source", "workshop__order", "table__number", "resident_type__name", "standing"),
]


@pytest.fixture
def evening(db, settings, tmp_path, client):
    settings.MEDIA_ROOT = tmp_path
    found = an_evening()
    client.force_login(found.officer)
    first, second, third = found.sessions
    one, two, _ = found.tables
    say = factories.contribution
    say(found.event, "=SUM(hopes)", "urgent_essential", workshop=first, table=one, level="local")
    say(found.event, "'@quoted", "neither", workshop=first, table=two, top_priority=True)
    say(found.event, "Two lines,\nand “;” 👮 الشرطة", workshop=second, kind="barrier", table=one)
    young = ResidentType.objects.get(workshop=third)
    say(found.event, "No bus", workshop=third, kind="issue", resident_type=young, origin="table")
    say(found.event, "Said to nobody", said_at=timezone.now(), source="Report p. 3", origin="paper")
    say(found.event, "Said to nobody", source="Report p. 3", level="division")
    say(found.event, " \r\n Mr Smith drinks ", workshop=first)
    say(found.event, "Not counted", standing="removed")
    smith = Contribution.objects.get(text__contains="Smith")
    start = smith.text.index("Mr")
    Redaction.objects.create(
        contribution=smith,
        starts_at=start,
        ends_at=start + 8,
        reason="names",
        at=timezone.now(),
        by=found.officer.uid,
        by_label="Officer",
    )
    return found


def download(client, event, format="csv", **asked):
    address = reverse("events:contribution_export", args=[event.uid, format])
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def a_copy(evening):
    """The same design, nothing said yet."""
    copy = factories.event(evening.event.partnership)
    for session in evening.sessions:
        made = factories.workshop(copy, order=session.order, collects=session.collects)
        for resident in session.resident_types.all():
            ResidentType.objects.create(workshop=made, name=resident.name)
    for table in evening.tables:
        factories.table(copy, number=table.number)
    return copy


def rows_of(event):
    return list(event.contributions.kept().order_by("pk").values_list(*PLAIN))


def redactions_of(event):
    found = Redaction.objects.filter(contribution__event=event)
    return list(found.values_list("contribution__text", "starts_at", "ends_at", "reason"))


@pytest.mark.parametrize("piece", [1, 500])
def test_what_went_out_comes_into_an_empty_copy_without_loss(client, evening, monkeypatch, piece):
    monkeypatch.setattr("events.importers.contributions.PIECE", piece)
    copy = a_copy(evening)
    bring_in(evening, download(client, evening.event, originals="1"), event=copy)
    assert rows_of(copy) == rows_of(evening.event)
    assert len(rows_of(copy)) == 7
    assert redactions_of(copy) == redactions_of(evening.event)


def test_workbook_comes_into_an_empty_copy_too(client, evening):
    copy = a_copy(evening)
    content = download(client, evening.event, "xlsx", originals="1")
    bring_in(evening, content, event=copy, name="words.xlsx")
    there, here = rows_of(copy), rows_of(evening.event)
    assert there[:6] == here[:6]
    # XML knows no carriage return: a blank keeps its place, so that the redaction still fits.
    assert there[6][0] == here[6][0].replace("\r", " ")
    assert redactions_of(copy)[0][1:] == redactions_of(evening.event)[0][1:]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_went_out_changes_nothing_where_it_came_from(client, evening, format):
    content = download(client, evening.event, format)
    batch = read(evening, content, name=f"words.{format}")
    assert (batch.rows_known, batch.rows_good, batch.fault_count) == (7, 0, 0)


def test_copy_brought_in_twice_is_there_once(client, evening):
    copy = a_copy(evening)
    content = download(client, evening.event)
    bring_in(evening, content, event=copy)
    again = read(evening, content, event=copy)
    assert (again.rows_known, again.rows_good) == (7, 0)


def test_spreadsheet_runs_nothing_of_what_people_said(client, evening):
    lines = list(csv.reader(io.StringIO(download(client, evening.event).decode("utf-8-sig"))))
    texts = [line[lines[0].index("text")] for line in lines[1:]]
    assert texts[:2] == ["'=SUM(hopes)", "''@quoted"]
    book = load_workbook(io.BytesIO(download(client, evening.event, "xlsx")))
    assert "f" not in {cell.data_type for row in book.active.iter_rows() for cell in row}


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_redacted_words_go_out_only_where_an_officer_asks_for_them(client, evening, format):
    def says(content):
        if format == "csv":
            return content.decode("utf-8-sig")
        book = load_workbook(io.BytesIO(content))
        return str([cell.value for row in book.active.iter_rows() for cell in row])

    public = says(download(client, evening.event, format))
    assert "Smith" not in public
    assert "[removed: names a person]" in public
    assert not Change.objects.filter(action="contributions.export_originals").exists()
    assert "Smith" in says(download(client, evening.event, format, originals="1"))
    assert Change.objects.get(action="contributions.export").actor == evening.officer.uid
    assert Change.objects.get(action="contributions.export_originals").actor == evening.officer.uid


def test_there_are_two_formats(client, evening):
    address = reverse("events:contribution_export", args=[evening.event.uid, "pdf"])
    assert client.get(address).status_code == 404


# ---- the template


def template(client, evening, format):
    answer = client.get(reverse("events:import_template", args=[evening.event.uid, format]))
    return b"".join(answer.streaming_content)


def test_template_names_what_this_event_allows(client, evening):
    text = template(client, evening, "csv").decode("utf-8-sig")
    book = load_workbook(io.BytesIO(template(client, evening, "xlsx")))
    allowed = str([[cell.value for cell in row] for row in book["Allowed values"].iter_rows()])
    for said in (text, allowed):
        for wanted in (
            "1 (Workshop Session 1)",
            "1, 2, 3",
            "Barrier, Good practice",
            "Young person",
        ):
            assert wanted in said


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_template_left_as_it_is_says_that_it_holds_no_rows(client, evening, format):
    batch = read(evening, template(client, evening, format), name=f"words.{format}")
    assert "no rows below it" in batch.reason


def test_template_comes_in_once_it_is_filled_in(client, evening):
    filled = template(client, evening, "csv") + b"A1,1,2,,Taxi ranks,Urgent & Essential,,,yes,\r\n"
    evening = SimpleNamespace(event=a_copy(evening), officer=evening.officer)
    bring_in(evening, filled)
    assert evening.event.contributions.get().source == "A1"
