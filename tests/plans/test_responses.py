"""Answers in the workspace: written, approved, taken back; and the threads that end in silence."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import Redaction, ReportedTheme
from partnership.models import Topic
from plans.documents import silence
from plans.models import ConsultationDraft, DraftReply, Response, ResponseUpdate
from plans.workflow import responses
from priorities.models import FindingStatement, Referral, Survey, SurveyFinding
from publishing.models import Document
from records.models import Change
from records.moves import Refused
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2011, 5, 5)


@pytest.fixture
def of():
    return factories.partnership("lakes")


@pytest.fixture
def person(client, of):
    found = factories.user("officer", of, post="Partnership officer")
    client.force_login(found)
    return found


@pytest.fixture
def evening(of):
    return factories.event(of, slug="evening", title="Community evening", state="public")


@pytest.fixture
def theme(of, evening):
    """A theme with one entry of the evening."""
    session = factories.workshop(evening, question="What troubles you?")
    found = factories.theme(of, name="Street lights", topic=Topic.objects.create(name="Roads"))
    words = factories.contribution(evening, "No lights in Mill Lane", workshop=session)
    factories.tag(words, found)
    return found


@pytest.fixture
def kept(of, evening, theme):
    return Response.objects.create(
        partnership=of, title="Lights", slug="lights", event=evening, theme=theme, said="Lights"
    )


def typed(response=None, **fields):
    given = {
        "title": "Lights in Mill Lane",
        "said": "No lights in Mill Lane",
        "answer": "done",
        "did": "Two new lights stand there.",
        "answered_on": "2010-10-20",
        "base_version": response.version if response else "",
    }
    return given | fields


def beginning(of, **said):
    ((name, thing),) = said.items()
    return f"{reverse('plans:response_add', args=[of.slug])}?{name}={thing.uid}"


def editing(response):
    return reverse("plans:response_edit", args=[response.uid])


def approve(response, by):
    response = Response.objects.get(pk=response.pk)
    read = responses.as_read(response)
    return responses.approve(response, read=read, by=by, now=timezone.now())


# ---- writing


def test_an_answer_begins_from_what_it_answers(client, person, of, evening, theme):
    form = client.get(beginning(of, theme=theme)).context["form"]
    asked = {name: form[name].value() for name in ("title", "said", "asked", "event", "topic")}
    assert asked == {
        "title": "Street lights",
        "said": "Street lights",
        "asked": "What troubles you?",
        "event": evening.pk,
        "topic": theme.topic_id,
    }


def test_an_answer_to_an_entry_begins_without_what_was_taken_out(client, person, of, evening):
    words = factories.contribution(evening, "Ask Jo Smith")
    Redaction.objects.create(
        contribution=words,
        starts_at=4,
        ends_at=12,
        reason="names",
        at=timezone.now(),
        by=words.uid,
        by_label="Officer",
    )
    page = client.get(beginning(of, contribution=words)).text
    assert "Smith" not in page
    assert "[taken out: names a person]" in page


def test_an_answer_to_a_finding_and_to_an_event(client, person, of, evening):
    survey = Survey.objects.create(partnership=of, name="Panel", year=2010)
    finding = FindingStatement.objects.create(survey=survey, wording="Most feel safe")
    SurveyFinding.objects.create(statement=finding, label="Safe", value=90, question="Safe?")
    form = client.get(beginning(of, finding=finding)).context["form"]
    assert (form["said"].value(), form["asked"].value()) == ("Most feel safe", "Safe?")
    evening.areas.add(area := factories.area("Kendal"))
    form = client.get(beginning(of, event=evening)).context["form"]
    assert form["areas"].value() == [area.pk]
    answered = client.post(beginning(of, event=evening), typed(event=evening.pk, areas=[area.pk]))
    made = Response.objects.get()
    assert answered.url == editing(made)
    assert (made.slug, made.event, list(made.areas.all())) == (
        "lights-in-mill-lane",
        evening,
        [area],
    )
    assert Change.objects.filter(action="response.add").exists()


def test_nothing_named_leads_to_what_waits(client, person, of):
    page = client.get(reverse("plans:response_add", args=[of.slug]))
    assert page.url == reverse("plans:silence", args=[of.slug])


@pytest.mark.parametrize("asked", ["theme=x", "theme=7f1d7a0a-0000-4000-8000-000000000000"])
def test_what_is_not_ours_is_not_answered(client, person, of, asked):
    theirs = factories.theme(factories.partnership("elsewhere"))
    page = reverse("plans:response_add", args=[of.slug])
    assert client.get(f"{page}?{asked}").status_code == 404
    assert client.get(f"{page}?theme={theirs.uid}").status_code == 404


@pytest.mark.parametrize(
    ("fields", "faulty"),
    [
        ({"did": ""}, {"did"}),
        ({"answered_on": ""}, {"answered_on"}),
        ({"answer": "not_done", "did": " ", "answered_on": ""}, {"did", "answered_on"}),
        ({"answer": "passed_on"}, {"passed_to"}),
        ({"answer": "looked_at", "did": "", "answered_on": ""}, {"did"}),
        ({"answer": "nonsense"}, {"answer"}),
        ({"title": "", "said": ""}, {"title", "said"}),
        ({"answered_on": "31/31/2010"}, {"answered_on"}),
    ],
)
def test_each_answer_asks_beside_its_field_for_what_makes_it_one(
    client, person, kept, fields, faulty
):
    page = client.post(editing(kept), typed(kept, **fields))
    assert page.status_code == 200
    assert set(page.context["form"].errors) == faulty
    assert Response.objects.get().answer == "waiting"
    assert page.context["form"]["did"].value() == fields.get("did", "Two new lights stand there.")


@pytest.mark.parametrize(
    "fields",
    [
        {"answer": "waiting", "did": "", "answered_on": ""},
        {"answer": "looked_at", "answered_on": ""},
        {"answer": "differently"},
        {"answer": "not_done", "did": "There is no money for it."},
        {"answer": "passed_on", "passed_words": "The Highways Agency"},
    ],
)
def test_a_no_and_a_passing_on_are_answers_too(client, person, kept, fields):
    assert client.post(editing(kept), typed(kept, **fields)).status_code == 302
    stored = Response.objects.get()
    assert stored.answer == fields["answer"]
    assert stored.receiver == ("The Highways Agency" if fields["answer"] == "passed_on" else "")


def test_what_somebody_saved_meanwhile_is_not_overwritten(client, person, kept):
    Response.objects.update(version=2, did="Theirs.")
    page = client.post(editing(kept), typed(kept))
    assert page.status_code == 409
    assert "Theirs." in page.text and "Two new lights" in page.text


def test_welsh_is_asked_where_it_is_written(client, person, of, kept):
    assert "did_cy" not in client.get(editing(kept)).context["form"].fields
    of.uses_welsh = True
    of.save()
    assert "did_cy" in client.get(editing(kept)).context["form"].fields


# ---- for the public


def test_approving_shows_it_and_a_change_of_its_words_takes_that_back(client, person, kept):
    client.post(editing(kept), typed(kept))
    page = client.get(editing(kept))
    client.post(reverse("plans:response_approve", args=[kept.uid]), {"read": page.context["read"]})
    stored = Response.objects.get()
    assert stored.approved_by_label == person.label
    assert "Two new lights" in client.get("/lakes/you-said-we-did/").text
    client.post(editing(kept), typed(stored, due_on="2011-06-01"))  # nobody reads that of it
    stored = Response.objects.get()
    assert stored.approved_at
    page = client.post(editing(kept), typed(stored, did="Three new lights."), follow=True)
    assert "waits for approval again" in page.text
    assert Response.objects.get().approved_at is None
    assert "new lights" not in client.get("/lakes/you-said-we-did/").text


def test_approving_is_for_what_was_read(person, kept):
    read = responses.as_read(kept)
    ResponseUpdate.objects.create(response=kept, on=TODAY, words="Written meanwhile")
    with pytest.raises(Refused, match="changed while you were reading"):
        responses.approve(kept, read=read, by=person, now=timezone.now())
    approve(kept, person)
    with pytest.raises(Refused, match="already"):
        approve(kept, person)


def test_taking_it_off_the_public_site(client, person, kept):
    approve(kept, person)
    client.post(reverse("plans:response_withdraw", args=[kept.uid]))
    assert Response.objects.get().approved_at is None
    with pytest.raises(Refused, match="not on the public site"):
        responses.withdraw(kept, by=person, now=timezone.now())


def test_an_update_waits_for_approval_and_so_does_a_change_of_it(client, person, kept):
    approve(kept, person)
    address = reverse("plans:response_update_add", args=[kept.uid])
    client.post(address, {"on": "2011-05-05", "words": "A third light.", "base_version": ""})
    update = ResponseUpdate.objects.get()
    assert update.approved_at is None
    approve(kept, person)
    update.refresh_from_db()
    assert update.approved_at
    client.post(
        reverse("plans:response_update_edit", args=[update.uid]),
        {"on": "2011-05-05", "words": "A fourth light.", "base_version": update.version},
    )
    update.refresh_from_db()
    assert (update.words, update.approved_at) == ("A fourth light.", None)


@pytest.mark.parametrize("kind", ["executive", "lead"])
def test_only_officers_write_answers(kept, of, kind):
    other = factories.user(kind, of, group=factories.group(of) if kind == "lead" else None)
    for act in (
        lambda: responses.keep(kept, base_version=1, by=other, now=timezone.now()),
        lambda: responses.withdraw(kept, by=other, now=timezone.now()),
        lambda: approve(kept, other),
    ):
        with pytest.raises(Refused, match="Officers"):
            act()


# ---- the list


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"late", "due", "done"}),
        ("?state=late", {"late"}),
        ("?state=due", {"due"}),
        ("?state=public", {"done"}),
        ("?state=hidden", {"late", "due"}),
        ("?answer=done", {"done"}),
        ("?answer=nonsense&event=x", {"late", "due", "done"}),
        ("?event=EVENING", {"late"}),
    ],
)
def test_the_officer_finds_answers(client, person, of, evening, query, found):
    today, day = timezone.localdate(), datetime.timedelta(days=1)
    other = factories.event(of)
    common = {"partnership": of, "said": "Words"}
    Response.objects.create(
        **common, title="late", slug="a", event=evening, due_on=today - day, answer="looked_at",
        did="We ask.",
    )  # fmt: skip
    Response.objects.create(**common, title="due", slug="b", event=other, due_on=today)
    Response.objects.create(
        **common, title="done", slug="c", event=other, answer="done", did="Done.",
        answered_on=today, approved_at=timezone.now(),
    )  # fmt: skip
    address = reverse("plans:response_list", args=[of.slug])
    page = client.get(address + query.replace("EVENING", str(evening.uid)))
    assert {one.title for one, _, _ in page.context["rows"]} == found


# ---- silence


def silent_of(of):
    return {name: n for name, n in silence.counted(of, TODAY).items() if n}


def test_a_theme_and_its_event_are_silent_until_answered(of, evening, theme):
    assert silent_of(of) == {"themes": 1, "consultations": 1}
    Response.objects.create(
        partnership=of, title="L", slug="l", event=evening, theme=theme, said="Lights"
    )
    assert silent_of(of) == {}


def test_a_theme_without_words_is_not_silent_but_a_reported_one_is(of, evening):
    theme = factories.theme(of)
    assert silent_of(of) == {}
    ReportedTheme.objects.create(
        workshop=factories.workshop(evening), theme=theme, wording="Lights"
    )
    assert silent_of(of) == {"themes": 1, "consultations": 1}
    assert silence.themes(of).get().since == evening.starts_on


def test_a_draft_is_not_asked_about_as_an_event(of):
    event = factories.event(of, kind="draft", state="public")
    factories.contribution(event)
    assert silent_of(of) == {}


def test_an_event_to_come_owes_no_answer(of, evening, theme):
    evening.starts_on = TODAY
    evening.save()
    assert "consultations" not in silent_of(of)


def test_an_answer_to_a_merged_theme_counts_for_what_it_is_part_of(of, evening, theme, kept):
    merged = factories.theme(of, name="Lights and lamps")
    theme.merged_into = theme.root = merged
    theme.save()
    assert silent_of(of) == {}
    assert silence.themes(of).count() == 0


def test_findings_of_a_survey_that_a_plan_uses(of):
    survey = Survey.objects.create(partnership=of, name="Panel", year=2010)
    shown, beside = (
        FindingStatement.objects.create(survey=survey, wording=words) for words in ("One", "Two")
    )
    assert silent_of(of) == {}
    plan = factories.plan(of)
    block = factories.block(factories.section(plan), text="", kind="findings")
    block.statements.add(shown)
    assert silent_of(of) == {"findings": 2}
    assert list(silence.unanswered_findings(plan)) == [shown]
    answer = Response.objects.create(
        partnership=of, title="O", slug="o", finding=shown, said="One", answer="looked_at", did="-"
    )
    assert silent_of(of) == {"findings": 1}
    assert list(silence.unanswered_findings(plan)) == [shown]  # looked at is not answered
    answer.answer, answer.answered_on = "not_done", TODAY
    answer.save()
    assert list(silence.unanswered_findings(plan)) == []
    assert beside in silence.findings(of)


def test_accepted_replies_without_an_answer(of):
    plan, event = factories.plan(of), factories.event(of, kind="draft", state="public")
    document = Document.objects.create(
        partnership=of, kind="consultation-draft", slug="d", title="Draft"
    )
    draft = ConsultationDraft.objects.create(
        plan=plan, document=document, event=event, introduction="?", opens_on=TODAY,
        closes_on=TODAY,
    )  # fmt: skip
    now = timezone.now()
    DraftReply.objects.create(draft=draft, text="Waiting", said_at=now)
    reply = DraftReply.objects.create(
        draft=draft, text="Counted", said_at=now, standing="accepted",
        contribution=factories.contribution(event),
    )  # fmt: skip
    assert silent_of(of) == {"replies": 1}
    reply.outcome, reply.answer = "taken", "We did."
    reply.answered_at, reply.answered_by_label = now, "Officer"
    reply.save()
    assert silent_of(of) == {}


def test_what_was_passed_on_and_not_heard_of_since(of):
    one = Referral.objects.create(
        priority_list=factories.priority_list(of), subject="Roads", verb="addressed",
        organisation=factories.organisation(),
    )  # fmt: skip
    assert silent_of(of) == {"referrals": 1}
    one.answer = "They mend them."
    one.save()
    assert silent_of(of) == {}


def test_late_answers_come_first(client, person, of, kept, theme, evening):
    factories.tag(factories.contribution(evening), factories.theme(of, name="Another theme"))
    today = timezone.localdate()
    Response.objects.update(due_on=today - datetime.timedelta(days=2))
    page = client.get(reverse("plans:silence", args=[of.slug]))
    kinds = [kind.name for kind in page.context["kinds"] if kind.total]
    assert kinds == ["late", "themes"]
    assert "2 days late" in page.text
    assert editing(kept) in page.text
    Response.objects.update(due_on=today)
    page = client.get(reverse("plans:silence", args=[of.slug]))
    assert [kind.name for kind in page.context["kinds"] if kind.total] == ["themes"]


def test_another_partnership_s_silence_is_its_own(of, evening, theme):
    assert silent_of(factories.partnership("elsewhere")) == {}


@pytest.mark.parametrize("name", ["silence", "response_list"])
def test_pages_ask_as_many_questions_of_many_rows_as_of_two(
    client, person, of, evening, name, django_assert_max_num_queries
):
    address = reverse(f"plans:{name}", args=[of.slug])

    def add(number):
        for n in range(number):
            theme = factories.theme(of)
            factories.tag(factories.contribution(factories.event(of)), theme)
            Response.objects.create(
                partnership=of, title=f"T{n}", slug=f"t-{theme.pk}", event=evening, said="W",
                theme=factories.theme(of), due_on=TODAY,
                owed_by=factories.group(of, f"G{theme.pk}"),
            )  # fmt: skip

    add(2)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    add(15)
    with django_assert_max_num_queries(len(few)):
        page = client.get(address)
    assert page.status_code == 200


def test_a_long_kind_shows_its_first_rows_and_all_on_demand(client, person, of, evening):
    for _ in range(25):
        factories.tag(factories.contribution(evening), factories.theme(of))
    address = reverse("plans:silence", args=[of.slug])
    for query, shown in (("", 20), ("?all=themes", 25), ("?all=nonsense", 20)):
        kinds = {kind.name: kind for kind in client.get(address + query).context["kinds"]}
        assert len(kinds["themes"].rows) == shown
        assert kinds["themes"].total == 25
