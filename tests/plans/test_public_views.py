"""What anybody can read of plans, and what nobody may see before it is published."""

import csv
import io

import page
import pytest
from django.utils import timezone

from plans.models import Plan
from publishing.models import Rendition
from publishing.workflow import make, withdraw

PLAN = "/south-lakeland/plans/partnership-plan-2011-12/"


@pytest.fixture
def published(demo):
    """The demo's plan with its PDF made."""
    for rendition in Rendition.objects.exclude(state="ready"):
        make(rendition.pk, clock=timezone.now)
    return Plan.objects.get(slug="partnership-plan-2011-12")


def test_home_finds_a_partnership_by_place(client, demo):
    page = client.get("/", {"q": "lakeland"}).content.decode()
    assert "South Lakeland" in page
    assert "Lancashire" not in page


@pytest.mark.parametrize("words", ["%", "🙂", "x" * 10_000, "\0", "<script>"])
def test_home_answers_odd_searches(client, demo, words):
    answer = client.get("/", {"q": words})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_partnership_home_says_whether_the_plan_is_in_force(client, published):
    page = client.get("/south-lakeland/").content.decode()
    assert "No longer in force" in page
    assert "What we worked on" in page
    assert "tel:08453300247" in page


def test_partnership_colour_needs_no_inline_style(client, demo):
    answer = client.get("/south-lakeland/colour.css")
    assert answer.headers["Content-Type"].startswith("text/css")
    assert b"--brand: #" in answer.content


def test_plan_list_names_only_published_plans(client, published):
    assert "Partnership Plan Refresh 2011-2012" in client.get("/south-lakeland/plans/").text
    assert "No plan is published" in client.get("/lancashire/plans/").text


def test_plan_page_shows_the_frozen_text(client, published):
    Plan.objects.filter(pk=published.pk).update(title="Changed since")
    page = client.get(PLAN).text
    assert "Partnership Plan Refresh 2011-2012" in page
    assert "Changed since" not in page


def test_plan_page_is_not_found_before_publication(client, published):
    published.document.current_edition = None
    published.document.save()
    for address in (PLAN, f"{PLAN}plan.pdf", f"{PLAN}editions/1/", f"{PLAN}figures.csv"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address", [f"{PLAN}editions/9/", f"{PLAN}editions/9/plan.pdf", "/nowhere/", "/x/plans/y/"]
)
def test_unknown_addresses_get_a_plain_404(client, published, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Page not found" in answer.text


def test_plan_pdf_is_the_current_editions_file(client, published):
    answer = client.get(f"{PLAN}plan.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert (
        "south-lakeland-partnership-plan-2011-12-edition-1.pdf"
        in answer.headers["Content-Disposition"]
    )
    whole = b"".join(answer.streaming_content)
    assert whole.startswith(b"%PDF-")
    again = client.get(f"{PLAN}editions/1/plan.pdf")
    assert b"".join(again.streaming_content) == whole
    assert "immutable" in again.headers["Cache-Control"]


def test_plan_pdf_passes_pdf_ua(published):
    file = published.document.current_edition.pdf.file
    assert page.validate_pdf(file.path, profile="ua1").is_compliant


def test_plan_figures_are_the_nine(client, published):
    rows = list(csv.DictReader(io.StringIO(client.get(f"{PLAN}figures.csv").text)))
    assert len(rows) == 9
    assert rows[0]["change"] == "277"


def test_withdrawn_plan_stays_readable_under_its_reason(client, published, demo):
    reason = "Figures in section 2 were wrong."
    withdraw(published.document, reason=reason, by=demo.user(), now=demo.now)
    page = client.get(PLAN).text
    assert reason in page
    assert "277 offences" in page


def test_picture_of_nobodys_edition_is_not_found(client, demo):
    assert client.get(f"/pictures/{'0' * 64}.png").status_code == 404
    assert client.get("/pictures/..%2Fsecret-key").status_code == 404
