"""Previews: page, PDF and large print, from the composer of the edition and never kept."""

import page as pages
import pytest
from django.urls import reverse

from plans.documents import compose
from plans.documents.excerpt import excerpt
from publishing.children import Made, RenderFailed
from publishing.documents import print_html
from publishing.models import Edition, Rendition
from publishing.rendering import render_pdf
from records import richtext
from tests import factories

pytestmark = pytest.mark.once


@pytest.fixture
def no_rendering(monkeypatch):
    made = []

    def render(html):
        made.append(html)
        return Made(b"%PDF-1.7", 1)

    monkeypatch.setattr("publishing.views.render_pdf", render)
    return made


def address(name, thing):
    return reverse(f"plans:{name}", args=[thing.uid])


def test_section_preview_is_what_the_edition_would_hold(officer, small):
    below = factories.section(small.plan, "Below", parent=small.section)
    factories.block(below, text="<p>Words below.</p>")
    other = factories.section(small.plan, "Other")
    factories.block(other, text="<p>Not here.</p>")
    answer = officer.get(address("section_preview", small.section))
    assert "Not here" not in answer.text
    assert ' id="' not in answer.text
    composed = richtext.words(compose(small.plan).fragment)
    said = richtext.words(answer.text)
    assert "The first words." in said
    assert "Words below." in said
    assert said.replace("Link to this", "") in composed.replace("Link to this ", "")


def test_section_preview_of_a_locked_plan_is_the_submitted_text(officer, small):
    small.submit()
    type(small.block).objects.filter(pk=small.block.pk).update(text="<p>Slipped in later.</p>")
    page = officer.get(address("section_preview", small.section)).text
    assert "The first words." in page
    assert "Slipped in" not in page


@pytest.mark.parametrize("anchor", ["nowhere", "section-1"])
def test_excerpt_of_an_unknown_section_is_empty(anchor):
    assert excerpt('<section class="chapter" id="section-12"><p>A</p></section>', anchor) == ""


def test_excerpt_is_cut_where_its_section_ends():
    inner = '<section class="subsection" id="b"><p>B</p></section>'
    whole = f'<section class="chapter" id="a"><p>A</p>{inner}</section>'
    assert excerpt(f"{whole}<p>After</p>", "a").count("</section>") == 2
    assert "After" not in excerpt(f"{whole}<p>After</p>", "a")
    assert excerpt(whole, "b") == '<section class="subsection"><p>B</p></section>'


def test_section_beside_page_shows_its_preview(officer, small):
    page = officer.get(f"{address('section_detail', small.section)}?beside=page").text
    assert "As the page will show it" in page
    assert f'data-preview="{address("section_preview", small.section)}"' in page
    assert page.count("<h2") - page.count("<h2 class") >= 1


def test_section_beside_pdf_may_frame_it_and_the_pdf_may_be_framed(officer, small, no_rendering):
    answer = officer.get(f"{address('section_detail', small.section)}?beside=pdf")
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert f"{address('plan_preview_pdf', small.plan)}?beside=1" in answer.text
    for name in ("plan_preview_pdf", "plan_preview_large"):
        file = officer.get(f"{address(name, small.plan)}?beside=1")
        assert "frame-ancestors 'self'" in file["Content-Security-Policy"]
        assert file["X-Frame-Options"] == "SAMEORIGIN"
        assert file["Content-Type"] == "application/pdf"


def test_other_pages_may_frame_nothing(officer, small):
    answer = officer.get(address("plan_preview", small.plan))
    assert "frame-src" not in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_plan_preview_large_is_made_and_not_kept(officer, small, no_rendering):
    answer = officer.get(address("plan_preview_large", small.plan))
    assert "large-print-small-plan.pdf" in answer["Content-Disposition"]
    assert 'class="large"' in no_rendering[0]
    assert (Edition.objects.count(), Rendition.objects.count()) == (0, 0)


def test_plan_preview_leads_to_all_three(officer, small):
    page = officer.get(address("plan_preview", small.plan)).text
    assert address("plan_preview_pdf", small.plan) in page
    assert address("plan_preview_large", small.plan) in page


def test_pdf_that_fails_says_so_in_its_frame(officer, small, monkeypatch):
    def fail(html):
        raise RenderFailed("It took too long to make.")

    monkeypatch.setattr("publishing.views.render_pdf", fail)
    framed = officer.get(f"{address('plan_preview_large', small.plan)}?beside=1")
    assert framed.status_code == 200
    assert "It took too long to make." in framed.text
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    alone = officer.get(address("plan_preview_large", small.plan))
    assert alone.url == address("plan_preview", small.plan)


def test_locked_plan_whose_data_changed_has_no_large_print(officer, small, no_rendering):
    small.submit()
    type(small.figure).objects.update(change=5)
    answer = officer.get(address("plan_preview_large", small.plan))
    assert answer.url == address("plan_preview", small.plan)
    assert no_rendering == []


def test_large_print_passes_pdf_ua_1(small, tmp_path):
    composed = compose(small.plan)
    html = print_html(
        title=composed.title,
        fragment=composed.fragment,
        snapshot=composed.snapshot,
        partnership=small.partnership,
        large=True,
    )
    assert "hyphens: none" in html
    file = tmp_path / "large.pdf"
    file.write_bytes(render_pdf(html).bytes)
    report = pages.validate_pdf(file, profile="ua1")
    assert [(fault.rule_id, fault.message) for fault in report.failures] == []
    ordinary = print_html(
        title="A", fragment="", snapshot={}, partnership=small.partnership, edition_number=1
    )
    assert "Large print, on top" not in ordinary
