"""A count that is too small to be shown stands in nothing that a published plan is made of."""

import json
import re
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.models import CoveredArea
from plans.documents import compose
from plans.documents.outline import load_outline
from plans.documents.snapshot import snapshot_of
from plans.models import BlockFigure, Plan
from portal.models import SearchEntry
from portal.workflow.indexing import index_due
from publishing.making import TABLES, Source
from publishing.making.data import all_data, table
from publishing.making.lines import lines_of
from publishing.making.plain import plain_text
from publishing.making.source import html_of, tree_of
from publishing.models import Document
from publishing.workflow import publish_composed
from tests import factories

# Numbers that stand nowhere else: one too small to be shown, and the next beside it, which
# whoever knows the total could subtract. What is left is shown. Within a fingerprint or a key of
# letters and digits they say nothing.
SMALL, BESIDE, SHOWN, TOTAL = 613, 917, 1409, 2939
HIDDEN = re.compile(rf"(?<![\w.])(?:{SMALL}|{BESIDE})(?![\w.])")
SMALLEST = 700


def told(words):
    """Which of the hidden numbers stand in a text."""
    return HIDDEN.findall(words.replace(",", ""))


@pytest.fixture
def plan(db):
    """A plan that shows a total and its three parts, of which one is too small to be shown."""
    of = factories.partnership("lakes")
    area = factories.area("Lakeland")
    CoveredArea.objects.create(partnership=of, area=area)
    whole = factories.measure(of, "Violence", smallest_shown=SMALLEST)
    parts = [
        factories.measure(of, name, whole=whole, smallest_shown=SMALLEST)
        for name in ("Stalking", "Wounding", "Assault")
    ]
    made = factories.plan(of, slug="plan")
    figures = [factories.level(whole, TOTAL, area)]
    for part, count in zip(parts, (SMALL, BESIDE, SHOWN), strict=True):
        figures.append(factories.level(part, count, area))
    section = factories.section(made, title="Figures")
    for way in ("table", "list", "sentence"):
        block = factories.block(section, text="", kind="figures", show_as=way)
        for order, figure in enumerate(figures, start=1):
            BlockFigure.objects.create(block=block, figure=figure, order=order)
    return SimpleNamespace(of=of, made=made, area=area, officer=factories.user("officer", of))


def publish(plan):
    """The plan as it stands becomes its next edition."""
    document, _ = Document.objects.get_or_create(
        partnership=plan.of, kind="plan", slug="plan", defaults={"title": "Plan"}
    )
    Plan.objects.filter(pk=plan.made.pk).update(document=document)
    note = "Other words." if document.editions.exists() else ""
    edition = publish_composed(
        document, compose(plan.made), change_note=note, by=plan.officer, now=timezone.now()
    )
    # As soon as its files are made, of which none is needed here.
    Document.objects.filter(pk=document.pk).update(current_edition=edition)
    return edition


def source_of(edition):
    return Source(
        partnership=edition.document.partnership,
        title=edition.title,
        fragment=edition.fragment,
        snapshot=edition.snapshot,
        language="en",
        number=edition.number,
        published_at=edition.published_at,
        content_hash=edition.content_hash,
    )


def test_a_small_count_stands_in_no_format_of_an_edition(plan):
    edition = publish(plan)
    source, watch = source_of(edition), lambda pages: True
    made = {
        "fragment": edition.fragment,
        "snapshot": json.dumps(edition.snapshot),
        "snapshot by itself": json.dumps(snapshot_of(plan.made, load_outline(plan.made))),
        "text": plain_text(source, watch=watch).decode(),
        "data": all_data(source, watch=watch).decode(),
        "book": html_of(tree_of(edition.fragment)),
        "read aloud": " ".join(str(line) for line in lines_of(tree_of(edition.fragment))),
        **{
            name: table(source, of=name, watch=watch).decode()
            for name in TABLES.values()
            if name in edition.snapshot
        },
    }
    assert [name for name, words in made.items() if told(words)] == []
    silent = [name for name, words in made.items() if str(SHOWN) not in words.replace(",", "")]
    assert silent == ["actions"], "what can be shown is shown"
    assert "fewer than 700" in made["fragment"] and "not shown" in made["fragment"]


def addresses(plan):
    words = {"partnership": "lakes", "plan": "plan"}
    for name in ("plan_page", "plan_figures", "plan_since"):
        yield reverse(f"plans:{name}", kwargs=words)
    for number in (1, 2):
        yield reverse("plans:edition_page", kwargs={**words, "number": number})
    yield reverse("plans:edition_changes", kwargs={**words, "number": 2})
    for name in ("plans", "partnership"):
        yield reverse(f"portal:data_{name}", kwargs={"partnership": "lakes"})
    yield reverse("portal:data_plan", kwargs=words)
    yield reverse("portal:place_page", args=["lakes", plan.area.uid])
    yield reverse("portal:partnership_home", args=["lakes"])
    for sought in (SMALL, BESIDE, "Stalking", "Wounding"):
        yield reverse("portal:partnership_search", args=["lakes"]) + f"?q={sought}"


def test_a_small_count_stands_on_no_page_for_anybody(plan, client):
    publish(plan)
    factories.block(plan.made.sections.get(), text="<p>Other words.</p>")
    publish(plan)
    index_due(timezone.now())
    found, read = {}, []
    for address in addresses(plan):
        answer = client.get(address)
        if answer.status_code == 404:
            continue
        assert answer.status_code == 200, address
        words = answer.getvalue().decode().replace(f"{address}", "")
        words = re.sub(r'q=\d+|value="\d+"|“\d+”', "", words)  # what the reader asked for
        read.append(address)
        if told(words):
            found[address] = told(words)
    assert found == {}
    assert len(read) >= 12, read
    passages = SearchEntry.objects.filter(text__contains="Stalking")
    assert passages.exists() and not any(told(one.text) for one in passages)
