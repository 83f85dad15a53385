"""The evaluation report is composed from the data, item by item, and tells nothing hidden."""

import datetime
import re
from itertools import pairwise

import page
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.documents.compose import compose, title_of
from events.models import (
    Attendance,
    Channel,
    Consultation,
    Event,
    ReportedTheme,
    ResidentType,
    Theme,
)
from events.models.themes import Part
from events.workflow.redaction import redact
from partnership.models import ContactPoint
from publishing.documents import print_html
from publishing.rendering import render_pdf, renderer_available
from records import richtext
from tests import factories

needs_renderer = pytest.mark.skipif(
    not renderer_available(), reason="The PDF renderer is not installed."
)


@pytest.fixture
def of(db):
    return factories.partnership("lakes")


@pytest.fixture
def officer(of):
    return factories.user("officer", of)


@pytest.fixture
def event(of):
    return factories.event(
        of,
        title="Our Challenge: Northern Division",
        date_as_stated="Monday 23rd November",
        date_note="The year is not stated; 2009 fits.",
        venue="Lancaster Town Hall",
        place_as_stated="Lancaster and Wrye Council areas",
        headcount=51,
        background="<p>Why we came together.</p>",
        format="<p>3 x round table.</p>",
        horizon="12 to 18 months",
        host=factories.organisation("Police Authority"),
    )


def line(workshop, name, part="key", **fields):
    """A theme as the report names it."""
    theme = fields.pop("theme", None) or factories.theme(workshop.event.partnership, name)
    return ReportedTheme.objects.create(
        workshop=workshop,
        theme=theme,
        part=part,
        wording=name,
        order=workshop.reported_themes.count() + 1,
        **fields,
    )


def words(event):
    return richtext.words(compose(event).fragment)


def headings(event):
    """(level, words without the number) of each heading."""
    found = re.findall(r"<h(\d)>(?:<span[^>]*>[\d.]+</span> )?(.*?)</h", compose(event).fragment)
    return [(int(level), title) for level, title in found]


@pytest.mark.parametrize(
    ("title", "kind", "expected"),
    [
        ("Our Challenge: North", "workshops", "Our Challenge: North Evaluation"),
        ("Community evening", "workshops", "Community evening: Evaluation"),
        ("An evaluation of 2009", "workshops", "An evaluation of 2009"),
        ("Safety survey", "survey", "Safety survey: Report"),
    ],
)
def test_title_says_once_what_it_is(title, kind, expected):
    event = Event(title=title, kind=kind)
    assert title_of(event) == expected


def test_report_gives_date_and_place_as_stated_and_as_found(event):
    event.areas.add(factories.area("Wyre"))
    text = words(event)
    for item in (
        *(
            "Monday 23 November 2009",
            "“Monday 23rd November”",
            "The year is not stated; 2009 fits.",
        ),
        *("Lancaster Town Hall", "“Lancaster and Wrye Council areas”", "Areas Wyre"),
        *("12 to 18 months", "Police Authority", "Why we came together.", "3 x round table."),
    ):
        assert item in text


def test_report_lists_who_took_part_as_they_were_named(event):
    body = factories.organisation("His Majesty's Courts Service")
    Attendance.objects.create(event=event, organisation=body, name_as_stated="Court Services")
    text = words(event)
    assert "51 participants took part and they included representatives from: Court Ser" in text
    assert "numbers not recorded" in text


def test_report_gives_each_number_or_not_recorded(event):
    event.headcount_qualifier = "about"
    event.save()
    Attendance.objects.create(event=event, name_as_stated="Council", number=12, order=1)
    Attendance.objects.create(event=event, name_as_stated="Police", order=2)
    text = words(event)
    assert "About 51 participants" in text
    assert "Council 12 Police not recorded" in text


def test_report_names_the_lines_of_each_session_part_by_part(event):
    first = factories.workshop(event, title="Workshop Session 1", question="What is ahead?")
    second = factories.workshop(event, title="Workshop session 2")
    line(first, "Top one", Part.TOP_PRIORITY)
    line(first, "Local one", Part.LOCAL)
    line(first, "Key one")
    line(second, "Slow decisions", Part.BARRIER)
    text = words(event)
    places = [
        text.index(item)
        for item in (
            *("What is ahead?", "Key themes identified", "Key one", "Key challenges that have"),
            *("Local one", "Top priorities", "Top one", "Main barriers", "Slow decisions"),
        )
    ]
    assert places == sorted(places)


def test_headings_go_down_one_level_at_a_time(event):
    workshop = factories.workshop(event, title="Session 1")
    young = ResidentType.objects.create(workshop=workshop, name="Young person")
    line(workshop, "Key one")
    line(workshop, "Not listened to", Part.ISSUE, resident_type=young)
    found = headings(event)
    assert (3, "Session 1") in found
    assert (4, "Young person") in found
    assert (5, "Key issues and barriers identified") in found
    levels = [level for level, _ in found]
    assert levels[0] == 2
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_line_says_how_many_entries_at_how_many_tables(event):
    workshop = factories.workshop(event)
    funding = line(workshop, "Funding").theme
    tables = [factories.table(event) for _ in range(3)]
    for table in (tables[0], tables[0], tables[1]):
        words_of = factories.contribution(event, workshop=workshop, table=table)
        factories.tag(words_of, funding)
    assert "Funding (3 entries at 2 of 3 tables)" in words(event)


def test_line_counts_merged_themes_once_and_removed_entries_not(event):
    workshop = factories.workshop(event)
    kept = line(workshop, "Funding").theme
    part = factories.theme(event.partnership, "Grants", root=kept, merged_into=kept)
    both = factories.contribution(event, workshop=workshop)
    factories.tag(both, kept)
    factories.tag(both, part)
    factories.tag(factories.contribution(event, workshop=workshop), part)
    gone = factories.contribution(event, workshop=workshop, standing="removed")
    factories.tag(gone, kept)
    elsewhere = factories.contribution(factories.event(event.partnership))
    factories.tag(elsewhere, kept)
    assert "Funding (2 entries)" in words(event)


def test_line_without_entries_gives_no_number(event):
    line(factories.workshop(event), "Only the report survives")
    assert "Only the report survives (" not in words(event)


def test_chart_and_table_of_the_four_headings_agree(event):
    workshop = factories.workshop(event)
    for heading, number in (("urgent_essential", 3), ("neither", 1), (None, 2)):
        for _ in range(number):
            factories.contribution(event, heading=heading, workshop=workshop)
    fragment = compose(event).fragment
    assert "placed 4 entries" in richtext.words(fragment)
    assert re.findall(r"<title>(\d+)</title>", fragment) == ["3", "0", "0", "1", "2"]
    cells = re.findall(r'scope="row">([^<]+)</th><td class="number-cell">(\d+)<', fragment)
    assert cells == [
        *(("Urgent &amp; Essential", "3"), ("Urgent but not Essential", "0")),
        *(("Not Urgent but Essential", "0"), ("Not Urgent or Essential", "1")),
        ("Not placed", "2"),
    ]


def test_no_chart_where_nothing_was_placed(event):
    factories.contribution(event, workshop=factories.workshop(event))
    assert "findings-chart" not in compose(event).fragment


def test_redacted_words_are_never_in_a_report(event, officer):
    workshop, table = factories.workshop(event), factories.table(event)
    said = factories.contribution(
        event, "Mrs Miggins at number 9 drinks", workshop=workshop, table=table, top_priority=True
    )
    redact(said, starts_at=0, ends_at=23, reason="names", by=officer, now=timezone.now())
    composed = compose(event)
    for text in (composed.fragment, str(composed.snapshot)):
        assert "Miggins" not in text
        assert "drinks" in text
        assert "removed: names a person" in text


def test_markup_in_anybodys_words_stays_words(event):
    # Past the cleaning that a save does.
    Event.objects.update(background="<p>Fine</p><script>alert(1)</script>")
    workshop, table = factories.workshop(event, question="<b>Bold</b>?"), factories.table(event)
    line(workshop, "<img src=x onerror=alert(1)>")
    said = "<script>alert(2)</script>"
    factories.contribution(event, said, workshop=workshop, table=table, top_priority=True)
    fragment = compose(event).fragment
    assert "<script" not in fragment
    assert "<img" not in fragment
    assert "<b>" not in fragment


def test_presentation_gives_post_message_and_figures(event):
    factories.workshop(
        event,
        form="presentation",
        title="Alcohol",
        speaker_post="Alcohol lead",
        speaker_organisation=factories.organisation("NHS North"),
        message="Admissions rise.",
        figures_shown="1,200 admissions",
    )
    text = words(event)
    assert "Presented by Alcohol lead, NHS North." in text
    assert "Admissions rise." in text
    assert "1,200 admissions" in text


def test_officer_adds_what_happens_next_and_whom_to_ask(event):
    assert "What happens next" not in words(event)
    event.closing = "<p>We answer by March.</p>"
    event.contact = ContactPoint.objects.create(
        partnership=event.partnership, purpose="plan", name="The office", email="a@example.org"
    )
    event.save()
    text = words(event)
    assert "We answer by March." in text
    assert "available on request from The office" in text
    assert "a@example.org" in text


def test_consultation_gives_the_rate_as_stated_beside_the_computed_one(of):
    event = factories.event(
        of, kind="survey", title="Safety survey", ends_on=datetime.date(2009, 12, 31)
    )
    asked = Consultation.objects.create(
        event=event,
        asked="How safe do you feel?",
        asked_of="4,026 households",
        method="Post",
        undertaken_by="A bureau",
        sample=4026,
        responses=1972,
        rate_as_stated=48,
    )
    Channel.objects.create(consultation=asked, name="Letter", responses=1600, order=1)
    Channel.objects.create(consultation=asked, name="Web form", order=2)
    text = words(event)
    for item in (
        *("How safe do you feel?", "4,026 households", "A bureau", "Commissioned by not stated"),
        *("Response rate as stated 48%", "Response rate as computed 49% (1,972 of 4,026)"),
        *("Letter not stated 1,600", "Web form not stated not recorded"),
        "23 November 2009 to 31 December 2009",
    ):
        assert item in text
    assert "took part" not in text


def test_what_is_made_up_is_marked(event):
    assert "made up" not in words(event)
    event.example = True
    event.save()
    assert "Example This event and what was said at it are made up" in words(event)


def test_bigger_event_needs_no_more_queries(event):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            compose(event)
        return len(captured)

    def add(number):
        for index in range(number):
            workshop, table = factories.workshop(event), factories.table(event)
            ResidentType.objects.create(workshop=workshop, name=f"Type {index}")
            named = line(workshop, f"Named {event.pk} {Theme.objects.count()}")
            said = factories.contribution(
                event, heading="urgent", workshop=workshop, table=table, top_priority=True
            )
            factories.tag(said, named.theme)
            Attendance.objects.create(event=event, organisation=factories.organisation())

    add(2)
    few = queries()
    add(8)
    assert queries() == few


def test_composing_twice_gives_the_same_hash_and_a_word_another(event):
    workshop = factories.workshop(event)
    named = line(workshop, "Funding")
    first = compose(event).content_hash
    assert compose(event).content_hash == first
    named.wording = "Money"
    named.save()
    assert compose(event).content_hash != first


@needs_renderer
def test_report_passes_pdf_ua_1(event, tmp_path):
    event.example = True
    event.save()
    workshop, table = factories.workshop(event), factories.table(event)
    young = ResidentType.objects.create(workshop=workshop, name="Young person")
    line(workshop, "Not listened to", Part.ISSUE, resident_type=young)
    said = factories.contribution(
        event, heading="urgent", workshop=workshop, table=table, top_priority=True
    )
    factories.tag(said, line(workshop, "Funding").theme)
    Attendance.objects.create(event=event, name_as_stated="Council", number=12)
    composed = compose(event)
    html = print_html(
        title=composed.title,
        fragment=composed.fragment,
        snapshot=composed.snapshot,
        partnership=event.partnership,
        edition_number=1,
        published_at=timezone.now(),
    )
    file = tmp_path / "report.pdf"
    file.write_bytes(render_pdf(html).bytes)
    found = page.validate_pdf(file, profile="ua1")
    assert [(fault.rule_id, fault.message) for fault in found.failures] == []
