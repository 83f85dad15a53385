"""Consultations from a register: every fault is told, every record comes in once."""

import datetime
import io
from decimal import Decimal

import pytest
from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from events.forms import consultations as forms
from events.importers.consultation_rows import MOST, read
from events.importers.consultations import take_in
from events.models import Consultation, Event
from partnership.models import Area, AreaAlias, CoveredArea
from records.models import Change
from records.moves import Refused
from records.sheets import Unreadable
from tests import factories

pytestmark = pytest.mark.django_db

LANCASHIRE = (settings.BASE_DIR / "portal/demo/data/lancashire-consultations.csv").read_bytes()
HEADER = LANCASHIRE.splitlines()[0].decode()


@pytest.fixture
def shire():
    return factories.partnership("shire")


@pytest.fixture
def officer(client, shire):
    person = factories.user("officer", shire)
    client.force_login(person)
    return person


def _file(content, name="register.csv"):
    if isinstance(content, str):
        content = content.encode()
    return SimpleUploadedFile(name, content)


def _upload(client, content, name="register.csv"):
    return client.post(_address(), {"file": _file(content, name)})


def _address():
    return reverse("events:consultation_import", args=["shire"])


def _confirm(client, page):
    sent = {"carried": page.context["carried"].initial["carried"]}
    return client.post(_address(), sent, follow=True)


def _words(page):
    return " ".join(page.content.decode().split())


def _row(**cells):
    """A file of one record."""
    cells = {"source_id": "7", "title": "A survey"} | cells
    return ",".join(cells) + "\n" + ",".join(f'"{cell}"' for cell in cells.values())


def _faults(content):
    found = read(io.BytesIO(content.encode()))
    return [(fault.row, fault.column, fault.words) for fault in found.faults]


# ---- the register of Lancashire


def test_the_register_is_looked_at_and_then_taken_in(client, officer, shire):
    page = _upload(client, LANCASHIRE)
    assert "Import 3 consultations" in _words(page)
    assert not Event.objects.exists(), "looking keeps nothing"

    done = _confirm(client, page)

    assert "3 consultations are imported." in _words(done)
    titles = {"Life in Lancashire Wave 1", "Place Survey 2008", "Living in Lancashire wave 31"}
    assert {event.title for event in shire.events.all()} == titles
    assert {event.state for event in shire.events.all()} == {"planned"}


def test_every_fact_of_a_record_is_kept(client, officer, shire):
    _confirm(client, _upload(client, LANCASHIRE))
    kept = Consultation.objects.select_related("event").get(source_id="149")
    assert kept.event.kind == "survey"
    assert kept.event.starts_on == datetime.date(2010, 11, 19)
    assert kept.event.ends_on == datetime.date(2010, 12, 10)
    assert kept.event.place_as_stated == "All of Lancashire"
    assert kept.subjects == "Quality of life; Satisfaction with the council"
    assert kept.method == "Questionnaire - postal"
    assert kept.asked_of == "Life in Lancashire panel"
    assert kept.commissioned_by == "Corporate Research and Intelligence Team, Policy Unit"
    assert kept.undertaken_by == kept.commissioned_by
    assert (kept.sample, kept.responses) == (4026, 1972)


def test_the_rate_as_stated_stands_beside_the_one_computed(client, officer):
    """The source cut 48.98 down to 48; neither is corrected."""
    page = _upload(client, LANCASHIRE)
    assert "48% as stated<br> 49.0% as computed" in _words(page)
    _confirm(client, page)
    kept = Consultation.objects.get(source_id="149")
    assert (kept.rate_as_stated, kept.rate) == (Decimal("48.00"), 49.0)


def test_days_that_contradict_the_title_stay_as_stated(client, officer):
    _confirm(client, _upload(client, LANCASHIRE))
    kept = Event.objects.get(title="Place Survey 2008")
    assert kept.date_as_stated == "10/10/2007 - 17/01/2008"
    assert (kept.starts_on, kept.ends_on) == (
        datetime.date(2007, 10, 10),
        datetime.date(2008, 1, 17),
    )


def test_the_same_file_twice_changes_nothing(client, officer, shire):
    first = _upload(client, LANCASHIRE)
    _confirm(client, first)
    before = list(Event.objects.values_list("pk", "version"))

    again = _upload(client, LANCASHIRE)
    assert "nothing to import" in _words(again)
    assert "Import 3" not in _words(again)
    # and where somebody presses the button of the old page once more
    assert "Nothing was changed" in _words(_confirm(client, first))
    assert list(Event.objects.values_list("pk", "version")) == before
    assert Change.objects.filter(action="consultations.import").count() == 1


def test_only_what_is_new_comes_in(client, officer, shire):
    _confirm(client, _upload(client, _row(source_id="53", title="Corrected by an officer")))
    page = _upload(client, LANCASHIRE)
    assert "Corrected by an officer" in _words(page)
    assert "Import 2 consultations" in _words(page)
    _confirm(client, page)
    assert Consultation.objects.count() == 3
    assert Event.objects.filter(title="Corrected by an officer").exists()


def test_another_partnerships_records_are_its_own(client, officer, shire):
    other = factories.partnership("lakes")
    Consultation.objects.create(event=factories.event(other, kind="survey"), source_id="53")
    assert "Import 3 consultations" in _words(_upload(client, LANCASHIRE))


def test_the_import_stands_in_the_audit_and_in_the_history(client, officer, shire):
    _confirm(client, _upload(client, LANCASHIRE, name="finder.csv"))
    change = Change.objects.get(action="consultations.import")
    assert change.actor == officer.uid and change.partnership == shire.uid
    assert change.after["file"] == "finder.csv" and len(change.after["events"]) == 3
    kept = Consultation.objects.get(source_id="53")
    assert kept.history.get().history_user == kept.event.history.get().history_user == officer


# ---- what the words mean


@pytest.mark.parametrize(
    ("method", "kind"),
    [
        ("Questionnaire - postal", "survey"),
        ("", "survey"),
        ("Questionnaire - web", "web"),
        ("Online consultation", "web"),
        ("Focus groups", "focus_groups"),
        ("Focus group; Questionnaire - postal", "focus_groups"),
        ("Questionnaire - postal; Focus groups", "survey"),
        ("Cobweb meeting", "survey"),
    ],
)
def test_the_method_says_what_kind_it_is(shire, officer, method, kind):
    reading = read(io.BytesIO(_row(method=method).encode()))
    (event,) = take_in(shire, reading, name="a.csv", by=officer, now=timezone.now())
    assert event.kind == kind and event.consultation.method == method


@pytest.mark.parametrize(
    ("words", "areas"),
    [
        ("All of Lancashire", {"Lancashire"}),
        ("the whole of lancashire", {"Lancashire"}),
        ("Lancashire; Wire; Atlantis", {"Lancashire", "Wyre"}),
        ("Atlantis", set()),
        ("", set()),
    ],
)
def test_areas_are_known_by_their_names(shire, officer, words, areas):
    county = Area.objects.create(name="Lancashire", kind="county")
    Area.objects.create(name="Lancashire", kind="police_force")
    CoveredArea.objects.create(partnership=shire, area=county)
    AreaAlias.objects.create(area=factories.area("Wyre"), name="Wire")
    reading = read(io.BytesIO(_row(geographic_area=words).encode()))
    (event,) = take_in(shire, reading, name="a.csv", by=officer, now=timezone.now())
    assert {area.name for area in event.areas.all()} == areas
    assert event.place_as_stated == words
    assert county in event.areas.all() or "Lancashire" not in areas


def test_an_area_that_is_not_known_is_said(client, officer):
    page = _upload(client, _row(geographic_area="Atlantis"))
    assert "no area has this name: Atlantis" in _words(page)


def test_what_is_not_stated_stays_so(client, officer):
    page = _upload(client, _row())
    assert "Date not stated" in _words(page) and "Number asked not recorded" in _words(page)
    _confirm(client, page)
    kept = Consultation.objects.get()
    assert (kept.sample, kept.responses, kept.rate_as_stated) == (None, None, None)
    assert kept.event.starts_on is None and kept.event.date_as_stated == ""


def test_two_of_one_title_get_two_addresses(client, officer, shire):
    _confirm(client, _upload(client, HEADER + "\n1,A survey\n2,A survey\n"))
    assert shire.events.values_list("slug", flat=True).distinct().count() == 2


# ---- faults


@pytest.mark.parametrize(
    ("cells", "where", "words"),
    [
        ({"title": ""}, "B (title)", "needed"),
        ({"source_id": " "}, "A (source_id)", "needed"),
        ({"title": "x" * 181}, "B (title)", "181 characters"),
        ({"title": "one\ntwo"}, "B (title)", "on one line"),
        ({"date_start": "2001-07-26"}, "C (date_start)", "dd/mm/yyyy"),
        ({"date_start": "31/02/2001"}, "C (date_start)", "dd/mm/yyyy"),
        ({"date_start": "07/26/2001"}, "C (date_start)", "dd/mm/yyyy"),
        ({"date_start": "July 2001"}, "C (date_start)", "dd/mm/yyyy"),
        ({"date_start": "2/1/2001", "date_end": "1/1/2001"}, "D (date_end)", "before the first"),
        ({"date_end": "1/1/2001"}, "date_start", "Give the first day too"),
        ({"number_in_sample": "about 40"}, "C (number_in_sample)", "whole number"),
        ({"number_in_sample": "-4"}, "C (number_in_sample)", "whole number"),
        ({"number_in_sample": "4,02"}, "C (number_in_sample)", "whole number"),
        ({"number_of_responses": "9999999999"}, "C (number_of_responses)", "whole number"),
        ({"response_rate_percent": "101"}, "C (response_rate_percent)", "0 to 100"),
        ({"response_rate_percent": "48.981"}, "C (response_rate_percent)", "two decimals"),
        ({"response_rate_percent": "half"}, "C (response_rate_percent)", "per cent"),
    ],
)
def test_a_fault_is_told_with_its_row_and_column(cells, where, words):
    ((row, column, said),) = _faults(_row(**cells))
    assert (row, column) == (2, where) and words in said


@pytest.mark.parametrize(
    ("cells", "name", "value"),
    [
        ({"number_in_sample": "45,660"}, "sample", 45660),
        ({"response_rate_percent": "48.5 %"}, "rate_as_stated", Decimal("48.5")),
        ({"number_of_responses": "0"}, "responses", 0),
    ],
)
def test_numbers_are_understood_as_people_write_them(shire, officer, cells, name, value):
    reading = read(io.BytesIO(_row(**cells).encode()))
    (event,) = take_in(shire, reading, name="a.csv", by=officer, now=timezone.now())
    assert getattr(event.consultation, name) == value


def test_all_faults_are_shown_and_nothing_is_imported(client, officer):
    rows = "\n1,Good one\n2,,,,,,,soon\n3,,,,,,,,never\n"
    page = _upload(client, HEADER + rows)
    words = _words(page)
    assert "Nothing was imported" in words and "has 4 faults" in words
    assert "“soon”" in words and "“never”" in words
    assert "carried" not in page.context
    assert not Event.objects.exists()


def test_a_number_that_stands_twice_in_the_file_is_a_fault():
    ((row, column, said),) = _faults(HEADER + "\na7,One\nb,Two\nA7,Three\n")
    assert (row, column) == (4, "A (source_id)") and "row 2" in said


def test_words_with_a_comma_and_no_quotation_marks_are_a_fault():
    ((row, column, said),) = _faults("source_id,title\n1,Crime, and disorder\n")
    assert (row, column) == (2, "after the last column") and "quotation marks" in said


def test_empty_rows_are_no_records_and_rows_keep_their_numbers():
    assert _faults("source_id,title\n\n,\n1,\n")[0][0] == 4


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("title\nOne\n", "there is no “source_id”"),
        ("1,A survey\n2,Another\n", "there is no “source_id”, “title”"),
        ("source_id,title,Title\n1,One,Two\n", "Two columns are named “title”"),
        ("source_id,title\n", "no row below"),
        (
            "source_id,title\n" + "".join(f"{n},A survey\n" for n in range(MOST + 1)),
            "Divide it into several",
        ),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(content, words):
    with pytest.raises(Unreadable, match=words):
        read(io.BytesIO(content.encode()))


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 \x00\x01", "source_id,title\n1,One\n".encode("utf-16")]
)
def test_a_file_of_another_kind_is_refused_in_words(client, officer, content):
    page = _upload(client, content)
    assert page.context["form"].errors["file"]
    assert not Event.objects.exists()


def test_a_file_that_is_too_large_or_missing_is_refused(client, officer):
    page = _upload(client, b"x" * (forms.LARGEST_FILE + 1))
    assert "at most 1 MB" in page.context["form"].errors["file"][0]
    page = client.post(_address(), {})
    assert page.context["form"].errors["file"] == ["Choose a file."]


# ---- files as people have them


def test_windows_letters_and_semicolons_are_understood(client, officer, shire):
    content = "Source ID;Title;NUMBER IN SAMPLE;Outcome\n1;Café survey – £;12;none\n"
    page = _upload(client, content.encode("cp1252"))
    assert "Café survey – £" in _words(page)
    assert "These columns are not read: “Outcome”." in _words(page)
    _confirm(client, page)
    assert Event.objects.get().title == "Café survey – £"


def test_a_workbook_is_understood(client, officer):
    book, target = Workbook(), io.BytesIO()
    book.active.append(["source_id", "title", "date_start", "number_in_sample"])
    book.active.append([53, "A survey", datetime.datetime(2001, 7, 26), 1699.0])
    book.save(target)
    page = _upload(client, target.getvalue(), name="register.xlsx")
    _confirm(client, page)
    kept = Consultation.objects.get()
    assert (kept.source_id, kept.sample) == ("53", 1699)
    assert kept.event.starts_on == datetime.date(2001, 7, 26)
    assert kept.event.date_as_stated == "26/07/2001"


# ---- between the two steps, and who may


@pytest.mark.parametrize("made", ["altered", "old", "empty"])
def test_a_file_that_was_altered_on_its_way_is_refused(client, officer, made, monkeypatch):
    carried = _upload(client, LANCASHIRE).context["carried"].initial["carried"]
    if made == "old":
        monkeypatch.setattr(forms, "HOURS", -1)
    sent = {"altered": f"x{carried}", "old": carried, "empty": ""}[made]
    page = client.post(_address(), {"carried": sent}, follow=True)
    assert "Choose the file again." in _words(page)
    assert not Event.objects.exists()


def test_what_is_carried_is_checked_again(client, officer):
    faulty = forms.carried(_file(_row(title="")))
    page = client.post(_address(), {"carried": faulty}, follow=True)
    assert "the file has faults" in _words(page)
    assert not Event.objects.exists()
    assert signing.loads(faulty, salt=forms.SALT)["name"] == "register.csv"


def test_only_officers_take_consultations_in(shire):
    lead = factories.user("lead", shire)
    reading = read(io.BytesIO(LANCASHIRE))
    with pytest.raises(Refused, match="Officers"):
        take_in(shire, reading, name="a.csv", by=lead, now=timezone.now())


def test_what_is_imported_is_plain_text(client, officer):
    page = _upload(client, _row(title="<script>alert(1)</script>"))
    assert "<script>alert(1)" not in page.content.decode()
    assert "&lt;script&gt;alert(1)" in page.content.decode()


def test_looking_at_a_long_file_makes_as_many_queries_as_at_a_short_one(
    client, officer, django_assert_max_num_queries
):
    def look(number):
        rows = "".join(f"{n},A survey,,,All of Lancashire\n" for n in range(number))
        with django_assert_max_num_queries(100) as queries:
            _upload(client, f"{HEADER}\n{rows}")
        return len(queries)

    assert look(2) == look(50)
