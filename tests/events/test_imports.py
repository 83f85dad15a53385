"""A file of contributions comes in: understood, refused with every fault, saved whole or not."""

import datetime
import io

import pytest
from django.utils import timezone
from openpyxl import Workbook

from events.importers import answers, jobs
from events.importers.answers import Fault
from events.importers.jobs import work
from events.models import Contribution, ContributionImport, Redaction
from events.models.contributions import Heading
from events.workflow import imports
from records.models import Change
from records.moves import Refused
from tests import factories
from tests.events.files import HEADER, an_evening, bring_in, read, run, said, table_of, upload


@pytest.fixture
def evening(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return an_evening()


def one(evening, content, **how):
    bring_in(evening, content, **how)
    return Contribution.objects.kept().get()


def fault_of(evening, content):
    """The one fault of a file: its row, its column, its content, and what to do."""
    batch = read(evening, content)
    assert batch.fault_count == 1, batch.faults
    found = batch.faults[0]
    return found["row"], found["column"], found["value"], found["message"]


# ---- what is understood


def test_file_is_read_confirmed_and_saved(evening):
    batch = read(evening, table_of(said("One", heading="Urgent & Essential"), said("Two")))
    assert (batch.state, batch.rows_seen, batch.rows_good, batch.fault_count) == ("read", 2, 2, 0)
    assert not Contribution.objects.exists()
    imports.confirm(batch, by=evening.officer, now=timezone.now())
    batch = run(batch)
    assert batch.state == "done"
    first, second = Contribution.objects.kept()
    assert (first.text, first.heading, first.kind) == ("One", Heading.URGENT_ESSENTIAL, "challenge")
    assert (first.workshop, first.table, first.origin) == (
        *(evening.sessions[0], evening.tables[0]),
        "import",
    )
    assert second.heading is None
    assert first.history.get().history_user == evening.officer
    assert first.history.get().standing == "kept"
    assert Change.objects.get(action="contributions.import").after["rows"] == 2


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("Urgent & Essential", Heading.URGENT_ESSENTIAL),
        ("urgent + essential", Heading.URGENT_ESSENTIAL),
        ("urgent and essential", Heading.URGENT_ESSENTIAL),
        ("ESSENTIAL/URGENT", Heading.URGENT_ESSENTIAL),
        ("U&E", Heading.URGENT_ESSENTIAL),
        ("1", Heading.URGENT_ESSENTIAL),
        ("Urgent but not Essential", Heading.URGENT),
        ("urgent, non-essential", Heading.URGENT),
        ("not urgent but essential", Heading.ESSENTIAL),
        ("Not urgent + essential", Heading.ESSENTIAL),
        ("essential but not urgent", Heading.ESSENTIAL),
        ("Not Urgent or Essential", Heading.NEITHER),
        ("neither urgent nor essential", Heading.NEITHER),
        ("neither", Heading.NEITHER),
        ("", None),
        ("not placed", None),
    ],
)
def test_headings_are_understood_as_people_write_them(words, heading):
    assert answers.heading(words) == heading


@pytest.mark.parametrize("words", ["soon", "urgent", "essential", "urgent or essential", "5"])
def test_what_names_no_heading_is_a_fault(words):
    with pytest.raises(Fault):
        answers.heading(words)


def test_two_columns_of_yes_and_no_give_the_heading(evening):
    content = table_of(
        ["1", "One", "yes", "no"],
        ["1", "Two", "n", "Y"],
        header=["session", "text", "urgent", "essential"],
    )
    bring_in(evening, content)
    assert [c.heading for c in Contribution.objects.all()] == [Heading.URGENT, Heading.ESSENTIAL]


def test_columns_are_found_by_other_names_in_any_order(evening):
    content = table_of(
        ["Funding", "TABLE 2", "workshop session 1", "Local / Neighbourhood", "x"],
        header=["What was said?", "Table  No.", "Workshop", "LEVEL", "Top Priority"],
    )
    row = one(evening, content)
    assert (row.text, row.table, row.workshop) == (
        "Funding",
        evening.tables[1],
        evening.sessions[0],
    )
    assert (row.level, row.top_priority) == ("local", True)


def test_windows_letters_and_semicolons_are_understood_and_said(evening):
    content = table_of(said("Cafés, £5"), delimiter=";", encoding="cp1252")
    batch = read(evening, content)
    assert "Windows-1252" in batch.preview["notes"][0]
    assert "semicolons" in batch.preview["notes"][1]
    assert batch.preview["rows"][0]["text"] == "Cafés, £5"


def test_tabs_divide_columns_too(evening):
    assert one(evening, table_of(said("One, two"), delimiter="\t")).text == "One, two"


def test_workbook_is_understood(evening):
    book = Workbook()
    book.active.append(HEADER)
    book.active.append([1, 2.0, None, "Taxi ranks", "urgent + essential", "county", None, "yes"])
    saved = io.BytesIO()
    book.save(saved)
    row = one(evening, saved.getvalue(), name="words.xlsx")
    assert (row.text, row.table, row.level) == ("Taxi ranks", evening.tables[1], "division")


def test_emoji_lines_and_other_scripts_stay_as_they_are(evening):
    assert one(evening, table_of(said("الشرطة 👮\nمرتين"))).text == "الشرطة 👮\nمرتين"


def test_time_alone_is_on_the_day_of_the_event(evening):
    content = table_of(["1", "One", "19:27"], header=["session", "text", "said at"])
    assert (
        timezone.localtime(one(evening, content).said_at).isoformat() == "2009-11-23T19:27:00+00:00"
    )


def test_columns_that_mean_nothing_are_named(evening):
    content = table_of(["1", "One", "?"], header=["session", "text", "colour of pen"])
    assert "“colour of pen”" in read(evening, content).preview["notes"][0]


def test_marked_formula_comes_in_as_it_was_said(evening):
    assert one(evening, table_of(said("'=2+2 is not enough"))).text == "=2+2 is not enough"


def test_consultation_without_sessions_says_its_kinds(evening):
    survey = factories.event(evening.event.partnership, kind="survey")
    content = table_of(["comment", "Clear enough"], header=["kind", "text"])
    bring_in(evening, content, event=survey)
    assert survey.contributions.get().kind == "comment"


# ---- faults


def test_unknown_heading_is_a_fault_with_its_row(evening):
    content = table_of(said("One"), said("Two", heading="soon"))
    row, column, value, message = fault_of(evening, content)
    assert (row, column, value) == (3, "E, heading", "soon")
    assert "Urgent but not Essential" in message


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"session": 7}, "session", "1 (Workshop Session 1); 2; 3"),
        ({"table": 14}, "table", "1 to 3"),
        ({"session": 2}, "kind", "Barrier; Good practice"),
        ({"session": 2, "kind": "challenge"}, "kind", "Barrier; Good practice"),
        ({"kind": "moan"}, "kind", "Challenge; Barrier"),
        ({"level": "Europe"}, "level", "Division or county"),
        ({"resident_type": "Young person"}, "resident type", "has no resident types"),
        (
            {"session": 3, "kind": "issue", "resident_type": "Farmer"},
            "resident type",
            "Young person",
        ),
        ({"top_priority": "perhaps"}, "top priority", "yes or no"),
        ({"text": " "}, "text", "Write what was said"),
        ({"text": "x" * 10_000}, "text", "10,000 characters"),
    ],
)
def test_cell_that_cannot_be_kept_is_a_fault_that_says_what_to_do(evening, cells, column, words):
    row, found, _, message = fault_of(evening, table_of(said("One"), said(**cells)))
    assert row == 3
    assert found.endswith(f", {column}")
    assert words in message


def test_every_fault_of_every_row_is_listed(evening):
    batch = read(evening, table_of(said("", table=9, heading="soon"), said("One", level="Mars")))
    assert batch.fault_count == 4
    assert [fault["row"] for fault in batch.faults] == [2, 2, 2, 3]
    assert batch.rows_good == 0


def test_second_top_priority_of_a_table_is_a_fault(evening):
    content = table_of(said("One", top_priority="yes"), said("Two", top_priority="yes"))
    assert fault_of(evening, content)[:2] == (3, "H, top priority")


def test_top_priority_beside_a_stored_one_is_a_fault(evening):
    factories.contribution(
        evening.event, workshop=evening.sessions[0], table=evening.tables[0], top_priority=True
    )
    content = table_of(said("Two", top_priority="yes"))
    assert "another top priority" in fault_of(evening, content)[3]


def test_urgent_without_essential_is_a_fault(evening):
    content = table_of(["1", "One", "yes", ""], header=["session", "text", "urgent", "essential"])
    assert fault_of(evening, content)[1] == "D, essential"


def test_file_with_faults_cannot_be_imported(evening):
    batch = read(evening, table_of(said("One"), said("Two", heading="soon")))
    with pytest.raises(Refused):
        imports.confirm(batch, by=evening.officer, now=timezone.now())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (table_of(["1"], header=["table"]), "names “table”"),
        (table_of(["1", "2"], header=["text", "words"]), "Two columns stand for “text”"),
        (table_of(), "no rows below it"),
        (b"\n\n \n", "empty"),
        (b'text\n"never closed' + b"x" * 200_000, "Row 2 cannot be read"),
        ("text\nOne".encode("utf-16"), "UTF-16"),
        (b"text\nOne\0two", "neither text nor a workbook"),
        (b"\x81\x8d,\xff", "neither UTF-8 nor Windows-1252"),
        (b"PK\x03\x04 but no zip", "neither text nor a workbook"),
        (b"\xd0\xcf\x11\xe0 an old workbook", ".xls"),
    ],
)
def test_file_that_is_no_table_of_contributions_is_refused_in_words(evening, content, words):
    batch = read(evening, content)
    assert batch.state == "failed"
    assert words in batch.reason


def test_too_many_rows_are_refused(evening, monkeypatch):
    monkeypatch.setattr("events.importers.contributions.MOST_ROWS", 3)
    assert "more than" in read(evening, table_of(*[said(f"No {n}") for n in range(4)])).reason


# ---- what comes twice


def test_same_file_twice_changes_nothing(evening):
    content = table_of(said("One"), said("One"))
    bring_in(evening, content)
    again = read(evening, content)
    assert (again.rows_known, again.rows_good) == (2, 0)
    with pytest.raises(Refused):
        imports.confirm(again, by=evening.officer, now=timezone.now())
    assert Contribution.objects.count() == 2


def test_reference_is_kept_once(evening):
    header = ["reference", "session", "text"]
    bring_in(evening, table_of(["A1", 1, "One"], header=header))
    again = bring_in(evening, table_of(["A1", 1, "One, again"], ["A2", 1, "Two"], header=header))
    assert (again.rows_known, again.rows_good) == (1, 1)
    assert [c.text for c in Contribution.objects.all()] == ["One", "Two"]


def test_reference_twice_in_a_file_with_other_words_is_a_fault(evening):
    header = ["reference", "session", "text"]
    content = table_of(["A1", 1, "One"], ["A1", 1, "One"], ["A1", 1, "Two"], header=header)
    assert fault_of(evening, content)[:3] == (4, "A, reference", "A1")


def test_row_that_is_here_already_may_say_what_no_longer_holds(evening):
    row = factories.contribution(evening.event, "One", workshop=evening.sessions[0])
    content = table_of([str(row.uid), 99, "", "soon"], header=["uid", "session", "text", "heading"])
    batch = read(evening, content)
    assert (batch.rows_known, batch.faults) == (1, [])


def test_reference_that_came_in_another_way_is_known_too(evening):
    factories.contribution(evening.event, "One", source="A1")
    content = table_of(["A1", 1, "One"], header=["reference", "session", "text"])
    assert read(evening, content).rows_known == 1


# ---- whole or not at all


class Stop(BaseException):
    """The worker is killed."""


@pytest.fixture
def small_pieces(monkeypatch):
    monkeypatch.setattr("events.importers.contributions.PIECE", 2)


def killed_halfway(evening, monkeypatch, rows=5):
    batch = read(evening, table_of(*[said(f"No {n}") for n in range(rows)]))
    imports.confirm(batch, by=evening.officer, now=timezone.now())
    keep, calls = imports.keep_rows, []

    def dying(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise Stop
        keep(*args, **kwargs)

    with monkeypatch.context() as patched, pytest.raises(Stop):
        patched.setattr(imports, "keep_rows", dying)
        run(batch)
    return ContributionImport.objects.get(pk=batch.pk)


def test_killed_worker_leaves_nothing_that_counts(evening, monkeypatch, small_pieces):
    batch = killed_halfway(evening, monkeypatch)
    assert batch.state == "saving"
    assert Contribution.objects.filter(standing="arriving").count() == 2
    assert not Contribution.objects.kept().exists()


def test_import_started_again_is_whole(evening, monkeypatch, small_pieces):
    batch = killed_halfway(evening, monkeypatch)
    later = timezone.now() + datetime.timedelta(seconds=31)
    imports.start_again(batch, by=evening.officer, now=later)
    assert run(batch).state == "done"
    assert [c.text for c in Contribution.objects.kept()] == [f"No {n}" for n in range(5)]
    assert Contribution.objects.count() == Contribution.history.count() == 5


def test_import_that_lives_is_not_started_again(evening, monkeypatch, small_pieces):
    batch = killed_halfway(evening, monkeypatch)
    with pytest.raises(Refused):
        imports.start_again(batch, by=evening.officer, now=timezone.now())


def test_lost_hint_can_be_given_again(evening):
    batch = upload(evening, table_of(said()))
    old = batch.seen_at
    later = timezone.now() + datetime.timedelta(seconds=31)
    imports.start_again(batch, by=evening.officer, now=later)
    work(batch.pk, sign=old, clock=timezone.now)  # the first hint comes after all
    batch.refresh_from_db()
    assert batch.state == "waiting"
    assert run(batch).state == "read"


def test_worker_that_was_taken_over_stops(evening, monkeypatch, small_pieces):
    """It stood still for half a minute; somebody started again; now it wakes up."""
    batch = read(evening, table_of(*[said(f"No {n}") for n in range(5)]))
    imports.confirm(batch, by=evening.officer, now=timezone.now())
    keep, calls = imports.keep_rows, []

    def slow(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            later = timezone.now() + datetime.timedelta(seconds=31)
            imports.start_again(batch, by=evening.officer, now=later)
            run(batch)
        keep(*args, **kwargs)

    monkeypatch.setattr(imports, "keep_rows", slow)
    assert run(batch).state == "done"
    assert Contribution.objects.kept().count() == Contribution.objects.count() == 5


def test_hint_that_comes_twice_finds_nothing_to_do(evening):
    batch = upload(evening, table_of(said()))
    run(batch)
    seen = ContributionImport.objects.get(pk=batch.pk).seen_at
    work(batch.pk, sign=batch.seen_at, clock=timezone.now)
    assert ContributionImport.objects.get(pk=batch.pk).seen_at == seen


def test_event_that_changed_meanwhile_gets_nothing(evening):
    batch = read(evening, table_of(said("One"), said("Two", top_priority="yes")))
    imports.confirm(batch, by=evening.officer, now=timezone.now())
    factories.contribution(
        evening.event, workshop=evening.sessions[0], table=evening.tables[0], top_priority=True
    )
    batch = run(batch)
    assert batch.state == "failed"
    assert "Nothing was imported" in batch.reason
    assert Contribution.objects.count() == 1


def test_table_that_went_meanwhile_loses_no_row_its_place(evening):
    batch = read(evening, table_of(said("One"), said("Two", table=3)))
    imports.confirm(batch, by=evening.officer, now=timezone.now())
    evening.tables[2].delete()
    assert run(batch).state == "failed"
    assert not Contribution.objects.exists()


def test_top_priority_that_came_at_the_last_moment_leaves_nothing_half(evening, monkeypatch):
    batch = read(evening, table_of(said("One"), said("Two", top_priority="yes")))
    imports.confirm(batch, by=evening.officer, now=timezone.now())
    keep = imports.keep_rows

    def and_another(*args, **kwargs):
        keep(*args, **kwargs)
        factories.contribution(
            evening.event, workshop=evening.sessions[0], table=evening.tables[0], top_priority=True
        )

    monkeypatch.setattr(imports, "keep_rows", and_another)
    assert run(batch).state == "failed"
    assert Contribution.objects.count() == 1


def test_two_files_of_an_event_are_saved_one_after_the_other(evening):
    first = read(evening, table_of(said("One")))
    second = read(evening, table_of(said("Two")))
    imports.confirm(first, by=evening.officer, now=timezone.now())
    with pytest.raises(Refused, match="Another file"):
        imports.confirm(second, by=evening.officer, now=timezone.now())


def test_other_people_cannot_import(evening):
    lead = factories.user("lead", evening.event.partnership)
    batch = read(evening, table_of(said("One")))
    with pytest.raises(Refused):
        imports.confirm(batch, by=lead, now=timezone.now())


def test_fault_of_our_own_is_said_and_leaves_nothing(evening, monkeypatch):
    monkeypatch.setattr(jobs, "_shown", lambda row: 1 / 0)
    assert "Something went wrong" in read(evening, table_of(said("One"))).reason
    assert not Redaction.objects.exists()
