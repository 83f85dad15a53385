"""My place: what is public for one town or ward, and never a count that is too small."""

import datetime

import pytest
from django.utils import timezone

from partnership.models import Area, AreaLink, CoveredArea, Topic
from plans.models import Response
from publishing.models import Document, Edition
from tests import factories
from tests.reading import words_of

DAY = datetime.date(2012, 3, 1)
ACTION = {
    "number": "2.1",
    "wording": "Patrol the lanes of Kendal each Friday.",
    "serves": "Alcohol",
    "with": "Police",
    "when": "Ongoing",
    "element": "",
}


@pytest.fixture
def lakes(db):
    """Lakes covers Lakeland with its towns Kendal and Ambleside and a ward of Kendal."""
    of = factories.partnership("lakes")
    lakeland = factories.area("Lakeland")
    CoveredArea.objects.create(partnership=of, area=lakeland)
    for name, parent in (("Kendal", lakeland), ("Ambleside", lakeland), ("Castle", "Kendal")):
        area = Area.objects.create(name=name, kind="town" if parent == lakeland else "ward")
        parent = parent if parent == lakeland else Area.objects.get(name=parent)
        AreaLink.objects.create(child=area, parent=parent)
    return of


def area(name):
    return Area.objects.get(name=name)


def page(client, name, partnership="lakes", **asked):
    answer = client.get(f"/{partnership}/places/{area(name).uid}/", asked)
    assert answer.status_code == 200
    return answer.text


def published_plan(of, actions):
    document = Document.objects.create(partnership=of, kind="plan", slug="plan", title="Plan")
    document.current_edition = Edition.objects.create(
        document=document,
        number=1,
        title="Plan 2011-2012",
        fragment="<p>Words</p>",
        snapshot={"actions": actions, "contents": []},
        content_hash="a" * 64,
        published_at=timezone.now(),
        published_by_label="Officer",
    )
    document.save()
    return factories.plan(of, slug="plan", document=document)


def answer(of, title, *, about, approved=True):
    made = Response.objects.create(
        partnership=of,
        title=title,
        slug=title.lower(),
        event=factories.event(of, title=f"Evening on {title}", state="public"),
        said="Darkness",
        answer="done",
        did="Lanterns",
        answered_on=DAY,
        approved_at=timezone.now() if approved else None,
    )
    made.areas.set(about)
    return made


def test_place_list_names_all_that_lies_in_what_is_covered(client, lakes):
    elsewhere = factories.partnership("shire")
    CoveredArea.objects.create(partnership=elsewhere, area=factories.area("Shire"))
    text = client.get("/lakes/places/").text
    for name in ("Lakeland", "Kendal", "Ambleside", "Castle"):
        assert f'href="/lakes/places/{area(name).uid}/">{name}</a>' in text
    assert "Shire" not in text
    for wrong in (area("Shire").uid, "kendal", "e99999999", "x" * 300):
        assert client.get(f"/lakes/places/{wrong}/").status_code == 404
    Area.objects.filter(name="Kendal").update(code="E05000001")
    for written in ("e05000001", "E05000001"):
        assert client.get(f"/lakes/places/{written}/").status_code == 200


def test_place_page_shows_what_is_public_for_it_and_says_what_is_not_held(client, lakes):
    burglary = factories.measure(lakes, "Burglary")
    factories.level(burglary, 123, area("Kendal"))
    factories.level(burglary, 777, area("Kendal"), year=2009)
    factories.level(factories.measure(lakes, "Arson"), 88, area("Kendal"), internal=True)
    published_plan(lakes, [ACTION, ACTION | {"number": "2.2", "wording": "Kendalise the rest."}])
    answer(lakes, "Lanterns", about=[area("Castle")])
    answer(lakes, "Elsewhere", about=[area("Ambleside")])
    answer(lakes, "Unapproved", about=[area("Kendal")], approved=False)
    factories.event(lakes, title="At the hall", state="public", venue="Town Hall, Kendal")
    factories.event(lakes, title="Secret", state="planned", venue="Town Hall, Kendal")
    text = page(client, "Kendal")
    for said in ("Burglary", "123", "Patrol the lanes", "Lanterns</a>", "At the hall"):
        assert said in text, said
    text = words_of(text)
    for hidden in ("777", "Arson", "Kendalise", "Elsewhere", "Unapproved", "Secret"):
        assert hidden not in text, hidden
    text = page(client, "Ambleside")
    for said in ("No figures are held for", "No action of a published plan names", "Elsewhere"):
        assert said in text, said
    assert "Plan 2011-2012" in page(client, "Lakeland")
    assert client.get(f"/shire/places/{area('Kendal').uid}/").status_code == 404


def test_place_page_never_shows_a_small_count_nor_what_gives_it_away(client, lakes):
    measure = factories.measure(lakes, "Burglary")
    for name, count in (("Kendal", 61), ("Ambleside", 3), ("Lakeland", 64)):
        factories.level(measure, count, area(name))
    assert "fewer than 5" in page(client, "Ambleside")
    text = words_of(page(client, "Kendal").split("<main")[1])
    assert "61" not in text and "not shown" in text
    assert "64" in words_of(page(client, "Lakeland")), "the total is shown"
    arson = factories.measure(lakes, "Arson")
    for name, count in (("Kendal", 61), ("Ambleside", 30), ("Lakeland", 91)):
        factories.level(arson, count, area(name))
    assert "61" in words_of(page(client, "Kendal")), "nothing small, nothing hidden"


def test_place_page_costs_the_same_number_of_queries_for_much(
    client, lakes, django_assert_max_num_queries
):
    topic = Topic.objects.create(name="Crime")
    for number in range(8):
        measure = factories.measure(lakes, f"Measure {number}", topic=topic)
        factories.level(measure, 100 + number, area("Kendal"))
        answer(lakes, f"Answer{number}", about=[area("Kendal")])
    published_plan(lakes, [ACTION] * 8)
    with django_assert_max_num_queries(70):
        page(client, "Kendal")
