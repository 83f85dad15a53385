"""Priorities and themes of all that is part of a county, side by side and in its agreement."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import ReportedTheme
from partnership.models import PartnershipLink, Topic
from plans.documents import compose
from priorities.models import ListedPriority
from publishing.models import Document, Edition
from tests import factories
from tests.reading import words_of


def part_of(whole, name):
    """A district with a public list whose only priority is on a topic of its own and on alcohol."""
    part = factories.partnership(name)
    PartnershipLink.objects.create(whole=whole, part=part)
    of = factories.priority_list(part, f"List of {name}", state="published")
    priority = factories.priority(part, f"Drink in {name}")
    priority.topics.add(Topic.objects.get_or_create(name="Alcohol")[0])
    ListedPriority.objects.create(
        priority_list=of, priority=priority, wording=f"Less drink in {name}", order=1
    )
    return part


def heard(part, wording, *, published=True):
    """An event with a report that names a theme on alcohol."""
    event = factories.event(part, state="public")
    document = Document.objects.create(
        partnership=part, kind="event-report", slug=f"report-{event.slug}", title="Report"
    )
    document.current_edition = Edition.objects.create(
        document=document,
        number=1,
        title="Report",
        fragment="<p>Report</p>",
        snapshot={"themes": [{"wording": wording}] if published else []},
        content_hash="a" * 64,
        published_at=timezone.now(),
        published_by_label="Officer",
    )
    document.save()
    event.document = document
    event.save()
    theme = factories.theme(part, topic=Topic.objects.get_or_create(name="Alcohol")[0])
    ReportedTheme.objects.create(workshop=factories.workshop(event), theme=theme, wording=wording)


@pytest.fixture
def shire(db):
    whole = factories.partnership("shire")
    for name in ("lakes", "fells"):
        part_of(whole, name)
    return whole


def address(name="side_by_side"):
    return reverse(f"priorities:{name}", args=["shire"])


def test_priorities_of_all_parts_stand_side_by_side_by_topic(client, shire):
    inner = part_of(factories.partnership("county"), "moor")
    PartnershipLink.objects.create(whole=shire, part=inner.whole_links.get().whole)
    page = words_of(client.get(address()).text)
    assert "Alcohol 3 of 4" in page
    assert "Moor: Less drink in moor" in page
    assert "County Partnership : no list is published" in page


@pytest.mark.once
def test_what_is_not_public_is_not_there(client, shire):
    draft = part_of(shire, "moor")
    draft.priority_lists.update(state="draft", published_at=None)
    hidden = part_of(shire, "marsh")
    hidden.public = False
    hidden.save()
    page = client.get(address()).text + client.get(address("side_by_side_csv")).content.decode()
    assert "Less drink in moor" not in page and "marsh" not in page.casefold()


@pytest.mark.once
def test_themes_stand_there_in_the_words_that_were_published(client, shire):
    lakes = shire.part_links.get(part__slug="lakes").part
    heard(lakes, "Cheap drink in shops")
    heard(lakes, "Written after the report", published=False)
    page = words_of(client.get(address()).text)
    assert "Lakes, Community evening" in page and "Cheap drink in shops" in page
    assert "Written after the report" not in page


def test_the_number_of_queries_does_not_grow_with_the_parts(client, shire):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address()).status_code == 200
        return len(queries)

    asked()
    few = asked()
    for number in range(10):
        heard(part_of(shire, f"district-{number}"), f"Theme {number}")
    heard(shire.part_links.first().part, "Theme")
    with_themes = asked()
    for number in range(10, 30):
        heard(part_of(shire, f"district-{number}"), f"Theme {number}")
    assert asked() == with_themes <= few + 2


@pytest.mark.once
def test_the_spreadsheet_runs_no_formula(client, shire):
    ListedPriority.objects.filter(wording="Less drink in lakes").update(wording="=1+1")
    lines = client.get(address("side_by_side_csv")).content.decode().splitlines()
    assert lines[0].lstrip("\ufeff").startswith("topic,kind,partnership")
    assert any("'=1+1" in line and "List of lakes" in line for line in lines)


# ---- the county's agreement


@pytest.fixture
def agreement(shire):
    plan = factories.plan(shire, kind="agreement", title="Community Safety Agreement")
    factories.block(factories.section(plan, "Districts"), text="", kind="parts")
    return plan


def test_an_agreement_is_drawn_from_the_lists_of_its_districts(agreement):
    composed = words_of(compose(agreement).fragment)
    assert (
        "Lakes Partnership . List of lakes, April 2011 to March 2012: Less drink in lakes"
        in composed
    )
    assert "Alcohol: Fells, Lakes" in composed


def test_what_was_published_stays_as_it_was(agreement):
    before = compose(agreement)
    ListedPriority.objects.update(wording="Something else")
    after = compose(agreement)
    assert before.content_hash != after.content_hash
    assert "Less drink in lakes" in before.fragment


def test_a_district_without_a_public_list_for_that_time_is_named(agreement, shire):
    late = datetime.date(2015, 4, 1)
    fells = shire.part_links.get(part__slug="fells").part
    fells.priority_lists.update(starts_on=late, ends_on=late)
    composed = words_of(compose(agreement).fragment)
    assert "Fells Partnership : no priorities are published for this time." in composed
