"""A plan in English and in Welsh: written side by side, agreed and published as one."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from plans.documents import compose
from plans.documents.submitted import submitted_in
from plans.documents.welsh import both_texts, welsh_missing
from plans.workflow import ContentChanged
from plans.workflow.carrying import start_next
from publishing.models import Document
from records.moves import Refused
from tests import factories
from tests.plans.editions import published

PARAGRAPH = re.compile(r'id="(p-[0-9a-z]{8})"')


@pytest.fixture
def both(small):
    """The small plan in both languages, nothing missing."""
    partnership, plan = small.partnership, small.plan
    partnership.uses_welsh, partnership.vision_cy = True, "Lle diogel"
    partnership.vision, partnership.name_cy = "A safe place", "Partneriaeth Lle Bach"
    partnership.save()
    plan.in_welsh, plan.title_cy = True, "Cynllun Bach"
    plan.save()
    small.section.title_cy = "Pennod"
    small.section.save()
    small.block.text_cy = "<p>Y geiriau cyntaf.</p>"
    small.block.save()
    small.figure.measure.name_cy, small.figure.measure.noun_cy = "Bwrgleriaeth", "trosedd"
    small.figure.measure.save()
    factories.block(small.section, text="", kind="actions")
    small.action = factories.action(small.section, wording="Walk the streets")
    small.action.wording_cy = "Cerdded y strydoedd"
    small.action.save()
    for pair in welsh_missing(small.again()):
        setattr(pair.record, f"{pair.field}_cy", f"Cymraeg {pair.field}")
        pair.record.save()
    return small


def test_a_plan_is_composed_in_both_languages_whoever_reads_the_page(both):
    composed = compose(both.again())
    welsh = composed.texts["cy"]
    assert "The first words." in composed.fragment and "Y geiriau" not in composed.fragment
    assert "Y geiriau cyntaf." in welsh.fragment and "Cerdded y strydoedd" in welsh.fragment
    assert "The first words." not in welsh.fragment
    assert welsh.title.startswith("Cynllun Bach")
    assert welsh.snapshot["vision"] == "Lle diogel"
    assert welsh.snapshot["contents"][0]["title"] == "Pennod"
    assert welsh.snapshot["contents"][0]["anchor"] == composed.snapshot["contents"][0]["anchor"]
    assert PARAGRAPH.findall(welsh.fragment) == PARAGRAPH.findall(composed.fragment) != []
    with translation.override("cy"):
        assert compose(both.again()) == composed


def test_a_plan_in_english_keeps_its_text_and_its_fingerprint(both):
    in_both = compose(both.again())
    both.plan.refresh_from_db()
    both.plan.in_welsh = False
    alone = compose(both.plan)
    assert alone.fragment == in_both.fragment and alone.texts == {}
    assert alone.content_hash != in_both.content_hash


def test_both_texts_are_agreed_and_frozen(both):
    both.submit()
    assert "Y geiriau cyntaf." in submitted_in(both.again(), "cy")
    assert "Y geiriau" not in submitted_in(both.again())
    both.answer()
    edition = both.publish("")
    text = edition.text_in("cy")
    assert edition.fragment == submitted_in(both.again()) and "Y geiriau" in text.fragment
    assert text.title.startswith("Cynllun Bach") and text.published_by_label == both.officer.label
    assert edition.text_in("en") == edition


def test_another_welsh_word_is_another_text(both, officer):
    both.submit()
    both.answer()
    both.action.wording_cy = "Cerdded bob stryd"
    both.action.save()
    with pytest.raises(ContentChanged) as refused:
        both.publish("")
    assert [one.now for one in refused.value.differences] == ["Cerdded bob stryd"]
    page = officer.get(reverse("plans:plan_agree", args=[both.plan.uid])).content.decode()
    assert "Data has changed since the text was submitted" in page and "bob" in page
    page = officer.get(reverse("plans:plan_preview", args=[both.plan.uid]) + "?in=cy")
    assert "Cerdded y strydoedd" in page.content.decode()


def test_what_is_missing_in_one_language_keeps_the_plan_from_being_submitted(both, officer):
    both.section.refresh_from_db()
    both.section.title_cy = ""
    both.section.save()
    with pytest.raises(Refused, match="Title of the section"):
        both.submit()
    assert both.again().state == "draft"
    page = officer.get(reverse("plans:plan_welsh", args=[both.plan.uid])).content.decode()
    assert "Missing in Welsh" in page
    count = both_texts(both.again()).count
    for name in ("plan_welsh", "plan_checklist", "plan_agree"):
        page = officer.get(reverse(f"plans:{name}", args=[both.plan.uid])).content.decode()
        assert f"{count - 1} of {count}" in page
    both.plan.refresh_from_db()
    both.plan.in_welsh = False
    both.plan.save()
    both.submit()
    assert both.again().state == "submitted"


def test_the_welsh_is_written_beside_the_english(both, officer, client):
    pair = next(p for p in both_texts(both.again()).pairs if p.kind == "action")
    page = reverse("plans:welsh_edit", args=[both.plan.uid, pair.key])
    assert "Walk the streets" in officer.get(page).content.decode()
    typed = {f"{pair.key}-wording_cy": "Gair", f"{pair.key}-base_version": pair.record.version}
    answer = officer.post(page, typed)
    assert answer.status_code == 302 and answer.url.endswith(f"#{pair.key}")
    answer = officer.post(page, typed | {f"{pair.key}-wording_cy": "Gair arall"})
    said = answer.content.decode()
    assert answer.status_code == 409 and "Gair arall" in said and "Stored now" in said
    both.action.refresh_from_db()
    assert both.action.wording_cy == "Gair"
    assert officer.get(page.replace(pair.key, "action-0-wording")).status_code == 404
    both.submit()
    assert officer.post(page, typed).status_code == 409


def test_a_partnership_without_welsh_is_not_asked(small, officer):
    assert (
        "in_welsh"
        not in officer.get(reverse("plans:plan_edit", args=[small.plan.uid])).content.decode()
    )
    assert officer.get(reverse("plans:plan_welsh", args=[small.plan.uid])).status_code == 404


def test_next_years_plan_keeps_the_welsh(both):
    following = start_next(both.again(), by=both.officer, now=timezone.now())
    assert following.in_welsh and following.title_cy == "Cynllun Bach"
    assert "Y geiriau cyntaf." in compose(following).texts["cy"].fragment
    assert "Cerdded y strydoedd" in compose(following).texts["cy"].fragment


def test_readers_have_the_text_in_their_language_or_are_told(both, client):
    both.submit()
    both.answer()
    edition = both.publish("")
    # Its files are whole, as far as readers are concerned.
    Document.objects.filter(pk=edition.document_id).update(current_edition=edition)
    address = "/small-place/plans/small-plan/"
    said = client.get(f"/cy{address}").content.decode()
    assert "Y geiriau cyntaf." in said and "The first words." not in said
    assert '<h1 lang="cy">Cynllun Bach' in said and f'href="{address}" hreflang="en"' in said
    english = client.get(address).content.decode()
    assert "The first words." in english and f'href="/cy{address}" hreflang="cy"' in english
    other = factories.plan(both.partnership, slug="other", title="Other Plan")
    published(other)
    said = client.get("/cy/small-place/plans/other/").content.decode()
    with translation.override("cy"):
        assert gettext("This document is published in English only.") in said
    assert '<h1 lang="en">Other Plan' in said


def test_many_texts_are_read_in_as_few_queries(both, django_assert_num_queries):
    both_texts(both.again())
    with CaptureQueriesContext(connection) as few:
        both_texts(both.again())
    for number in range(4):
        section = factories.section(both.plan, f"Section {number}")
        factories.block(section)
        factories.action(section, "Another")
        figures = factories.block(section, text="", kind="figures")
        measure = factories.measure(both.partnership)
        figures.choose_figures([factories.figure(measure)])
    with django_assert_num_queries(len(few)):
        assert len(both_texts(both.again()).missing) >= 12
