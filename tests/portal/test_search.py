"""Search: what is public is found by its words, everything else never."""

import datetime

import pytest
from django.utils import timezone

from events.models import Meeting
from plans.models import Response
from portal.models import SearchEntry
from portal.workflow.indexing import index_due
from publishing.models import Document, Edition, EditionText, Post
from records.saving import save_over
from tests import factories

FRAGMENT = """<p>What stands before the sections.</p>
<section class="chapter" id="introduction"><div class="heading"><h2><span class="number">1</span>
Introduction</h2> <a class="permalink" href="#introduction">Link to this</a></div>
<p>Neighbours &lt;told&gt; us about lanterns and/or torches in 2010-11.</p>
<section class="subsection" id="lighting"><div class="heading"><h3><span class="number">1.1</span>
Street lighting</h3></div><p>Darkness between the bus shelters was named by five tables.</p>
</section></section>"""


@pytest.fixture
def lakes(db):
    return factories.partnership("lakes", uses_welsh=True)


def edition_of(document, fragment=FRAGMENT, number=1):
    edition = Edition.objects.create(
        document=document,
        number=number,
        title="Plan 2011-2012",
        fragment=fragment,
        snapshot={"summary": "What we do about owls."},
        content_hash="a" * 64,
        change_note="Corrected",
        published_at=timezone.now(),
        published_by_label="Officer",
    )
    document.current_edition = edition
    save_over(document, base_version=document.version, by=None)
    return edition


@pytest.fixture
def plan(lakes):
    document = Document.objects.create(partnership=lakes, kind="plan", slug="plan", title="Plan")
    made = factories.plan(lakes, slug="plan", document=document)
    edition_of(document)
    index()
    return made


def index():
    index_due(timezone.now())


def looked_for(client, words, at="/search/", **asked):
    answer = client.get(at, {"q": words, **asked})
    assert answer.status_code == 200
    return answer.text


def results(page):
    return page.count("<li><h2>") + page.count("<h2><a href")


def test_search_finds_a_section_of_a_plan_with_its_words_in_context(client, plan):
    page = looked_for(client, "shelter darkness")
    assert 'href="/lakes/plans/plan/#lighting">Street lighting</a>' in page
    assert "<mark>Darkness</mark> between the bus <mark>shelters</mark>" in page
    assert "In Plan 2011-2012" in page and "Lakes" in page and "Plans" in page
    assert 'value="shelter darkness"' in page
    assert results(page) == 1, "each section is found by its own words"
    page = looked_for(client, "told torches 2010-11", at="/lakes/search/")
    assert "#introduction" in page and "&lt;<mark>told</mark>&gt;" in page
    assert results(looked_for(client, "owl")) == 1, "the summary of the whole"
    assert results(looked_for(client, "lighting")) == 1, "a title"


def test_search_of_a_partnership_finds_only_what_is_its_own(client, plan):
    factories.partnership("shire")
    assert results(looked_for(client, "darkness", at="/lakes/search/")) == 1
    assert "Nothing found" in looked_for(client, "darkness", at="/shire/search/")
    assert client.get("/nowhere/search/", {"q": "darkness"}).status_code == 404


def test_search_shows_nothing_withdrawn_or_changed_even_before_the_next_sweep(client, plan):
    document = plan.document
    document.refresh_from_db()
    document.withdrawn_at, document.withdrawn_reason = timezone.now(), "A mistake"
    save_over(document, base_version=document.version, by=None)
    assert results(looked_for(client, "darkness")) == 0
    index()
    assert not SearchEntry.objects.exists()
    document.withdrawn_at, document.withdrawn_reason = None, ""
    save_over(document, base_version=document.version, by=None)
    edition_of(document, "<section id='new'><h2>New</h2><p>Brightness.</p></section>", number=2)
    assert results(looked_for(client, "brightness")) == 0
    index()
    assert results(looked_for(client, "brightness")) == 1
    assert results(looked_for(client, "darkness")) == 0


def everything(lakes):
    """One public and one hidden thing of each further kind, all with the word lantern."""
    now = timezone.now()
    event = factories.event(lakes, title="Lantern evening", state="public")
    factories.event(lakes, title="Secret lantern", state="planned")
    day = datetime.date(2012, 4, 26)
    for title, announced in (("Lantern meeting", now), ("Secret lantern", None)):
        Meeting.objects.create(
            partnership=lakes,
            title=title,
            slug=title.lower().replace(" ", "-"),
            held_on=day,
            announced_at=announced,
        )
    for title, approved in (("Lantern answer", now), ("Secret lantern answer", None)):
        Response.objects.create(
            partnership=lakes,
            title=title,
            slug=title.lower().replace(" ", "-"),
            event=event,
            said="More lanterns",
            answer="done",
            did="We hung them",
            answered_on=day,
            approved_at=approved,
        )
    for state, published in (("published", now), ("draft", None), ("withdrawn", now)):
        Post.objects.create(
            partnership=lakes,
            title=f"Lantern news {state}",
            slug=f"lantern-{state}",
            summary="In short",
            body="<p>Lanterns came.</p>",
            state=state,
            published_at=published,
            withdrawn_reason="A mistake" if state == "withdrawn" else "",
        )
    for state in ("published", "draft"):
        listed = factories.priority_list(lakes, f"List {state}", state=state)
        listed.entries.create(
            priority=factories.priority(lakes, f"Lantern priority {state}"),
            wording=f"Lantern priority {state}",
            order=1,
        )


def test_search_finds_each_kind_and_nothing_that_is_not_public(client, lakes):
    everything(lakes)
    index()
    page = looked_for(client, "lantern", order="newest")
    for title in ("evening", "meeting", "answer", "news published", "priority published"):
        assert f"<mark>Lantern</mark> {title}</a>" in page, title
    for hidden in ("Secret", "draft", "withdrawn"):
        assert hidden not in page
    assert results(page) == 5
    assert results(looked_for(client, "lantern", kind="meeting")) == 1
    assert results(looked_for(client, "lantern", kind="nonsense")) == 5
    lakes.public = False
    save_over(lakes, base_version=lakes.version, by=None)
    assert results(looked_for(client, "lantern")) == 0


def test_search_pages_of_twenty_show_each_result_once(client, lakes):
    for number in range(45):
        day = datetime.date(2011, 1, 1) + datetime.timedelta(days=number)
        factories.event(lakes, title=f"Lantern {number:02}", state="public", starts_on=day)
    index()
    for order in ("best", "newest"):
        seen, page = [], looked_for(client, "lantern", order=order)
        while True:
            seen += [n for n in range(45) if f"</mark> {n:02}</a>" in page]
            if 'rel="next"' not in page:
                break
            further = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
            page = client.get(further).text
        assert sorted(seen) == list(range(45)), order
    first = looked_for(client, "lantern", order="newest")
    assert "</mark> 44</a>" in first and "</mark> 24</a>" not in first


def test_search_under_cy_finds_welsh_words_and_english_ones_where_there_are_no_others(client, plan):
    edition = plan.document.current_edition
    event = factories.event(plan.partnership, title="Darkness evening", state="public")
    assert event
    EditionText.objects.create(
        edition=edition,
        language="cy",
        title="Cynllun 2011-2012",
        fragment="<section id='lighting'><h2>Goleuadau</h2><p>Tywyllwch yn y stryd.</p></section>",
        snapshot={},
        content_hash="b" * 64,
        published_at=timezone.now(),
        published_by_label="Officer",
    )
    SearchEntry.objects.all().delete()
    index()
    index_due(timezone.now() + datetime.timedelta(days=1))
    page = looked_for(client, "tywyllwch", at="/cy/search/")
    assert 'href="/cy/lakes/plans/plan/#lighting">Goleuadau</a>' in page
    assert "Cynllun 2011-2012" in page and "<mark>Tywyllwch</mark>" in page
    page = looked_for(client, "darkness", at="/cy/search/")
    assert results(page) == 1 and 'lang="en-GB"' in page and "evening" in page
    assert results(looked_for(client, "tywyllwch")) == 0


BAD = [
    *("%", '"', "*", "🦉", "\0", "AND", "NEAR(a b)", "a AND", "(", ")", '"open', "-x", "x-", "a:b"),
    *("^a", "{title}: x", "'; DROP TABLE x; --", "\\", "OR OR OR", "NOT", "_", "ﬀ"),
    *("\ue000", "&|!"),
    *("<script>alert(1)</script>", "x" * 10_000, "word " * 2_000, "%00", "é́", "١٢٣"),
]


def test_search_answers_whatever_is_typed(client, plan):
    for at in ("/search/", "/lakes/search/", "/cy/search/"):
        for words in BAD:
            page = looked_for(client, words, at=at, after="x" * 50, order="\0", kind="%")
            assert "<script>alert" not in page
    assert "No words to look for" in looked_for(client, "🦉 % *")
    page = looked_for(client, "Nonsuch NEAR nothing")
    assert "Nothing found for “Nonsuch NEAR nothing”" in page and "another word" in page
    assert "Only its first words" in looked_for(client, "word " * 2_000)
    assert client.get("/search/").status_code == 200
    for after in ("-1", "0", "9" * 18, "9" * 30, "1.5"):
        looked_for(client, "darkness", after=after, order="newest")


def test_search_costs_the_same_number_of_queries_for_many_results(
    client, lakes, django_assert_max_num_queries
):
    everything(lakes)
    for number in range(15):
        factories.event(lakes, title=f"Lantern {number}", state="public")
    index()
    with django_assert_max_num_queries(24):
        looked_for(client, "lantern")


def test_sweep_without_a_change_reads_a_few_rows_and_writes_none(
    lakes, plan, django_assert_max_num_queries
):
    everything(lakes)
    index()
    before = list(SearchEntry.objects.values_list("pk", "stamp"))
    with django_assert_max_num_queries(30) as looked:
        index()
    written = [one["sql"] for one in looked if not one["sql"].startswith("SELECT")]
    assert written == []
    assert list(SearchEntry.objects.values_list("pk", "stamp")) == before
