"""The report in the workspace: lines suggested, worded, ordered; then published as an edition."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import Event, ReportedTheme, ResidentType, Theme
from events.models.themes import Part
from events.workflow.reports import publish_report, suggest
from events.workflow.states import cancel
from publishing.models import Document, Edition, Rendition
from publishing.rendering import renderer_available
from publishing.workflow import make
from records.models import Change
from records.moves import Refused
from tests import factories

needs_renderer = pytest.mark.skipif(
    not renderer_available(), reason="The PDF renderer is not installed."
)
REPORT = "/lakes/events/evening/report/"


@pytest.fixture
def of(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return factories.partnership("lakes")


@pytest.fixture
def person(of):
    return factories.user("officer", of)


@pytest.fixture
def officer(client, person):
    client.force_login(person)
    return client


@pytest.fixture
def event(of):
    return factories.event(of, slug="evening", title="Evening", background="<p>First words.</p>")


@pytest.fixture
def workshop(event):
    return factories.workshop(event)


def page(name, thing):
    return reverse(f"events:{name}", args=[thing.uid])


def said(workshop, theme, heading=None, **fields):
    words = factories.contribution(workshop.event, heading=heading, workshop=workshop, **fields)
    factories.tag(words, theme)
    return words


def lines(workshop):
    rows = workshop.reported_themes.order_by("order")
    return [(line.part, line.wording) for line in rows]


def suggested(event, person):
    return suggest(event, by=person, now=timezone.now())


def publish(event, person, number=1, change_note=""):
    event = Event.objects.get(pk=event.pk)
    return publish_report(
        event, number=number, change_note=change_note, by=person, now=timezone.now()
    )


def make_files():
    for rendition in Rendition.objects.exclude(state="ready"):
        make(rendition.pk, clock=timezone.now)


# ---- lines


def test_suggest_draws_key_themes_from_the_urgent_headings_most_said_first(workshop, person):
    of = workshop.event.partnership
    some, most, calm = (factories.theme(of, name) for name in ("Some", "Most", "Calm"))
    said(workshop, some, "urgent")
    said(workshop, most, "urgent_essential")
    said(workshop, most, "urgent")
    for _ in range(3):
        said(workshop, calm, "essential")
    suggested(workshop.event, person)
    assert lines(workshop) == [("key", "Most"), ("key", "Some")]


def test_suggest_puts_each_kind_of_entry_where_it_belongs(workshop, person):
    of = workshop.event.partnership
    table = factories.table(workshop.event)
    wanted = [
        ("local", {"level": "local"}),
        ("division", {"level": "division"}),
        ("top_priority", {"top_priority": True, "table": table, "kind": "comment"}),
        *((kind, {"kind": kind}) for kind in ("barrier", "good_practice", "issue", "action")),
        ("other", {"kind": "offer"}),
    ]
    for part, fields in wanted:
        said(workshop, factories.theme(of, f"Theme {part}"), **fields)
    suggested(workshop.event, person)
    assert lines(workshop) == [
        *((part, f"Theme {part}") for part, _ in wanted),
        ("other", "Theme top_priority"),  # a comment, which a table put first
    ]


def test_suggest_where_nobody_was_asked_how_urgent_takes_all_challenges(event, person):
    workshop = factories.workshop(event, asks_heading=False)
    said(workshop, factories.theme(event.partnership, "Speeding"))
    suggested(event, person)
    assert lines(workshop) == [("key", "Speeding")]


def test_suggest_counts_entries_of_no_session_in_the_only_one(workshop, person):
    event = workshop.event
    words = factories.contribution(event, kind="barrier")
    factories.tag(words, factories.theme(event.partnership, "Red tape"))
    suggested(event, person)
    assert lines(workshop) == [("barrier", "Red tape")]


def test_suggest_leaves_alone_what_has_a_line_and_names_a_merged_theme_once(workshop, person):
    of = workshop.event.partnership
    named, root = factories.theme(of, "Named"), factories.theme(of, "Root")
    part = factories.theme(of, "Part", root=root, merged_into=root)
    said(workshop, named, "urgent")
    said(workshop, root, "urgent")
    said(workshop, part, "urgent")
    ReportedTheme.objects.create(workshop=workshop, theme=named, part="other", wording="Mine")
    suggested(workshop.event, person)
    assert sorted(lines(workshop)) == [("key", "Root"), ("other", "Mine")]
    with pytest.raises(Refused, match="has a line already"):
        suggested(workshop.event, person)
    made = workshop.reported_themes.get(theme=root)
    assert made.history.get().history_user == person
    assert Change.objects.filter(action="report.suggest", actor=person.uid).count() == 1


def test_report_detail_lists_what_is_missing(officer, workshop):
    said(workshop, factories.theme(workshop.event.partnership, "Nobody names it"), "essential")
    factories.contribution(workshop.event, workshop=workshop)
    text = officer.get(page("report_detail", workshop.event)).text
    assert "1 theme with entries and no line" in text
    assert "Nobody names it" in text
    assert "by the rule in no part" in text
    assert "1 entry in no theme yet" in text
    assert "No line yet" in text


def test_report_detail_of_more_lines_needs_no_more_queries(officer, workshop):
    def queries():
        officer.get(page("report_detail", workshop.event))
        with CaptureQueriesContext(connection) as captured:
            officer.get(page("report_detail", workshop.event))
        return len(captured)

    def add(number):
        for _ in range(number):
            theme = factories.theme(workshop.event.partnership)
            said(workshop, theme, "urgent")
            said(workshop, factories.theme(workshop.event.partnership), "urgent")
            ReportedTheme.objects.create(workshop=workshop, theme=theme, wording="Words")

    add(1)
    few = queries()
    add(9)
    assert queries() == few


def test_line_add_with_a_new_theme_stands_without_entries(officer, workshop):
    ResidentType.objects.create(workshop=workshop, name="Young person")
    address = page("line_add", workshop)
    wrong = officer.post(address, {"part": "key", "wording": "Funding is short"})
    assert "Choose a theme or name a new one" in wrong.text
    answer = officer.post(
        address, {"part": "key", "wording": "Funding is short", "new_theme": "Funding"}
    )
    assert answer.status_code == 302
    assert lines(workshop) == [("key", "Funding is short")]
    assert Theme.objects.get().session == workshop.order


def test_line_edit_keeps_a_theme_to_one_line_in_a_part(officer, workshop):
    theme = factories.theme(workshop.event.partnership, "Funding")
    make_line = ReportedTheme.objects.create
    make_line(workshop=workshop, theme=theme, part="key", wording="One")
    other = make_line(workshop=workshop, theme=theme, part="local", wording="Two", order=1)
    typed = {"wording": "Two", "theme": theme.pk, "base_version": 1}
    refused = officer.post(page("line_edit", other), typed | {"part": "key"})
    assert "names this theme already" in refused.text
    officer.post(page("line_edit", other), typed | {"part": "local", "wording": "Better"})
    assert ("local", "Better") in lines(workshop)


def test_line_move_stays_in_its_part(officer, workshop):
    of = workshop.event.partnership
    made = {}
    for order, (part, name) in enumerate(
        [("key", "A"), ("local", "B"), ("key", "C"), ("local", "D")], start=1
    ):
        made[name] = ReportedTheme.objects.create(
            workshop=workshop, theme=factories.theme(of), part=part, wording=name, order=order
        )
    officer.post(page("line_move", made["C"]), {"way": "up"})
    assert lines(workshop) == [("key", "C"), ("key", "A"), ("local", "B"), ("local", "D")]
    for first_of_its_part in ("C", "B"):
        officer.post(page("line_move", made[first_of_its_part]), {"way": "up"})
    assert lines(workshop) == [("key", "C"), ("key", "A"), ("local", "B"), ("local", "D")]


def test_line_remove_keeps_theme_and_entries(officer, workshop):
    theme = factories.theme(workshop.event.partnership, "Funding")
    said(workshop, theme)
    line = ReportedTheme.objects.create(workshop=workshop, theme=theme, wording="Funding")
    officer.post(page("line_remove", line))
    assert lines(workshop) == []
    assert theme.tags.count() == 1
    assert Change.objects.get(action="report.line.remove").before == {"wording": "Funding"}


# ---- to the public


@needs_renderer
def test_publish_makes_event_report_and_pdf_public_together(client, event, person):
    assert client.get("/lakes/events/evening/").status_code == 404
    publish(event, person)
    assert client.get("/lakes/events/evening/").status_code == 200
    assert client.get(REPORT).status_code == 404  # until its files are whole
    make_files()
    assert "First words." in client.get(REPORT).text
    assert b"".join(client.get(f"{REPORT}report.pdf")).startswith(b"%PDF")
    document = Document.objects.get()
    assert (document.kind, document.slug) == ("event-report", "evening-report")
    actions = set(Change.objects.values_list("action", flat=True))
    assert {"event.announce", "document.create", "edition.publish"} <= actions


@needs_renderer
def test_correction_becomes_edition_2_and_edition_1_stays(client, event, person):
    publish(event, person)
    make_files()
    pdf = b"".join(client.get(f"{REPORT}editions/1/report.pdf"))
    Event.objects.filter(pk=event.pk).update(background="<p>Better words.</p>")
    assert "First words." in client.get(REPORT).text
    publish(event, person, 2, "A word corrected.")
    assert client.get(f"{REPORT}editions/2/").status_code == 404  # its files are not whole yet
    make_files()
    assert "Better words." in client.get(REPORT).text
    assert "A word corrected." in client.get(REPORT).text
    first = client.get(f"{REPORT}editions/1/").text
    assert "First words." in first
    assert "Edition 2 replaced it" in first
    assert b"".join(client.get(f"{REPORT}editions/1/report.pdf")) == pdf


def test_needless_edition_and_one_without_change_note_are_refused(event, person):
    publish(event, person)
    with pytest.raises(Refused, match="Nothing has changed"):
        publish(event, person, 2, "None.")
    Event.objects.filter(pk=event.pk).update(background="<p>Better words.</p>")
    with pytest.raises(Refused, match="Say what changed"):
        publish(event, person, 2)
    assert Edition.objects.count() == 1


def test_second_press_leads_to_the_same_edition(officer, event):
    address = page("report_publish", event)
    typed = {"number": officer.get(address).context["number"]}
    first, second = officer.post(address, typed), officer.post(address, typed)
    assert first.url == second.url
    assert Edition.objects.count() == 1


def test_publish_called_twice_at_once_makes_one_edition(event, person):
    assert publish(event, person) == publish(event, person)


def test_page_asks_what_changed_from_edition_2_on(officer, event, person):
    address = page("report_publish", event)
    assert "What changed" not in officer.get(address).text
    publish(event, person)
    assert "What changed" in officer.get(address).text
    assert "There is a problem" in officer.post(address, {"number": 2}).text
    refused = officer.post(address, {"number": 2, "change_note": "Nothing."})
    assert refused.status_code == 409
    assert "Nothing has changed" in refused.text


def test_publish_without_any_date_publishes_nothing(event, person):
    Event.objects.filter(pk=event.pk).update(starts_on=None)
    with pytest.raises(Refused, match="date first"):
        publish(event, person)
    assert not Document.objects.exists()


def test_cancelled_event_has_no_report(event, person):
    Event.objects.filter(pk=event.pk).update(state="public")
    cancel(Event.objects.get(), reason="Snow", by=person, now=timezone.now())
    with pytest.raises(Refused, match="cancelled"):
        publish(event, person)


def test_only_officers_publish_even_below_the_pages(event, of):
    with pytest.raises(Refused, match="Officers"):
        publish(event, factories.user("executive", of))


def test_report_takes_a_free_name_among_the_documents(event, person):
    factories_of = {"partnership": event.partnership, "kind": "plan", "title": "A plan"}
    Document.objects.create(slug="evening-report", **factories_of)
    assert publish(event, person).document.slug == "evening-report-2"


def test_report_preview_shows_the_text_before_anybody_else_sees_it(officer, event, client):
    assert "First words." in officer.get(page("report_preview", event)).text
    client.logout()
    assert client.get(REPORT).status_code == 404


@needs_renderer
def test_report_preview_pdf_says_draft(officer, event):
    answer = officer.get(page("report_preview_pdf", event))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


@needs_renderer
def test_report_edition_follows_its_files_and_withdraws_with_a_reason(officer, event, person):
    edition = publish(event, person)
    address = page("report_edition", edition)
    waiting = officer.get(address, headers={"HX-Request": "true"}).text
    assert 'hx-trigger="every 3s"' in waiting
    make_files()
    assert "The public has been able to read it" in officer.get(address).text
    withdrawal = page("report_withdraw", edition)
    assert "There is a problem" in officer.post(withdrawal, {"reason": ""}).text
    officer.post(withdrawal, {"reason": "Numbers were wrong."})
    shown = officer.get(REPORT).text
    assert "This report was withdrawn" in shown
    assert "Numbers were wrong." in shown
    assert "First words." in shown


def test_report_retry_queues_a_failed_file_again(officer, event, person):
    edition = publish(event, person)
    failed = Rendition.objects.filter(edition=edition)
    if not failed.exists():
        Rendition.objects.create(edition=edition, format="pdf")
    failed.update(state="failed", reason="It broke.", attempts=5)
    assert "It broke." in officer.get(page("report_edition", edition)).text
    officer.post(page("report_retry", failed.get()))
    assert failed.get().state == "waiting"


@pytest.mark.parametrize("part", Part.values)
def test_every_part_has_a_place_in_the_report(officer, workshop, part):
    theme = factories.theme(workshop.event.partnership, "Named")
    ReportedTheme.objects.create(workshop=workshop, theme=theme, part=part, wording="It is named.")
    assert "It is named." in officer.get(page("report_preview", workshop.event)).text
