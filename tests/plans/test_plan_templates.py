"""What a plan begins with: headings from a template, and last year's text section by section."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.documents.templates import heading_for, templates
from plans.models import Block, Plan
from plans.models.blocks import BlockKind
from plans.workflow.starting import take_last_text
from records.moves import Refused
from tests import factories

NOW = timezone.now()


def page_of(name, thing):
    return reverse(f"plans:{name}", args=[thing.uid])


def typed(**fields):
    return {
        "title": "New plan", "audience": "public", "year": 2012, "slug": "new-plan",
        "starts_on": "2012-04-01",
    } | fields  # fmt: skip


@pytest.mark.once
def test_templates_name_kinds_of_blocks_that_exist_and_no_address_twice():
    for template in templates().values():
        anchors = [heading.anchor for heading in template.walk()]
        assert len(anchors) == len(set(anchors))
        for heading in template.walk():
            assert set(heading.blocks) <= set(BlockKind.values)
            assert heading.belongs or heading.below
    assert len(templates()["refresh"].sections) == 10


@pytest.mark.parametrize(
    ("template", "kind", "ends_on", "headings"),
    [
        ("refresh", "refresh", datetime.date(2013, 3, 31), 16),
        ("three_years", "full", datetime.date(2015, 3, 31), 11),
        ("", "full", datetime.date(2013, 3, 31), 0),
    ],
)
def test_plan_add_begins_with_a_template(officer, small, template, kind, ends_on, headings):
    address = reverse("plans:plan_add", args=["small-place"])
    officer.post(address, typed(template=template))
    made = Plan.objects.get(slug="new-plan")
    assert (made.kind, made.ends_on) == (kind, ends_on)
    assert made.sections.count() == headings
    assert made.approval_steps.count() == 1


@pytest.mark.once
@pytest.mark.parametrize(
    ("start", "end"), [("2012-03-01", "2013-02-28"), ("2012-01-01", "2012-12-31")]
)
def test_plan_add_ends_a_whole_year_later(officer, small, start, end):
    officer.post(reverse("plans:plan_add", args=["small-place"]), typed(starts_on=start))
    assert Plan.objects.get(slug="new-plan").ends_on.isoformat() == end


@pytest.mark.once
def test_plan_add_keeps_the_kind_and_the_last_day_that_were_typed(officer, small):
    data = typed(template="three_years", kind="place", ends_on="2014-03-31")
    officer.post(reverse("plans:plan_add", args=["small-place"]), data)
    made = Plan.objects.get(slug="new-plan")
    assert (made.kind, made.ends_on.year) == ("place", 2014)


@pytest.mark.once
def test_plan_add_of_an_assessment_is_not_for_everybody(officer, small):
    address = reverse("plans:plan_add", args=["small-place"])
    answer = officer.post(address, typed(template="assessment"))
    assert "Choose other readers" in answer.text
    officer.post(address, typed(template="assessment", audience="internal"))
    made = Plan.objects.get(slug="new-plan")
    assert made.sections.get(in_summary=True).anchor == "executive-summary"


@pytest.fixture
def next_year(small):
    """A plan after the small one, with an empty section of the same address."""
    small.next = factories.plan(small.partnership, year=2012, predecessor=small.plan)
    small.empty = factories.section(small.next, "Introduction", anchor=small.section.anchor)
    small.blank = factories.block(small.empty, text="")
    factories.block(small.section, text="<p>A note.</p>", kind="call_out", caption="Mind this")
    return small


def test_an_empty_section_takes_last_years_text(officer, next_year):
    page = officer.get(page_of("section_detail", next_year.empty)).text
    assert "Take last year’s text" in page
    answer = officer.post(page_of("section_take_last", next_year.empty), follow=True)
    assert "Last year’s text is here, as a draft." in answer.text
    taken = list(next_year.empty.blocks.all())
    source = Block.objects.get(pk=next_year.block.pk)
    assert taken[0].pk == next_year.blank.pk
    assert taken[0].text == source.text  # the ids of its paragraphs too
    assert taken[0].version == 2
    assert [(one.kind, one.caption) for one in taken] == [("text", ""), ("call_out", "Mind this")]
    assert (
        "Take last year’s text" not in officer.get(page_of("section_detail", next_year.empty)).text
    )


def test_last_years_text_never_goes_over_what_was_written(next_year):
    next_year.blank.text = "<p>Mine.</p>"
    next_year.blank.save()
    with pytest.raises(Refused, match="There is text in this section already"):
        take_last_text(next_year.empty, by=next_year.officer, now=NOW)
    assert next_year.empty.blocks.count() == 1


@pytest.mark.once
def test_without_last_years_text_nothing_is_offered(officer, next_year):
    other = factories.section(next_year.next, "Other")
    assert "Take last year’s text" not in officer.get(page_of("section_detail", other)).text
    with pytest.raises(Refused, match="no text under this heading"):
        take_last_text(other, by=next_year.officer, now=NOW)


@pytest.mark.once
def test_section_detail_says_what_belongs_into_an_empty_section(officer, small):
    empty = factories.section(small.plan, "Our vision", anchor="vision")
    assert heading_for(empty).belongs in officer.get(page_of("section_detail", empty)).text
