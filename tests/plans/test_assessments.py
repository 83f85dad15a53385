"""A round's document is for its own people, its summary for everybody."""

import datetime
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from partnership.models import CoveredArea, Topic
from plans import workflow
from plans.documents import compose
from plans.models import Picture, Plan
from priorities.models import Decision, DecisionMeeting, EvidenceStatement, Score, ScoreCard
from publishing.models import Rendition
from records.moves import Refused
from tests import factories
from tests.reading import words_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PDF = b"%PDF-1.7 a small one"


@pytest.fixture(autouse=True)
def _no_rendering(settings):
    """Who reads an edition is asked here; that PDFs can be made is asked elsewhere."""
    settings.FORMATS = ["none"]


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def people(lakes):
    return {kind: factories.user(kind, lakes) for kind in ("officer", "executive", "lead")}


@pytest.fixture
def round(lakes):
    """A round with one candidate, of which a figure and a statement speak."""
    place, alcohol = factories.area("South Lakeland"), Topic.objects.create(name="Alcohol")
    CoveredArea.objects.create(partnership=lakes, area=place)
    made = factories.round(lakes, scheme=factories.scheme(lakes), group=factories.group(lakes))
    candidate = factories.candidate(made, "Night-time alcohol")
    candidate.topics.add(alcohol)
    factories.level(factories.measure(lakes, "Drunkenness", topic=alcohol), 712, place)
    said = EvidenceStatement.objects.create(
        partnership=lakes, kind="cause", wording="Cheap drink", source="A report"
    )
    said.topics.add(alcohol)
    return made


@pytest.fixture
def assessment(round, people):
    return workflow.start_assessment(round, by=people["officer"], now=NOW)


def publish(plan, people):
    plan = Plan.objects.get(pk=plan.pk)
    workflow.submit(plan, by=people["officer"], now=NOW)
    for step in plan.approval_steps.all():
        workflow.record(step, outcome="agreed", by=people["executive"], now=NOW)
    edition = workflow.publish(
        Plan.objects.get(pk=plan.pk), change_note="", by=people["officer"], now=NOW
    )
    edition.refresh_from_db()
    rendition = Rendition(edition=edition, format="pdf", state="ready", size=len(PDF))
    rendition.sha256, rendition.ready_at = "a" * 64, NOW
    rendition.file.save("editions/internal.pdf", ContentFile(PDF), save=False)
    rendition.save()
    return edition


def decide(round, **fields):
    candidate = round.candidates.get()
    meeting = DecisionMeeting.objects.create(
        round=round,
        group=round.group,
        held_on=datetime.date(2011, 12, 8),
        recorded_at=NOW,
        recorded_by_label="Officer",
    )
    return Decision.objects.create(
        candidate=candidate,
        meeting=meeting,
        **{"outcome": "priority", "reason": "It grows.", "private_note": "Between us"} | fields,
    )


# ---- the document


def test_the_document_stands_ready_with_what_the_law_asks_for(client, round, people):
    client.force_login(people["officer"])
    address = reverse("plans:assessment_start", args=[round.uid])
    client.post(address)
    plan = round.documents.get()
    assert (plan.kind, plan.audience) == ("assessment", "internal")
    assert [str(step.group) for step in plan.approval_steps.all()] == ["Executive Group"]
    text = compose(plan).fragment
    for words in [
        *("Levels and patterns", "What has changed", "Why it has changed"),
        *("How far last year", "What the responsible authorities should prioritise"),
        *("What people who live and work here consider", "Night-time alcohol", "712"),
        *("“Cheap drink”", "Nothing is decided yet."),
    ]:
        assert words in text, words
    again = client.post(address, follow=True).content.decode()
    assert "This round has its document already." in again


def test_scores_are_told_only_once_scoring_is_closed(round, assessment, people, lakes):
    round.state = "scoring"
    round.save()
    candidate = round.candidates.get()
    for _ in range(3):
        card = ScoreCard.objects.create(
            candidate=candidate, member=factories.user("executive", lakes), complete_at=NOW
        )
        for criterion in round.scheme.criteria.all():
            Score.objects.create(card=card, criterion=criterion, value=3, at=NOW)
    assert "shown here once scoring is closed" in compose(assessment).fragment
    round.state = "closed"
    round.save()
    text = compose(Plan.objects.get(pk=assessment.pk)).fragment
    assert "Candidates in the order of their scores" in text
    assert "3 of 3" in text


def test_who_leaves_the_group_later_does_not_change_the_text(round, assessment, people, lakes):
    round.state, round.meets_on = "closed", timezone.localdate()
    round.save()
    before = compose(assessment).content_hash
    role = people["executive"].roles.get()
    role.to_date = timezone.localdate() + datetime.timedelta(days=1)
    role.save()
    assert compose(Plan.objects.get(pk=assessment.pk)).content_hash == before


def test_decisions_say_why_and_keep_the_private_note(round, assessment):
    decide(round)
    text = compose(assessment).fragment
    assert "It grows." in text
    assert "Between us" not in text


def test_an_assessment_is_never_written_for_everybody(client, assessment, people):
    client.force_login(people["officer"])
    sent = {
        "title": "Strategic Assessment",
        "kind": "assessment",
        "audience": "public",
        "year": 2012,
        "starts_on": "2012-04-01",
        "ends_on": "2013-03-31",
        "slug": "an-assessment",
    }
    answer = client.post(reverse("plans:plan_add", args=["lakes"]), sent)
    assert "A strategic assessment holds what is not for everybody." in answer.content.decode()
    assert not Plan.objects.filter(slug="an-assessment").exists()


# ---- who reads it


def public_addresses(plan, edition):
    page = f"/lakes/plans/{plan.slug}/"
    rest = ("", "plan.pdf", "figures.csv", *(f"editions/1/{file}" for file in ("", "plan.pdf")))
    return [page + one for one in rest]


def test_an_internal_edition_is_on_no_public_page(client, assessment, people):
    picture = Picture.objects.create(
        partnership=assessment.partnership, sha256="b" * 64, extension="png", width=1, height=1
    )
    default_storage.save(f"pictures/{picture.name}", ContentFile(b"small"))
    section = assessment.sections.first()
    factories.block(section, text="", kind="picture", picture=picture)
    edition = publish(assessment, people)
    assert edition.document.internal
    plan = Plan.objects.get(pk=assessment.pk)
    strangers = [None, factories.user("officer", factories.partnership("shire"))]
    for person in [*strangers, *people.values()]:
        client.logout()
        if person:
            client.force_login(person)
        for address in public_addresses(plan, edition):
            assert client.get(address).status_code == 404, (person, address)
        for address in ("/", "/lakes/", "/lakes/plans/", "/lakes/priorities/", "/sitemap.xml"):
            assert "Strategic Assessment" not in client.get(address).content.decode(), address
    for person in strangers:
        client.logout()
        if person:
            client.force_login(person)
        assert client.get(f"/pictures/{picture.name}").status_code == 404


def test_its_own_people_read_it_in_the_workspace(client, assessment, people):
    edition = publish(assessment, people)
    for person in people.values():
        client.force_login(person)
        state = client.get(reverse("plans:edition_detail", args=[edition.uid])).content.decode()
        assert "Its own people have been able to read it" in state
        text = reverse("plans:edition_text", args=[edition.uid])
        assert text in state
        page = client.get(text).content.decode()
        assert "Not for the public." in page
        assert "Night-time alcohol" in page
        assert (
            "Read what was published"
            in client.get(reverse("plans:plan_detail", args=[assessment.uid])).content.decode()
        )
        pdf = client.get(reverse("plans:edition_text_pdf", args=[edition.uid]))
        assert b"".join(pdf.streaming_content) == PDF
        assert pdf["Cache-Control"] == "no-store"


def test_an_audience_that_changes_after_publication_is_refused(assessment, people):
    publish(assessment, people)
    plan = Plan.objects.get(pk=assessment.pk)
    workflow.reopen(plan, reason="To change it", by=people["officer"], now=NOW)
    Plan.objects.filter(pk=plan.pk).update(audience="public", kind="review")
    with pytest.raises(Refused, match="Its audience was changed"):
        publish(plan, people)


# ---- the public summary


def marked(assessment, *anchors):
    assessment.sections.filter(anchor__in=anchors).update(in_summary=True)


def test_the_summary_is_agreed_and_published_for_everybody(client, round, assessment, people):
    decide(round)
    marked(assessment, "what-to-prioritise", "levels-and-patterns")
    block = assessment.sections.get(anchor="executive-summary").blocks.get()
    block.text = "<p>In short: it grows.</p>"
    block.save()
    client.force_login(people["officer"])
    client.post(reverse("plans:summary_start", args=[assessment.uid]))
    summary = assessment.summaries.get()
    assert (summary.kind, summary.audience) == ("summary", "public")
    edition = publish(summary, people)
    client.logout()
    page = client.get(f"/lakes/plans/{summary.slug}/").content.decode()
    assert "In short: it grows." in page
    assert "712" in page
    assert "Why it has changed" not in page  # a section that was not marked
    assert "Cheap drink" not in page  # the evidence of a candidate is for members
    assert edition.document.internal is False


def test_a_summary_shows_nothing_that_is_internal(round, assessment, people):
    marked(assessment, "levels-and-patterns", "what-to-prioritise")
    summary = workflow.start_summary(assessment, by=people["officer"], now=NOW)
    section = summary.sections.get(anchor="what-to-prioritise")
    assert not section.blocks.filter(kind__in=["candidates", "scores"]).exists()
    for kind in ("candidates", "scores"):
        factories.block(section, text="", kind=kind)
    figure = summary.sections.get(anchor="levels-and-patterns").blocks.get(kind="figures")
    figure.figures.update(internal=True)
    text = compose(summary)
    assert "712" not in words_of(text.fragment)
    assert "Night-time alcohol" not in text.fragment
    assert not re.search(r"\b712\b", str(text.snapshot))


def test_only_what_its_readers_may_see_is_offered_as_a_block(client, assessment, small, people):
    client.force_login(people["officer"])
    summary = workflow.start_summary(assessment, by=people["officer"], now=NOW)

    def offered(section):
        page = client.get(reverse("plans:block_add", args=[section.uid]))
        kinds = {value for value, _ in page.context["form"].fields["kind"].choices}
        return kinds & {"candidates", "scores", "decisions"}

    assert offered(assessment.sections.first()) == {"candidates", "scores", "decisions"}
    assert offered(summary.sections.first()) == {"decisions"}
    client.force_login(small.officer)
    assert offered(small.section) == set()


def test_a_section_below_one_that_stays_away_becomes_a_chapter(assessment, people):
    above = assessment.sections.get(anchor="why")
    below = factories.section(assessment, "Cheap drink", parent=above, in_summary=True)
    factories.section(assessment, "In shops", parent=below, in_summary=True)
    summary = workflow.start_summary(assessment, by=people["officer"], now=NOW)
    parents = {one.title: one.parent and one.parent.title for one in summary.sections.all()}
    assert parents == {"Executive summary": None, "Cheap drink": None, "In shops": "Cheap drink"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"audience": "public", "kind": "review"}, "so it needs no public summary"),
        ({}, "There is a public summary already"),
    ],
)
def test_a_summary_is_refused_in_words(client, assessment, people, change, words):
    workflow.start_summary(assessment, by=people["officer"], now=NOW)
    Plan.objects.filter(pk=assessment.pk).update(**change)
    client.force_login(people["officer"])
    address = reverse("plans:summary_start", args=[assessment.uid])
    assert words in client.post(address, follow=True).content.decode()


def test_a_summary_of_nothing_is_refused(assessment, people):
    assessment.sections.update(in_summary=False)
    with pytest.raises(Refused, match="Mark the sections"):
        workflow.start_summary(assessment, by=people["officer"], now=NOW)


def test_sections_are_marked_for_the_summary_on_their_page(client, assessment, small, people):
    client.force_login(people["officer"])
    section = assessment.sections.get(anchor="why")
    address = reverse("plans:section_edit", args=[section.uid])
    client.post(address, {"title": "Why", "in_summary": "on", "base_version": 1})
    page = client.get(reverse("plans:section_detail", args=[section.uid])).content.decode()
    assert "Belongs in the public summary" in page
    client.force_login(small.officer)
    public = client.get(reverse("plans:section_edit", args=[small.section.uid]))
    assert "in_summary" not in public.context["form"].fields


def test_the_front_page_never_takes_a_summary_for_the_plan(client, assessment, people):
    summary = workflow.start_summary(assessment, by=people["officer"], now=NOW)
    publish(summary, people)
    client.logout()
    assert "Read the plan" not in client.get("/lakes/").content.decode()
