"""The whole seed is in the portal: on the public page, in the PDF and in the database."""

import html
import re
import subprocess
from itertools import chain

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CharField, TextField
from django.utils import timezone

from plans.models import Plan
from publishing.models import Edition, Rendition
from publishing.workflow import make
from records import richtext
from tests.machine import program
from tests.portal.seed_facts import COMPOSED, EXCEPTIONS, WORDS
from tests.reading import as_frozen

SLUG = "partnership-plan-2011-12"
PLAN = f"/south-lakeland/plans/{SLUG}/"
SEED = settings.BASE_DIR / "portal/demo/data/south-lakeland-partnership-plan-2011-12.txt"
# Within the margins, in points: no running heads or page numbers.
WITHIN_MARGINS = ["-x", "0", "-y", "60", "-W", "595", "-H", "722"]


def plain(words):
    return " ".join(words.split())


def squeezed(words):
    """Without what a line's end may add or take: spaces and hyphens."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", words)


def lacking(wanted, text, form=plain):
    found = form(text)
    return [words for words in wanted if form(words) not in found]


@pytest.fixture
def published(demo):
    for rendition in Rendition.objects.exclude(state="ready"):
        make(rendition.pk, clock=timezone.now)


@pytest.fixture
def page_text(client, published):
    return html.unescape(richtext.words(as_frozen(client.get(PLAN).text)))


@pytest.fixture
def pdf_text(published, tmp_path):
    return pdf_words(
        Rendition.objects.get(edition__document__plan__slug=SLUG, format="pdf"), tmp_path
    )


def pdf_words(rendition, folder):
    """The PDF's words in both orders: as they stand on its pages, and as they were drawn.

    The first parts a heading from its number, the second a paragraph at a page's end.
    """
    path = folder / "document.pdf"
    path.write_bytes(rendition.file.read())
    orders = ([], ["-raw"])
    return "\n".join(
        subprocess.run(
            [program("pdftotext"), *WITHIN_MARGINS, *order, str(path), "-"],
            capture_output=True, text=True, check=True,
        ).stdout
        for order in orders
    )  # fmt: skip


def seed():
    """The seed without its marks for bold, and with the sentence that a page break cuts joined."""
    words = SEED.read_text().replace("**", "")
    return words.replace("For example, the\n\nsetting up", "For example, the setting up")


def stored_text():
    """Every text column of the rooms' rows; published editions would make it too easy."""
    parts = []
    for room in ("partnership", "priorities", "plans"):
        for model in apps.get_app_config(room).get_models():
            if not model.__name__.startswith("Historical"):
                parts += stored_words(model)
    return "\n".join(parts)


def stored_words(model):
    columns = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField) and field.name != "submitted_fragment"
    ]
    values = chain.from_iterable(model._base_manager.values_list(*columns)) if columns else ()
    return [html.unescape(richtext.words(value)) for value in values if isinstance(value, str)]


def test_facts_are_of_the_seed():
    assert len(WORDS) + len(COMPOSED) > 150
    assert lacking([*WORDS, *(words for words, *_ in COMPOSED)], seed()) == []


def test_every_fact_is_on_the_public_page(page_text):
    assert lacking([*WORDS, *(words for words, *_ in COMPOSED)], page_text) == []


def test_every_fact_is_in_the_pdf(pdf_text):
    assert lacking([*WORDS, *(words for words, *_ in COMPOSED)], pdf_text, squeezed) == []


def test_every_fact_is_in_the_database(demo):
    assert lacking(WORDS, stored_text()) == []


@pytest.mark.parametrize(("words", "model", "row"), COMPOSED, ids=[words for words, *_ in COMPOSED])
def test_what_a_page_composes_is_kept_in_columns(demo, words, model, row):
    row = {f"{name}__isnull" if value is None else name: value is None or value
           for name, value in row.items()}  # fmt: skip
    assert apps.get_model(model).objects.filter(**row).count() == 1


# ---- completeness: not only the facts of a list, but every sentence


def sentences():
    """Every heading, sentence and bullet of the seed's sections."""
    body = seed().partition("1. Introduction\n\n1.1")
    for paragraph in re.split(r"\n\s*\n", body[1] + body[2]):
        for line in re.split(r"\n(?=- )", paragraph):
            words = re.sub(r"^- ", "", plain(line))
            words = re.sub(r"^(\d+)\. ", r"\1 ", words)
            yield from filter(None, re.split(r"(?<=[.!?]) (?=[A-Z])", words))


def expected():
    """The sentences, with those split that the portal shows in two places."""
    for sentence in sentences():
        pieces = [shown for words, (_, shown) in EXCEPTIONS.items() if words in sentence]
        yield from pieces[0] if pieces else [sentence]


def test_every_exception_is_still_one():
    assert lacking(EXCEPTIONS, seed()) == []
    assert all(reason for reason, _ in EXCEPTIONS.values())


def test_every_sentence_of_the_seed_is_on_the_public_page(page_text):
    assert len(list(expected())) > 180
    assert lacking(expected(), page_text) == []


def test_every_sentence_of_the_seed_is_in_the_pdf(pdf_text):
    assert lacking(expected(), pdf_text, squeezed) == []


def test_seeds_cover_and_contents_are_on_the_public_page(page_text):
    """All but the page numbers of the printed original: those of the portal's PDF are its own."""
    entries = re.findall(r"^(\d[\d.]*?)\.? ([^\t\n]+)\t\d+$", seed(), re.M)
    assert len(entries) == 20
    assert lacking([f"{number} {title}" for number, title in entries], page_text) == []
    formats = next(line for line in seed().splitlines() if line.startswith("If you would like"))
    assert lacking([formats], page_text) == []
    assert lacking(["Partnership Plan Refresh 2011-2012"], page_text) == []
    assert "SOUTH LAKELAND COMMUNITY SAFETY PARTNERSHIP" in page_text.upper()


def test_no_sentence_of_the_seed_is_written_twice(demo):
    """What a live block draws is not also typed into a text block."""
    fragment = html.unescape(
        richtext.words(Edition.objects.get(document__plan__slug=SLUG).fragment)
    )
    twice = [words for words in expected() if len(words) > 60 and fragment.count(words) > 1]
    assert twice == []


def test_what_the_seed_does_not_say_stays_empty(demo):
    plan = Plan.objects.get(slug=SLUG)
    assert not plan.actions.filter(by_date__isnull=False).exists()
    assert not any(action.elements for action in plan.actions.all())
    assert not plan.funding_sources.filter(amount__isnull=False).exists()
    assert plan.budget.compared_amount is None
