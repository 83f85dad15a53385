"""What machines read of what is published: feed, sitemap, JSON."""

import datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from publishing.models import Post
from tests import factories
from tests.publishing.samples import FRAGMENT

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture
def lakes():
    return factories.partnership("lakes", uses_welsh=True)


def _post(of, slug="news", **fields):
    given = {"title": "New lights", "summary": "They shine", "body": FRAGMENT} | fields
    state = {"state": "published", "published_at": timezone.now()}
    return Post.objects.create(partnership=of, slug=slug, **state | given)


def test_partnership_feed_tells_news_in_the_language_of_its_address(client, lakes):
    _post(lakes, title_cy="Goleuadau newydd")
    _post(lakes, slug="draft", title="Secret", state="draft", published_at=None)
    _post(lakes, slug="gone", title="Gone", state="withdrawn", withdrawn_reason="Wrong")
    _post(factories.partnership("shire"), title="Other news")

    titles = []
    for address in ("/lakes/feed.atom", "/cy/lakes/feed.atom"):
        feed = ElementTree.fromstring(client.get(address).content)
        titles.append([entry.find(f"{ATOM}title").text for entry in feed.iter(f"{ATOM}entry")])
        links = [link.get("href") for link in feed.iter(f"{ATOM}link")]
        assert all(link.startswith("http") for link in links)
    assert titles == [["New lights"], ["Goleuadau newydd"]]


def test_sitemap_names_public_pages_with_their_welsh_twins(client, lakes):
    factories.partnership("hidden", public=False)
    factories.partnership("shire")
    _post(lakes)

    pages = ElementTree.fromstring(client.get("/sitemap.xml").content)
    found = {url.find(f"{SITEMAP}loc").text: url for url in pages}
    paths = {address.split("/", 3)[3] for address in found}
    assert {"lakes/", "cy/lakes/", "lakes/news/news/", "shire/plans/"} <= paths
    assert not any("hidden" in path or path.startswith("cy/shire") for path in paths)
    twins = next(url for address, url in found.items() if address.endswith("/cy/lakes/"))
    assert {link.get("hreflang") for link in twins.iter(LINK)} == {"en-gb", "cy", "x-default"}


def test_data_of_a_plan_holds_its_figures_and_says_what_has_not_changed(client, demo):
    address = f"/api/partnerships/{demo.slug}/plans/"
    listed = client.get(address).json()["rows"]
    plan = next(row for row in listed if row["slug"] == "partnership-plan-2011-12")
    answer = client.get(plan["data"].split("/", 3)[3].join(["/", ""]))
    held = answer.json()
    assert len(held["figures"]) >= 9
    assert held["actions"]
    assert held["editions"][0]["sha256"] == held["sha256"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get(answer.request["PATH_INFO"], headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert client.post(answer.request["PATH_INFO"]).status_code == 405


def test_data_goes_on_page_by_page_to_its_end(client, lakes, monkeypatch):
    monkeypatch.setattr("portal.public_views.data.SIZE", 2)
    for number in range(5):
        _post(lakes, slug=f"news-{number}", title=f"News {number}")
    address, titles = "/api/partnerships/lakes/news/", []
    while address:
        page = client.get(address).json()
        titles += [row["title"] for row in page["rows"]]
        address = page["next"]
    assert titles == [f"News {number}" for number in (4, 3, 2, 1, 0)]


def test_data_is_only_what_is_public(client, lakes):
    hidden = factories.partnership("hidden", public=False)
    factories.plan(lakes, slug="draft")
    _post(lakes, slug="later", state="draft", published_at=None)
    assert client.get("/api/partnerships/hidden/").status_code == 404
    assert client.get("/api/partnerships/lakes/plans/draft/").status_code == 404
    assert client.get("/api/partnerships/lakes/plans/").json()["rows"] == []
    assert client.get("/api/partnerships/lakes/news/").json()["rows"] == []
    slugs = [row["slug"] for row in client.get("/api/partnerships/").json()["rows"]]
    assert hidden.slug not in slugs


def test_data_answers_in_public_words_alone(client, demo):
    rows = client.get(f"/api/partnerships/{demo.slug}/answers/").json()["rows"]
    assert rows
    assert all(row["answer_words"] and row["address"].startswith("http") for row in rows)


def test_feed_and_sitemap_ask_as_many_queries_whatever_there_is(
    client, lakes, django_assert_max_num_queries
):
    for number in range(12):
        _post(lakes, slug=f"n-{number}", published_at=timezone.now() - datetime.timedelta(number))
    for address in ("/lakes/feed.atom", "/sitemap.xml"):
        with django_assert_max_num_queries(12):
            client.get(address)
