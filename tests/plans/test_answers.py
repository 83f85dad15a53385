"""You said, we did, as everybody reads it: what is public, how it is found, own links."""

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import Redaction, ReportedTheme
from partnership.models import Topic
from plans.documents.answer_times import took
from plans.models import Response, ResponseUpdate
from plans.workflow import consulting, replies
from tests import factories
from tests.plans.test_consulting import public as draft_url
from tests.plans.test_consulting import whole
from tests.publishing.samples import FRAGMENT, SNAPSHOT

pytestmark = pytest.mark.django_db
DAY = datetime.date(2010, 10, 20)


@pytest.fixture
def of():
    return factories.partnership("lakes")


@pytest.fixture
def evening(of):
    return factories.event(of, slug="evening", title="Community evening", state="public")


def answered(of, said="More lights", answer="done", approved=True, **fields):
    number = Response.objects.count() + 1
    given = {
        "title": f"About {said}"[:180],
        "slug": f"answer-{number}",
        "did": "" if answer == "waiting" else "We put up two.",
        "answered_on": None if answer in ("waiting", "looked_at") else DAY,
        "passed_words": "The Police Authority" if answer == "passed_on" else "",
        "approved_at": timezone.now() if approved else None,
    } | fields
    return Response.objects.create(partnership=of, said=said, answer=answer, **given)


def listed(client, query=""):
    return client.get(f"/lakes/you-said-we-did/{query}")


def said_on(page):
    return [one.said for one in page.context["answers"]]


def report(event):
    """As if the event's report were public."""
    document = event.partnership.documents.create(kind="event-report", slug="r", title="Report")
    document.current_edition = document.editions.create(
        number=1,
        title="Report",
        fragment=FRAGMENT,
        snapshot=SNAPSHOT,
        content_hash="a" * 64,
        published_at=timezone.now(),
        published_by_label="Officer",
    )
    document.save()
    event.document = document
    event.save()


# ---- what is public


def test_only_what_an_officer_approved_is_public(client, of, evening):
    hidden = answered(of, "Hidden words", approved=False, event=evening)
    shown = answered(of, "Shown words", event=evening)
    page = listed(client)
    assert said_on(page) == ["Shown words"]
    assert "Hidden words" not in page.text
    assert client.get(reverse("plans:answer_page", args=["lakes", hidden.slug])).status_code == 404
    assert client.get(reverse("plans:answer_page", args=["lakes", shown.slug])).status_code == 200


def test_nothing_of_a_partnership_that_is_not_public(client):
    of = factories.partnership("closed", public=False)
    one = answered(of, event=factories.event(of, state="public"))
    for name, args in (("list", []), ("csv", []), ("page", [one.slug])):
        assert (
            client.get(reverse(f"plans:answer_{name}", args=["closed", *args])).status_code == 404
        )


def test_a_waiting_answer_is_public_once_it_is_late(client, of, evening):
    report(evening)
    theme = factories.theme(of, name="Street lights")
    session = factories.workshop(evening)
    ReportedTheme.objects.create(workshop=session, theme=theme, wording="Street lights")
    due = timezone.localdate() - datetime.timedelta(days=21)
    one = answered(
        of,
        "Words that nobody checked",
        "waiting",
        approved=False,
        event=evening,
        theme=theme,
        due_on=due,
        title="A title that nobody checked",
        asked="A question that nobody checked",
    )
    page = listed(client)
    assert said_on(page) == ["Street lights"]
    assert "21 days late" in page.text
    own = client.get(reverse("plans:answer_page", args=["lakes", one.slug]))
    assert "nobody checked" not in page.text + own.text
    Response.objects.update(due_on=timezone.localdate())
    assert said_on(listed(client)) == []


def test_a_late_answer_stays_hidden_where_its_words_are_not_public(client, of, evening):
    theme = factories.theme(of, name="Named in no public report")
    words = factories.contribution(evening, "Somebody's words")
    due = timezone.localdate() - datetime.timedelta(days=3)
    for fields in ({"theme": theme}, {"contribution": words}):
        answered(of, "Words", "waiting", approved=False, event=evening, due_on=due, **fields)
    assert said_on(listed(client)) == []
    report(evening)
    assert said_on(listed(client)) == ["Somebody's words"]


def test_redacted_words_never_appear_even_if_the_answer_quotes_them(client, of, evening):
    words = factories.contribution(evening, "Ask Jo Smith about it", heading=None)
    Redaction.objects.create(
        contribution=words,
        starts_at=4,
        ends_at=12,
        reason="names",
        at=timezone.now(),
        by=words.uid,
        by_label="Officer",
    )
    one = answered(
        of,
        "Ask Jo  Smith about it",
        event=evening,
        contribution=words,
        did="We asked jo smith.",
        title="Jo Smith",
        changed="Jo Smith answers",
    )
    now = timezone.now()
    ResponseUpdate.objects.create(response=one, on=DAY, words="Jo Smith moved.", approved_at=now)
    pages = listed(client).text
    pages += client.get(reverse("plans:answer_page", args=["lakes", one.slug])).text
    pages += client.get(reverse("plans:answer_csv", args=["lakes"])).getvalue().decode()
    assert "smith" not in pages.lower()
    assert "[taken out: names a person]" in pages


def test_an_event_that_is_not_public_is_not_named(client, of):
    hidden = factories.event(of, title="Secret evening", state="planned")
    one = answered(of, event=hidden)
    pages = listed(client).text + listed(client, f"?event={hidden.slug}").text
    assert said_on(listed(client, f"?event={hidden.slug}")) == []
    pages += client.get(reverse("plans:answer_page", args=["lakes", one.slug])).text
    assert "Secret evening" not in pages


def test_only_approved_updates_are_read(client, of, evening):
    one = answered(of, event=evening)
    now = timezone.now()
    ResponseUpdate.objects.create(response=one, on=DAY, words="Two more stand.", approved_at=now)
    ResponseUpdate.objects.create(response=one, on=DAY, words="Not checked.")
    page = client.get(reverse("plans:answer_page", args=["lakes", one.slug])).text
    assert "Two more stand." in page
    assert "Not checked." not in page


def test_a_hard_answer_says_why_and_a_passing_on_says_to_whom(client, of, evening):
    answered(of, "Buses", "not_done", did="Others pay for buses.", event=evening)
    answered(of, "PCSOs", "passed_on", did="It was sent to them.", event=evening)
    page = listed(client).text
    assert "Not done because" in page and "Others pay for buses." in page
    assert "Passed on to The Police Authority" in page


# ---- finding


@pytest.fixture
def many(of, evening):
    other = factories.event(of, slug="other", title="Other evening", state="public")
    place, topic = factories.area("Kendal"), Topic.objects.create(name="Alcohol")
    first = answered(of, "one", "done", event=evening, topic=topic)
    first.areas.add(place, factories.area("Ambleside"))
    answered(of, "two", "not_done", event=evening)
    answered(of, "three", "waiting", event=other, topic=topic).areas.add(place)
    return of


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?answer=done", {"one"}),
        ("?answer=done&answer=waiting", {"one", "three"}),
        ("?event=other", {"three"}),
        ("?topic=Alcohol", {"one", "three"}),
        ("?place=Kendal&place=Ambleside", {"one", "three"}),
        ("?place=Kendal&answer=waiting", {"three"}),
        ("?answer=nonsense&session=x&before=1.2&after=a", {"one", "two", "three"}),
        ("?topic=%00&place=Nowhere", set()),
        ("?before=9999-99-99.1", {"one", "two", "three"}),
    ],
)
def test_the_address_filters_the_list_and_its_table(client, many, query, found):
    page = listed(client, query)
    assert set(said_on(page)) == found
    lines = client.get(reverse("plans:answer_csv", args=["lakes"]) + query).getvalue().decode()
    rows = list(csv.DictReader(io.StringIO(lines.removeprefix("\ufeff"))))
    assert {row["You said"] for row in rows} == found


def test_counts_lead_to_as_many_answers_as_they_say(client, many):
    for query in ("?", "?topic=Alcohol", "?event=evening"):
        for _, words, number, address in listed(client, query).context["counts"]:
            page = listed(client, f"?{address}")
            assert page.context["total"] == number == len(said_on(page)), words


def test_boxes_say_how_many_they_lead_to(client, many):
    groups = {group.name: group for group in listed(client, "?topic=Alcohol").context["groups"]}
    assert {one.value: one.count for one in groups["event"].choices} == {"evening": 1, "other": 1}
    assert {one.value: one.count for one in groups["place"].choices} == {
        "Kendal": 2,
        "Ambleside": 1,
    }


def test_sessions_are_offered_for_one_event(client, of, evening):
    first, second = factories.workshop(evening, title="The challenges"), factories.workshop(evening)
    for number, session in enumerate((first, first, second)):
        words = factories.contribution(evening, f"Words {number}", workshop=session)
        answered(of, f"Words {number}", event=evening, contribution=words)
    page = listed(client)
    session = next(group for group in page.context["groups"] if group.name == "session")
    labels = [(one.label, one.count) for one in session.choices]
    assert labels[0] == ("The challenges", 2)
    assert set(said_on(listed(client, "?session=2"))) == {"Words 2"}


def test_newest_answer_first_and_unanswered_last_page_by_page(client, of, evening):
    for day in range(45):
        on = DAY + datetime.timedelta(days=day // 2) if day % 9 else None
        answered(of, f"{day}", "done" if on else "waiting", answered_on=on, event=evening)
    seen, query = [], ""
    while True:
        page = listed(client, query).context["page"]
        seen += page.rows
        if not page.older:
            break
        back = f"?after={page.older}"
        query = f"?before={page.older}"
    assert len(seen) == len({one.pk for one in seen}) == 45
    days = [one.answered_on for one in seen]
    assert days[-5:] == [None] * 5
    assert days[:-5] == sorted(days[:-5], reverse=True)
    assert [one.pk for one in listed(client, back).context["page"].rows] == [
        one.pk for one in seen[19:39]
    ]


def test_the_list_asks_as_many_questions_of_200_as_of_20(client, of, evening):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert listed(client).status_code == 200
        return len(queries)

    def add(number):
        for n in range(number):
            theme = factories.theme(of, session=1)
            words = factories.contribution(evening)
            kind = {"theme": theme} if n % 2 else {"contribution": words}
            answered(of, f"Words {n}", event=evening, **kind).areas.add(factories.area())

    factories.workshop(evening)
    add(20)
    few = asked()
    add(180)
    assert asked() == few <= 25


def test_a_formula_in_the_table_is_harmless(client, of, evening):
    answered(of, "=1+1", event=evening)
    lines = client.get(reverse("plans:answer_csv", args=["lakes"])).getvalue().decode()
    assert "'=1+1" in lines


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2009, 11, 23), (2010, 10, 20), "10 months and 27 days"),
        ((2009, 11, 23), (2009, 11, 23), "the same day"),
        ((2010, 1, 31), (2010, 3, 1), "1 month and 1 day"),
        ((2008, 2, 29), (2010, 2, 28), "1 year, 11 months and 30 days"),
        ((2010, 1, 2), (2010, 1, 1), ""),
    ],
)
def test_how_long_it_took(of, evening, first, last, words):
    evening.starts_on = datetime.date(*first)
    assert took(Response(event=evening, answered_on=datetime.date(*last))) == words


# ---- a table's own link


@pytest.fixture
def table(evening):
    return factories.table(evening)


def test_a_table_reads_what_became_of_its_own_words(client, of, evening, table):
    theme = factories.theme(of, name="Lights")
    mine = factories.contribution(evening, "My words", table=table)
    factories.tag(mine, theme)
    factories.contribution(evening, "Taken back", table=table, standing="removed")
    factories.contribution(evening, "Other words", table=factories.table(evening))
    answered(of, "Lights", event=evening, theme=theme, did="Two new lights.")
    answered(of, "Lights", event=evening, theme=theme, did="Hidden.", approved=False)
    address = reverse("plans:table_answers", args=[table.token])
    assert "My words" not in client.get(address).text  # the tables are not closed yet
    evening.capture = "closed"
    evening.save()
    page = client.get(address)
    assert "My words" in page.text and "Two new lights." in page.text
    for hidden in ("Taken back", "Other words", "Hidden."):
        assert hidden not in page.text
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert address in client.get(reverse("events:capture_page", args=[table.token])).text


def test_a_table_learns_that_nobody_has_answered(client, of, evening, table):
    evening.capture = "closed"
    evening.save()
    mine = factories.contribution(evening, "My words", table=table)
    address = reverse("plans:table_answers", args=[table.token])
    assert "No answer yet" in client.get(address).text
    due = timezone.localdate() + datetime.timedelta(days=9)
    answered(of, "My words", "waiting", event=evening, contribution=mine, due_on=due)
    assert f"due by {due.day} {due:%B %Y}" in client.get(address).text


def test_an_unknown_table_is_not_found(client):
    assert client.get(reverse("plans:table_answers", args=["zzzzzzzz"])).status_code == 404


# ---- a reply's own link


@pytest.fixture
def draft(small):
    found = consulting.release(
        small.plan,
        introduction="What should we change?",
        closes_on=timezone.localdate() + datetime.timedelta(days=10),
        by=small.officer,
        now=timezone.now(),
    )
    whole(found.document)
    return found


@pytest.fixture
def link(client, draft):
    """The link that the page of thanks shows after a reply."""
    sent = client.post(
        draft_url("draft_reply_page", draft), {"anchor": "", "text": "More lights, please."}
    )
    thanks = client.get(sent.url)
    return thanks.context["link"]


def test_a_reply_gives_its_writer_a_link_once(client, draft, link):
    token = link.rstrip("/").rpartition("/")[2]
    kept = draft.replies.get()
    assert len(kept.token_sha256) == 64
    assert token not in kept.token_sha256
    assert client.get(draft_url("draft_replied", draft)).context["link"] == ""
    page = client.get(link)
    assert "More lights, please." in page.text and "Not looked at yet" in page.text
    assert "no-store" in page["Cache-Control"] and "noindex" in page["X-Robots-Tag"]


def test_a_reply_follows_its_own_answer_before_the_report(client, draft, link, small):
    now = timezone.now()
    reply = replies.accept(draft.replies.get(), by=small.officer, now=now)
    assert "no answer yet" in client.get(link).text
    replies.answer(
        reply,
        outcome="taken",
        words="We added two.",
        base_version=reply.version,
        by=small.officer,
        now=now,
    )
    page = client.get(link).text
    assert "We changed the plan" in page and "We added two." in page


def test_a_reply_that_is_set_aside_says_why(client, draft, link, small):
    reply = draft.replies.get()
    replies.set_aside(reply, reason="Not about it.", by=small.officer, now=timezone.now())
    assert "Not about it." in client.get(link).text


def test_a_wrong_link_says_nothing(client, draft, link):
    replies.reply(draft, anchor="", text="Typed from paper", now=timezone.now())  # has no link
    base = link.rstrip("/").rpartition("/")[0]
    for token in ("x", "%20", draft.replies.first().token_sha256):
        assert client.get(f"{base}/{token}/").status_code == 404
    assert "Typed from paper" not in client.get(link).text
