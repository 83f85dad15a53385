"""Reading a plan: its editions and what changed between them, whom to reach, what there is."""

import pytest
from django.utils import timezone

from partnership.models import ContactPoint
from publishing.models import Edition
from publishing.models.texts import EditionText
from records.saving import save_new, save_over
from tests import factories
from tests.reading import as_frozen

PLAN = "/small-place/plans/small-plan/"


def contact(small, **fields):
    """A contact point that leaves its history, as the officer's own screens do."""
    fields = {"purpose": "formats", "name": "The council", "phone": "0845 050 4434"} | fields
    point = ContactPoint(partnership=small.plan.partnership, **fields)
    return save_new(point, by=small.officer)


def shown(small, note=""):
    """Publish the plan as it stands; its files count as made."""
    small.submit()
    small.answer()
    edition = small.publish(note)
    document = edition.document
    document.current_edition = edition
    document.save()
    return edition


@pytest.fixture
def two(small):
    """A plan of which two editions are public, and a telephone number changed between them."""
    factories.block(small.section, text="<p>Call 0845 050 4434.</p>")
    small.phone = contact(small)
    contact(small, purpose="emergency", name="999", phone="999")
    contact(small, purpose="council", name="Gone", phone="01", to_date="2001-01-01")
    shown(small)
    small.reopen()
    small.block.text = "<p>The second <em>words</em>.</p>"
    save_over(small.block, base_version=small.block.version, by=small.officer)
    small.phone.phone = "0300 123 4567"
    save_over(small.phone, base_version=1, by=small.officer)
    shown(small, "Says it in other words.")
    return small


def test_edition_changes_shows_word_by_word_what_reads_otherwise(client, two):
    page = client.get(f"{PLAN}editions/2/changes/").text
    assert "What changed between edition 1 and edition 2" in page
    assert "Says it in other words." in page
    assert "added: </span>second" in page
    assert "removed: </span>first" in page
    assert f"{PLAN}editions/2/changes/" in client.get(PLAN).text
    for number in (0, 1, 3, 10**30):
        assert client.get(f"{PLAN}editions/{number}/changes/").status_code == 404


def test_edition_page_of_an_older_one_says_so_and_whom_to_reach_today(client, two):
    old = client.get(f"{PLAN}editions/1/").text
    assert "This is edition 1" in old
    assert f'href="{PLAN}editions/2/changes/"' in old
    assert "0300 123 4567" in old
    assert "Edition 1 prints 0845 050 4434 instead." in old
    assert ">999<" in old
    assert "Gone" not in old
    now = client.get(PLAN).text
    assert "Today’s contacts" not in now
    assert "This is edition" not in now


def test_plan_page_leads_from_an_action_to_what_became_of_it(client, small):
    factories.block(small.section, text="", kind="actions")
    action = factories.action(small.section, "Do it well")
    edition = shown(small)
    page = client.get(PLAN).text
    assert f"/small-place/thread/action/{action.uid}/" in page
    assert edition.fragment in as_frozen(page)


def test_plan_page_shows_the_text_in_the_language_of_its_address(client, two):
    edition = Edition.objects.get(number=2)
    EditionText.objects.create(
        edition=edition,
        language="cy",
        title="Cynllun Bach",
        fragment='<section class="chapter" id="a">\n<p id="p-bbbbbbbb">Geiriau.</p></section>',
        snapshot=edition.snapshot,
        content_hash="0" * 64,
        published_at=timezone.now(),
        published_by_label="Officer",
    )
    english, welsh = client.get(PLAN).text, client.get(f"/cy{PLAN}").text
    assert f'<a href="/cy{PLAN}" hreflang="cy" lang="cy">' in english
    assert f'<a href="{PLAN}" hreflang="en" lang="en">' in welsh
    assert '<div class="plan-body" lang="cy">' in welsh
    assert "Geiriau." in welsh
    assert "Cynllun Bach" in welsh
    # An edition with one text shows it, and says which language that is.
    assert '<div class="plan-body" lang="en">' in client.get(f"/cy{PLAN}editions/1/").text
    assert "In English and Welsh." in client.get("/small-place/plans/").text
    assert "Cynllun Bach" in client.get("/cy/small-place/plans/").text


def test_plan_list_names_plans_drafts_reports_and_older_files(client, demo):
    page = client.get("/lancashire/plans/").text
    assert "No plan is published here yet." in page
    assert "/lancashire/events/our-partnership-challenge-northern-division/report/" in page
    assert "No longer in force" in client.get("/south-lakeland/plans/").text


def test_reading_costs_as_many_queries_for_ten_actions_as_for_one(
    client, small, django_assert_max_num_queries
):
    factories.block(small.section, text="", kind="actions")
    for number in range(10):
        factories.action(small.section, f"Do {number}")
    shown(small)
    client.get(PLAN)
    with django_assert_max_num_queries(25):
        client.get(PLAN)
    with django_assert_max_num_queries(25):
        client.get("/small-place/plans/")
