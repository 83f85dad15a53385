"""Reading a plan in the workspace: lists, sections, previews, in few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.views import approval, previews
from publishing.models import Edition, Rendition
from publishing.rendering import renderer_available
from tests import factories


def page_of(name, thing):
    return reverse(f"plans:{name}", args=[thing.uid])


def queries(client, address):
    client.get(address)  # what is kept between requests is there now
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_workspace_plan_list_names_only_my_plans(officer, small):
    factories.plan(factories.partnership("elsewhere"), title="Their Plan")
    page = officer.get(reverse("plans:workspace_plan_list")).text
    assert "Small Plan 2011-2012" in page
    assert "Their Plan" not in page


@pytest.mark.parametrize("address", ["plans:workspace_plan_list", "portal:start"])
def test_more_plans_need_no_more_queries(officer, small, address):
    factories.plan(small.partnership)
    few = queries(officer, reverse(address))
    for _ in range(18):
        factories.plan(small.partnership)
    assert queries(officer, reverse(address)) == few


@pytest.mark.parametrize("name", ["section_detail", "plan_detail", "plan_preview"])
def test_bigger_plan_needs_no_more_queries(officer, small, name):
    part = small.section if name == "section_detail" else small.plan
    factories.action(small.section)
    factories.block(small.section, text="", kind="actions")
    few = queries(officer, page_of(name, part))
    for number in range(20):
        section = factories.section(small.plan, f"Section {number}")
        factories.block(section)
        factories.block(small.section)
        factories.action(small.section)
        factories.action(section)
    assert queries(officer, page_of(name, part)) == few


def test_section_detail_shows_what_readers_will_see(officer, small):
    page = officer.get(page_of("section_detail", small.section)).text
    assert "The first words." in page
    assert "277" in page


def test_plan_preview_shows_the_text_and_stores_nothing(officer, small):
    page = officer.get(page_of("plan_preview", small.plan)).text
    assert "Preview, not published." in page
    assert "by 277 offences (6%)" in page
    assert not Edition.objects.exists()


@pytest.mark.skipif(not renderer_available(), reason="The PDF renderer is not installed.")
def test_plan_preview_pdf_is_made_and_not_kept(officer, small):
    answer = officer.get(page_of("plan_preview_pdf", small.plan))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert not Edition.objects.exists()
    assert not Rendition.objects.exists()


def test_without_a_renderer_no_pdf_is_offered(officer, small, monkeypatch):
    # A state of the machine that this one may not be in.
    for module in (previews, approval):
        monkeypatch.setattr(module, "renderer_available", lambda: False)
    page = officer.get(page_of("plan_preview", small.plan)).text
    assert page_of("plan_preview_pdf", small.plan) not in page
    assert "The PDF renderer is not installed here" in page
    assert "no PDF is offered" in officer.get(page_of("plan_agree", small.plan)).text


def test_section_detail_names_every_lead_of_an_action(officer, small):
    factories.block(small.section, text="", kind="actions")
    action = factories.action(small.section, all_priorities=True, ongoing=True)
    action.lead_organisations.add(factories.organisation("Fire and Rescue Service"))
    row = officer.get(page_of("section_detail", small.section)).text
    row = row.partition("Actions of this section")[2].partition("</table>")[0]
    assert "Fire and Rescue Service" in row
    assert "<td>not stated</td>" not in row
