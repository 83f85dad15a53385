"""The thread, both ways: from what was said to what became of it, and only what one may see."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Redaction, ReportedTheme
from plans.models import ProgressUpdate, Response
from priorities.models import EvidenceChoice, Target
from publishing.models import Document, Edition
from tests import factories

pytestmark = pytest.mark.django_db

ORDER = ["The table", "The contribution", "The theme", "The priority", "The action", "The result"]


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


def _edition(of, kind, slug, snapshot):
    document = Document.objects.create(partnership=of, kind=kind, slug=slug, title=slug)
    document.current_edition = Edition.objects.create(
        document=document,
        number=1,
        title=slug,
        fragment="<p>Words.</p>",
        snapshot=snapshot,
        content_hash="a" * 64,
        published_at=timezone.now(),
        published_by_label="Officer",
    )
    document.save()
    return document


@pytest.fixture
def story(lakes):
    """One thing said at a table, and all that came of it, nothing of it public yet."""
    event = factories.event(lakes, slug="evening", title="Community evening")
    workshop = factories.workshop(event)
    said = factories.contribution(
        event, "Later meetings, says Ann", workshop=workshop, table=factories.table(event)
    )
    theme = factories.theme(lakes, name="Times of meetings")
    factories.tag(said, theme)
    ReportedTheme.objects.create(workshop=workshop, theme=theme, wording="Times of meetings")
    priority = factories.priority(lakes, "Being heard")
    candidate = factories.candidate(factories.round(lakes), priority=priority)
    EvidenceChoice.objects.create(candidate=candidate, theme=theme)
    measure = factories.measure(lakes, name="People at meetings")
    figure = factories.figure(measure, level=31)
    EvidenceChoice.objects.create(candidate=candidate, figure=figure)
    plan = factories.plan(lakes, slug="plan")
    action = factories.action(factories.section(plan), "Offer a later start")
    action.priorities.add(priority)
    update = ProgressUpdate.objects.create(
        action=action, year=2011, quarter=2, status="green", commentary="Two areas moved."
    )
    answer = Response.objects.create(
        partnership=lakes,
        title="When meetings are held",
        slug="when-meetings-are-held",
        theme=theme,
        said="Times of meetings",
        answer="differently",
        did="Two areas now meet at 7.30pm.",
        answered_on=datetime.date(2011, 10, 20),
        priority=priority,
    )
    return {
        "contribution": said,
        "theme": theme,
        "priority": priority,
        "figure": figure,
        "plan": plan,
        "action": action,
        "update": update,
        "answer": answer,
    }


def _inside(client, of, kind, thing):
    client.force_login(factories.user("lead", of))
    return client.get(reverse("plans:thread_page", args=[kind, thing.uid]))


def _public(client, of, kind, thing):
    return client.get(reverse("plans:public_thread", args=[of.slug, kind, thing.uid]))


def _kinds(page):
    return [step.kind for step in page.context["thread"].steps]


@pytest.mark.parametrize("kind", ["contribution", "theme", "answer"])
def test_thread_page_tells_the_whole_way_from_what_was_said(kind, client, lakes, story):
    page = _inside(client, lakes, kind, story[kind])
    assert [one for one in _kinds(page) if one in ORDER] == ORDER
    assert _kinds(page)[-1] == "The answer"
    assert "Two areas now meet at 7.30pm." in page.text and "Two areas moved." in page.text


@pytest.mark.parametrize("kind", ["priority", "action"])
def test_thread_page_reads_back_to_what_was_said(kind, client, lakes, story):
    page = _inside(client, lakes, kind, story[kind])
    assert [one for one in _kinds(page) if one in ORDER] == ORDER
    here = [step.kind for step in page.context["thread"].steps if step.look == "here"]
    assert here == [f"The {kind}"]


def test_thread_page_leads_from_a_figure_to_what_it_moved(client, lakes, story):
    page = _inside(client, lakes, "figure", story["figure"])
    assert _kinds(page) == [
        "The figure",
        "The priority",
        "The action",
        "The result",
        "The answer",
    ]


def test_thread_page_finds_the_priority_that_a_target_names(client, lakes, story):
    other = factories.figure(factories.measure(lakes, name="Counted otherwise"), level=7)
    assert "The priority" not in _kinds(_inside(client, lakes, "figure", other))
    Target.objects.create(
        partnership=lakes,
        measure=other.measure,
        area=other.area,
        year=2011,
        priority=story["priority"],
    )
    assert "The priority" in _kinds(_inside(client, lakes, "figure", other))


def test_thread_page_says_that_a_thread_ends_in_silence(client, lakes):
    said = factories.contribution(factories.event(lakes), "Nobody asks us")
    page = _inside(client, lakes, "contribution", said)
    assert "Nobody has answered this yet." in page.text
    assert "Table not recorded" in page.text
    assert "It has no answer yet." in page.text


def test_thread_page_of_another_partnership_does_not_exist(client, lakes, story):
    client.force_login(factories.user("officer", factories.partnership("shire")))
    for kind in ("contribution", "theme", "priority", "action", "figure", "answer"):
        address = reverse("plans:thread_page", args=[kind, story[kind].uid])
        assert client.get(address).status_code == 404, kind


def test_thread_page_holds_no_redacted_word(client, lakes, story):
    Redaction.objects.create(
        contribution=story["contribution"],
        starts_at=21,
        ends_at=24,
        reason="names",
        at=timezone.now(),
        by=lakes.uid,
        by_label="Officer",
    )
    page = _inside(client, lakes, "contribution", story["contribution"])
    assert "says Ann" not in page.text
    assert "names a person" in page.text.lower()


def test_public_thread_shows_nothing_before_it_is_public(client, lakes, story):
    for kind in ("contribution", "theme", "priority", "action", "answer"):
        assert _public(client, lakes, kind, story[kind]).status_code == 404, kind


def test_public_thread_grows_by_what_becomes_public(client, lakes, story):
    Response.objects.update(approved_at=timezone.now())
    page = _public(client, lakes, "answer", story["answer"])
    assert _kinds(page) == ["The theme", "The answer"]

    entry = factories.priority_list(lakes, state="published", published_at=timezone.now())
    story["priority"].slug = "being-heard"
    story["priority"].save()
    entry.entries.create(priority=story["priority"], wording="Being heard", order=1)
    assert _kinds(_public(client, lakes, "answer", story["answer"]))[1] == "The priority"

    plan = story["plan"]
    frozen = [{"number": "1.1", "wording": "Offer a later start"}]
    plan.document = _edition(lakes, "plan", "plan", {"actions": frozen})
    plan.save()
    page = _public(client, lakes, "answer", story["answer"])
    assert _kinds(page) == ["The theme", "The priority", "The action", "The answer"]
    assert "Two areas moved." not in page.text

    ProgressUpdate.objects.update(approved_at=timezone.now(), public_words="Two of five moved.")
    page = _public(client, lakes, "answer", story["answer"])
    assert "Two of five moved." in page.text and "Two areas moved." not in page.text


def test_public_thread_leaves_out_an_action_that_no_edition_holds(client, lakes, story):
    story["plan"].document = _edition(lakes, "plan", "plan", {"actions": []})
    story["plan"].save()
    factories.priority_list(lakes, state="published", published_at=timezone.now()).entries.create(
        priority=story["priority"], wording="Being heard", order=1
    )
    page = _public(client, lakes, "priority", story["priority"])
    assert "Offer a later start" not in page.text


def test_public_thread_shows_words_only_where_an_answer_names_them(client, lakes, story):
    said = story["contribution"]
    assert _public(client, lakes, "contribution", said).status_code == 404
    story["answer"].contribution = said
    story["answer"].approved_at = timezone.now()
    story["answer"].save()
    assert "Later meetings, says Ann" in _public(client, lakes, "contribution", said).text


def test_thread_page_asks_as_much_for_many_as_for_few(
    client, lakes, story, django_assert_max_num_queries
):
    client.force_login(factories.user("officer", lakes))
    address = reverse("plans:thread_page", args=["theme", story["theme"].uid])
    client.get(address)
    with django_assert_max_num_queries(45) as few:
        client.get(address)
    for number in range(6):
        said = factories.contribution(story["contribution"].event, f"More {number}")
        factories.tag(said, story["theme"])
        action = factories.action(story["action"].section, f"Do {number}")
        action.priorities.add(story["priority"])
        ProgressUpdate.objects.create(action=action, year=2011, quarter=1, status="green")
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_thread_page_knows_its_kinds_only(client, lakes, story):
    page = _inside(client, lakes, "anything", story["theme"])
    assert page.status_code == 404


def test_public_thread_leaves_out_of_an_answer_what_was_taken_out_of_the_words(
    client, lakes, story
):
    answer = story["answer"]
    answer.contribution, answer.approved_at = story["contribution"], timezone.now()
    answer.did = "We asked Ann and moved it."
    answer.title = "What Ann asked"
    answer.save()
    address = reverse("plans:public_thread", args=[lakes.slug, "answer", answer.uid])
    assert "asked Ann" in client.get(address).text
    Redaction.objects.create(
        contribution=story["contribution"],
        starts_at=21,
        ends_at=24,
        reason="names",
        at=timezone.now(),
        by=lakes.uid,
        by_label="Officer",
    )
    page = client.get(address).text
    assert "asked Ann" not in page and "What Ann" not in page
