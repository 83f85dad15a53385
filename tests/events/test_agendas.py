"""Agendas: items and their times, templates, papers, what is carried over, the mail."""

import datetime
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.documents.agendas import minutes_over, stands_over, timed
from events.documents.meeting_people import members_of
from events.documents.papers import next_label
from events.models import (
    AgendaItem,
    AgendaTemplate,
    Meeting,
    MeetingAction,
    Paper,
)
from events.workflow import agendas, meeting_states, papers
from events.workflow.agenda_letters import send_agenda
from partnership.models import Letter
from records.files import NotTaken, kind_of
from records.models import Change
from records.moves import Refused
from tests import factories
from tests.events.meeting_rows import fresh, held, item, page, template, typed

PDF = b"%PDF-1.7 a paper"
APRIL = datetime.date(2012, 4, 26)
LIST = "/workspace/lakes/meetings/"


@pytest.fixture
def of(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return factories.partnership("lakes")


@pytest.fixture
def group(of):
    return factories.group(of)


@pytest.fixture
def person(of):
    return factories.user("officer", of)


@pytest.fixture
def officer(client, person):
    client.force_login(person)
    return client


@pytest.fixture
def meeting(of, group):
    return held(of, group, APRIL, starts_at=datetime.time(10), ends_at=datetime.time(12))


# ---- the agenda


def test_times_follow_from_the_start_and_the_minutes(meeting):
    for minutes in (5, 20, None, 10):
        item(meeting, minutes=minutes)
    item(meeting, starts_at=datetime.time(11, 30), minutes=45)
    lines = timed(list(meeting.items.all()), meeting.starts_at)
    assert [line.starts_at and f"{line.starts_at:%H:%M}" for line in lines] == [
        *("10:00", "10:05", "10:25", None, "11:30")
    ]
    assert minutes_over(meeting, list(meeting.items.all())) == 15
    assert timed([AgendaItem(minutes=30)] * 2, datetime.time(23, 45))[1].starts_at is None


def test_items_are_added_changed_moved_and_taken_out(officer, meeting):
    for title in ("First", "Second", "Third"):
        typed(officer, page("agenda_item_add", meeting), title=title, minutes="10")
    second = meeting.items.get(title="Second")
    typed(officer, page("agenda_item_edit", second), title="Other", asked="Who pays?")
    officer.post(page("agenda_item_move", second), {"way": "up"})
    assert [one.title for one in meeting.items.all()] == ["Other", "First", "Third"]
    officer.post(page("agenda_item_move", second), {"way": "up"})
    officer.post(page("agenda_item_remove", second))
    assert [one.title for one in meeting.items.all()] == ["First", "Third"]


def test_two_people_who_change_an_item_see_both_texts(officer, meeting):
    one = item(meeting)
    data = {"title": "Mine", "kind": "other", "purpose": "note", "base_version": one.version}
    assert officer.post(page("agenda_item_edit", one), data).status_code == 302
    answer = officer.post(page("agenda_item_edit", one), data | {"title": "Yours"})
    assert answer.status_code == 409
    assert "Mine" in answer.text and "Yours" in answer.text


@pytest.mark.parametrize("minutes", ["0", "601", "-5", "many"])
def test_minutes_outside_a_day_are_refused(officer, meeting, minutes):
    answer = typed(officer, page("agenda_item_add", meeting), title="Item", minutes=minutes)
    assert answer.context["form"].has_error("minutes")
    assert not meeting.items.exists()


def test_an_item_of_which_something_came_stays(person, meeting):
    one = item(meeting, notes="Much was said.")
    with pytest.raises(Refused, match="so it stays"):
        agendas.remove_item(one, by=person, now=timezone.now())


def test_an_agenda_that_stands_is_not_changed(officer, person, meeting):
    one = item(meeting)
    Meeting.objects.update(state="agreed", agreed_on=APRIL)
    for act in (
        lambda: agendas.add_item(AgendaItem(meeting=meeting, title="Late"), by=person),
        lambda: agendas.move_item(one, up=True, by=person),
        lambda: agendas.remove_item(one, by=person, now=timezone.now()),
        lambda: agendas.fill(meeting, template(meeting.partnership, "A"), by=person),
    ):
        with pytest.raises(Refused, match="stands"):
            act()
    answer = typed(officer, page("agenda_item_edit", one), title="Other")
    assert "stands" in answer.context["form"].non_field_errors()[0]
    assert fresh(one).title == "Alcohol"


def test_a_template_adds_its_items_and_the_two_usual_ones_once(officer, of, meeting):
    item(meeting, "Our notes", kind="notes")
    usual = template(of, "Notes", "Actions", "Risks")
    for _ in range(2):
        officer.post(page("agenda_fill", meeting), {"template": usual.uid})
    titles = [one.title for one in meeting.items.all()]
    assert titles == ["Our notes", "Actions", "Risks", "Risks"]


def test_another_partnerships_template_is_refused(officer, person, meeting):
    strange = template(factories.partnership("shire"), "Theirs")
    officer.post(page("agenda_fill", meeting), {"template": strange.uid})
    assert not meeting.items.exists()
    with pytest.raises(Refused):
        agendas.fill(meeting, strange, by=person)


def test_what_was_deferred_is_carried_over_once(officer, of, group, meeting):
    before = held(of, group, datetime.date(2012, 1, 26))
    deferred = item(before, "Joint strategy", outcome="deferred", asked="Do we join?", notes="Long")
    item(before, "Done", outcome="noted")
    other = factories.group(of, "Task group", kind="task_and_finish")
    item(held(of, other, datetime.date(2012, 1, 5)), "Of others", outcome="deferred")
    assert "Joint strategy" in officer.get(page("agenda_edit", meeting)).text
    for _ in range(2):
        officer.post(page("agenda_carry", meeting))
    carried = meeting.items.get()
    assert (carried.title, carried.asked, carried.carried_from) == (
        *("Joint strategy", "Do we join?"),
        deferred,
    )
    assert carried.notes == "" and carried.outcome == ""
    assert not stands_over(meeting).exists()
    carried.delete()
    assert stands_over(meeting).get() == deferred


def test_open_actions_stand_on_the_agenda_by_reference(officer, of, group, meeting):
    before = held(of, group, datetime.date(2012, 1, 26))
    action = MeetingAction.objects.create(
        meeting=before, wording="Bring the figures", post="Chair", due_on=APRIL
    )
    item(meeting, "Open actions", kind="actions")
    item(meeting, "Notes", kind="notes")
    shown = officer.get(page("agenda_page", meeting)).text
    assert "Bring the figures" in shown and "Late by" in shown
    assert page("meeting_notes", before) in shown
    MeetingAction.objects.filter(pk=action.pk).update(state="done", ended_on=APRIL)
    assert "Nothing is left open" in officer.get(page("agenda_page", meeting)).text


def test_a_longer_agenda_needs_no_more_queries(officer, meeting):
    def queries(name):
        with CaptureQueriesContext(connection) as captured:
            officer.get(page(name, meeting))
        return len(captured)

    def add(number):
        for _ in range(number):
            one = item(meeting, carried_from=item(meeting), kind="actions")
            Paper.objects.create(item=one, label="A", title="Paper", link="https://example.org")
            MeetingAction.objects.create(meeting=meeting, wording="Do", post="Chair")

    add(2)
    few = [queries("agenda_edit"), queries("agenda_page")]
    add(8)
    assert [queries("agenda_edit"), queries("agenda_page")] == few


# ---- templates


def rows(*items, initial=0, **changed):
    data = {"items-TOTAL_FORMS": len(items), "items-INITIAL_FORMS": initial}
    for number, one in enumerate(items):
        usual = {"kind": "other", "purpose": "discuss"} | one
        data |= {f"items-{number}-{key}": value for key, value in usual.items()}
    return data | changed


def test_a_template_is_made_with_its_items_in_order(officer, of):
    data = rows({"title": "Second", "order": 2}, {"title": "First", "order": 1}, {"title": "Last"})
    answer = officer.post("/workspace/lakes/agenda-templates/add/", data | {"name": "Usual"})
    assert answer.url == "/workspace/lakes/agenda-templates/"
    made = AgendaTemplate.objects.get()
    assert [(one.order, one.title) for one in made.items.all()] == [
        *((1, "First"), (2, "Second"), (3, "Last"))
    ]


def test_a_template_changes_as_a_whole_or_not_at_all(officer, of):
    made = template(of, "One", "Two")
    one, two = made.items.all()
    data = rows(
        {"id": one.pk, "title": "One", "order": 5},
        {"id": two.pk, "title": "Two", "order": 1, "DELETE": "on"},
        {"title": "Three", "order": 2},
        initial=2,
        name="Quarterly",
        base_version=made.version,
    )
    address = page("agenda_template_edit", made)
    assert officer.post(address, data | {"items-0-minutes": "9999"}).status_code == 200
    assert [one.title for one in made.items.all()] == ["One", "Two"]
    assert officer.post(address, data).status_code == 302
    assert [one.title for one in made.items.all()] == ["Three", "One"]
    assert officer.post(address, data).status_code == 409
    gone = officer.post(address, data | {"base_version": 2, "items-1-DELETE": ""})
    assert "Somebody took one of these items out meanwhile" in gone.text
    last = made.items.get(title="One")
    late = rows({"id": last.pk, "title": "Late"}, initial=1, name="Mine", base_version=1)
    stale = officer.post(address, late)
    assert stale.status_code == 409
    assert "Mine" in stale.text and 'value="Late"' in stale.text
    assert [one.title for one in made.items.all()] == ["Three", "One"]


# ---- papers


def zipped(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("bytes_", "extension"),
    [
        (PDF, "pdf"),
        (b"\x89PNG\r\n\x1a\n rest", "png"),
        (zipped(**{"word/document.xml": "<w/>"}), "docx"),
        (zipped(**{"xl/workbook.xml": "<w/>"}), "xlsx"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
    ],
)
def test_a_paper_is_known_by_its_contents(bytes_, extension):
    assert kind_of(SimpleUploadedFile("a.exe", bytes_)).extension == extension


@pytest.mark.parametrize(
    "bytes_",
    [
        *(b"", b"MZ program", b"<html><script>", b"PK\x03\x04 broken"),
        zipped(**{"word/document.xml": "<w/>", "word/vbaProject.bin": "x"}),
        zipped(**{"readme.txt": "x"}),
    ],
)
def test_what_is_no_paper_is_refused(officer, meeting, bytes_):
    with pytest.raises(NotTaken):
        kind_of(SimpleUploadedFile("paper.pdf", bytes_))
    data = {"title": "Report", "upload": SimpleUploadedFile("paper.pdf", bytes_)}
    answer = officer.post(page("paper_add", item(meeting)), data)
    assert answer.context["form"].has_error("upload")
    assert not Paper.objects.exists()


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("records.files.LARGEST_FILE", 10)
    with pytest.raises(NotTaken, match="at most"):
        kind_of(SimpleUploadedFile("a.pdf", PDF))


def test_papers_get_letters_and_are_kept_under_names_of_ours(officer, meeting):
    first, second = item(meeting), item(meeting, "Other")
    upload = SimpleUploadedFile("../../Résumé of A Person.pdf", PDF)
    officer.post(page("paper_add", first), {"title": "Report", "upload": upload})
    officer.post(page("paper_add", second), {"title": "Law", "link": "https://example.org/law"})
    report, law = Paper.objects.order_by("pk")
    assert (report.label, law.label) == ("A", "B")
    assert report.file.name.startswith("papers/") and "Person" not in report.file.name
    answer = officer.get(page("paper_file", report))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert "executive-2012-04-26-paper-a.pdf" in answer["Content-Disposition"]
    assert officer.get(page("paper_file", law)).url == "https://example.org/law"


@pytest.mark.parametrize("more", [{}, {"link": "https://example.org", "upload": True}])
def test_a_paper_is_one_thing(officer, meeting, more):
    if more.get("upload"):
        more = more | {"upload": SimpleUploadedFile("a.pdf", PDF)}
    answer = officer.post(page("paper_add", item(meeting)), {"title": "Report"} | more)
    assert "Give one" in answer.context["form"].errors["upload"][0]
    assert not Paper.objects.exists()


def test_a_link_that_is_a_program_is_refused(officer, meeting):
    data = {"title": "Report", "link": "javascript:alert(1)"}
    answer = officer.post(page("paper_add", item(meeting)), data)
    assert answer.context["form"].has_error("link")


def test_labels_go_on_after_the_last_one():
    assert [next_label([]), next_label(["A", "C"]), next_label(["Z"]), next_label(["AZ"])] == [
        *("A", "D", "AA", "BA")
    ]


def test_a_paper_taken_back_takes_its_file_with_it(
    person, meeting, django_capture_on_commit_callbacks
):
    one = item(meeting)
    asked = {"by": person, "now": timezone.now()}
    made = []
    for _ in range(2):
        file = SimpleUploadedFile("a.pdf", PDF)
        paper = Paper(item=one, title="Report")
        made.append(papers.add_paper(paper, file=file, kind=kind_of(file), **asked))
    storage, name = made[0].file.storage, made[0].file.name
    with django_capture_on_commit_callbacks(execute=True):
        papers.remove_paper(made[0], **asked)
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        papers.remove_paper(made[1], **asked)
    assert not storage.exists(name)


# ---- the mail


@pytest.fixture
def members(of, group):
    other = factories.group(of, "Task group", kind="task_and_finish")
    people = [
        factories.user("executive", of, post="A"),
        factories.user("lead", of, group=group, post="B"),
    ]
    factories.user("lead", of, group=other, post="C")
    factories.user("executive", of, post="D", is_active=False)
    return people


def test_the_agenda_goes_to_executives_and_leads_of_the_groups_once(officer, meeting, members):
    factories.role(members[0], "lead", meeting.partnership, group=meeting.groups.get())
    assert members_of(meeting, timezone.localdate()) == members
    item(meeting, "Alcohol", asked="Who pays?")
    shown = officer.get(page("agenda_send", meeting))
    assert "Who pays?" in shown.text
    assert not Letter.objects.exists()
    for _ in range(2):
        officer.post(page("agenda_send", meeting), {"number": shown.context["mail"].number})
    assert Change.objects.filter(action="meeting.send_agenda").count() == 1
    officer.post(page("agenda_send", meeting), {"number": 7})
    letters = Letter.objects.order_by("to")
    assert [letter.to for letter in letters] == sorted(one.email for one in members)
    assert letters[0].subject == "Agenda: Executive Group, 26 April 2012"
    assert "10:00  1. Alcohol" in letters[0].body
    assert page("agenda_page", meeting) in letters[0].body
    officer.post(page("agenda_send", meeting), {"number": 2})
    assert Letter.objects.filter(subject__startswith="Changed agenda").count() == 2


def test_an_empty_agenda_and_one_without_members_are_not_sent(person, meeting):
    asked = {"number": 1, "by": person, "now": timezone.now(), "on": APRIL}
    with pytest.raises(Refused, match="no items"):
        send_agenda(meeting, **asked)
    item(meeting)
    with pytest.raises(Refused, match="Nobody"):
        send_agenda(meeting, **asked)
    meeting_states.cancel(meeting, reason="Flood", by=person, now=timezone.now())
    with pytest.raises(Refused, match="not sent any more"):
        send_agenda(meeting, **asked)
