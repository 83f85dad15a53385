"""What people said: told with its base, over its waves, typed in with nothing overwritten."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Consultation
from partnership.models import Topic
from plans.documents.compose import compose
from priorities.documents.findings import consultations_of, shown, waves
from priorities.documents.wave_chart import wave_chart
from priorities.models import EvidenceStatement, FindingStatement, Survey, SurveyFinding
from tests import factories
from tests.reading import words_of

pytestmark = pytest.mark.django_db

ASKED = "How safe do you feel after dark?"


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def officer(lakes, client):
    person = factories.user("officer", lakes)
    client.force_login(person)
    return person


def wave(of, year=2010, **fields):
    return Survey.objects.create(partnership=of, name="Town survey", year=year, **fields)


def finding(survey, value=80, **fields):
    statement, _ = FindingStatement.objects.get_or_create(
        survey=survey, wording="Most feel safe", order=1
    )
    made = SurveyFinding.objects.create(
        statement=statement, value=value, **{"label": "Safe", "question": ASKED} | fields
    )
    return SurveyFinding.objects.select_related("statement__survey").get(pk=made.pk)


# ---- how a result is told


@pytest.mark.parametrize(
    ("fields", "words", "marks"),
    [
        ({"value": "39.5"}, "39.5%", ()),
        ({"value": 16, "qualifier": "almost"}, "almost 16%", ()),
        ({"value": 80, "base": 29}, "80%", ("few answers: 29",)),
        ({"value": 80, "base": 30}, "80%", ()),
        ({"value": 80, "base": 9}, "not shown", ("fewer than 10 people answered",)),
        ({"value": 80, "base": 10}, "80%", ("few answers: 10",)),
        ({"value": None, "rank": 2}, "ranked 2", ()),
        ({"value": None, "words": "most residents"}, "most residents", ()),
        ({"value": 0}, "0%", ()),
    ],
)
def test_result_is_told_with_its_base(fields, words, marks, lakes):
    said = shown(finding(wave(lakes), **fields))
    assert (said.words, said.marks) == (words, marks)


def test_survey_of_few_people_shows_no_shares(lakes):
    assert shown(finding(wave(lakes, responses=8))).words == "not shown"


# ---- over the waves

RESIDENTS = {"population": "Residents aged 18 and over", "method": "By post"}


def test_line_joins_waves_of_the_same_people(lakes):
    for year, share in ((2008, 70), (2010, 75), (2012, 80)):
        last = finding(wave(lakes, year, **RESIDENTS), share)
    found = waves(last)
    assert [[one.survey.year for one in line.waves] for line in found.lines] == [[2008, 2010, 2012]]
    assert found.breaks == []
    chart = wave_chart(found.lines)
    assert [len(line.joins) for line in chart.lines] == [2]
    assert [words for _, words in chart.years] == [2008, 2010, 2012]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (RESIDENTS | {"population": "Shoppers"}, "other people were asked (Shoppers; in the wave"),
        (
            RESIDENTS | {"method": "In the street"},
            "people were asked in another way (In the street",
        ),
        ({"method": "By post"}, "other people were asked (not stated; in the wave before"),
    ],
)
def test_line_breaks_where_others_were_asked(fields, words, lakes):
    finding(wave(lakes, 2008, **RESIDENTS), 70)
    found = waves(finding(wave(lakes, 2010, **fields), 75))
    assert words in found.breaks[0]
    assert found.breaks[0].endswith("No line joins it with Town survey 2008.")
    assert all(line.joins == [] for line in wave_chart(found.lines).lines)


def test_waves_that_do_not_say_who_was_asked_are_not_joined(lakes):
    finding(wave(lakes, 2008), 70)
    found = waves(finding(wave(lakes, 2010), 75))
    assert len(found.lines) == 2
    assert "who was asked is not stated" in found.breaks[0]


def test_other_questions_answers_subgroups_and_partnerships_are_other_lines(lakes):
    first = finding(wave(lakes, 2008, **RESIDENTS), 70)
    later = wave(lakes, 2010, **RESIDENTS)
    finding(later, 60, subgroup="Women")
    finding(later, 60, label="Unsafe")
    finding(later, 60, question="Another question")
    finding(wave(factories.partnership("shire"), 2010, **RESIDENTS), 60)
    assert len(waves(first).waves) == 1
    assert wave_chart(waves(first).lines) is None


def test_share_of_few_people_is_not_drawn(lakes):
    finding(wave(lakes, 2006, **RESIDENTS), 60)
    finding(wave(lakes, 2008, **RESIDENTS), 70, base=8)
    found = waves(finding(wave(lakes, 2010, **RESIDENTS), 75))
    assert [mark.words for mark in wave_chart(found.lines).lines[0].marks] == ["60%", "75%"]


# ---- pages


def test_survey_list_shows_newest_first_and_how_many_answered(client, officer, lakes):
    finding(wave(lakes, 2008, population="Residents", responses=1200))
    wave(lakes, 2010)
    page = words_of(client.get(reverse("priorities:survey_list", args=["lakes"])).text)
    assert page.index("Town survey 2010") < page.index("Town survey 2008")
    assert "Residents. 1 result. 1,200 respondents." in page
    assert "Who was asked is not stated. 0 results. Number of respondents not stated." in page


def test_survey_detail_shows_words_bars_and_table(client, officer, lakes):
    survey = wave(lakes, 2010, **RESIDENTS)
    finding(survey, 80, comparator="Cumbria", comparator_value=75, comparison="value", base=25)
    finding(survey, None, label="Biggest worry", rank=2, question="")
    finding(survey, 70, question="What worries you?", option="Noise", several_answers=True)
    answer = client.get(reverse("priorities:survey_detail", args=[survey.uid]))
    page = words_of(answer.text)
    assert "Most feel safe" in page
    assert "80% (Cumbria 75%)" in page
    assert "few answers: 25" in page
    assert "one person more or less moves it" in page
    assert "ranked 2" in page
    assert "More than one answer could be given, so the shares may pass 100% together." in page
    assert answer.content.count(b"<rect") == 2


def test_finding_detail_says_why_no_line_joins(client, officer, lakes):
    finding(wave(lakes, 2008, **RESIDENTS), 70)
    last = finding(wave(lakes, 2010, population="Shoppers"), 75)
    page = words_of(client.get(reverse("priorities:finding_detail", args=[last.uid])).text)
    assert "other people were asked (Shoppers;" in page
    assert "Town survey 2010 (this one)" in page


def test_survey_page_costs_the_same_for_ten_and_forty_five_results(client, officer, lakes):
    def cost(number):
        survey = wave(lakes, 1900 + number)
        topic = Topic.objects.create(name=f"Topic {number}")
        for each in range(number):
            statement = FindingStatement.objects.create(survey=survey, wording=f"Words {each}")
            SurveyFinding.objects.create(
                statement=statement, label=f"Result {each}", value=50, topic=topic
            )
        address = reverse("priorities:survey_detail", args=[survey.uid])
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    cost(1)  # what is asked once only
    assert cost(10) == cost(45)


def test_long_survey_is_paged(client, officer, lakes):
    survey = wave(lakes)
    for each in range(60):
        FindingStatement.objects.create(survey=survey, wording=f"Sentence {each}.", order=each)
    address = reverse("priorities:survey_detail", args=[survey.uid])
    first = client.get(address)
    assert "Sentence 49." in words_of(first.text)
    assert "Sentence 50." not in words_of(first.text)
    second = client.get(f"{address}?before={first.context['page'].older}")
    assert "Sentence 49." not in words_of(second.text)
    assert "Sentence 50." in words_of(second.text)
    assert "Earlier sentences" in second.text
    back = client.get(f"{address}?after={second.context['page'].newer}")
    assert back.context["page"].rows == first.context["page"].rows


def test_consultation_of_the_same_name_and_year_is_named(lakes):
    event = factories.event(
        lakes, title="Town Survey", kind="survey", starts_on=datetime.date(2010, 5, 1)
    )
    found = Consultation.objects.create(event=event)
    assert consultations_of(wave(lakes, 2010)) == [found]
    assert consultations_of(wave(lakes, 2011)) == []


# ---- typing in


def typed(survey, statement=None, rows=()):
    """What the page sends for a sentence with these results."""
    data = {"wording": "Most feel safe", "base_version": statement.version if statement else 1}
    data["row"] = [key for key, _ in rows]
    for key, fields in rows:
        usual = {"qualifier": "exact", "change_qualifier": "exact", "base_version": 1}
        data |= {f"{key}-{name}": value for name, value in (usual | fields).items()}
    return data


def test_sentence_is_typed_in_with_several_results(client, officer, lakes):
    survey = wave(lakes)
    rows = [
        ("new-1", {"label": "Safe", "question": ASKED, "value": "80"}),
        ("new-2", {"label": "Unsafe", "question": ASKED, "value": "20"}),
        ("new-3", {}),
    ]
    address = reverse("priorities:statement_add", args=[survey.uid])
    answer = client.post(address, typed(survey, rows=rows))
    assert answer.url == reverse("priorities:survey_detail", args=[survey.uid])
    said = survey.statements.get()
    assert [(f.label, f.value, f.order) for f in said.findings.all()] == [
        ("Safe", 80, 1),
        ("Unsafe", 20, 2),
    ]
    assert said.history.get().history_user == officer


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"label": "Safe", "value": "101"}, "A share lies between 0 and 100 per cent."),
        ({"label": "Safe"}, "Give a share, a rank or words."),
        ({"value": "12"}, "This field is required."),
    ],
)
def test_result_that_cannot_be_is_refused(fields, words, client, officer, lakes):
    survey = wave(lakes)
    address = reverse("priorities:statement_add", args=[survey.uid])
    answer = client.post(address, typed(survey, rows=[("new-1", fields)]))
    assert answer.status_code == 200
    assert words in words_of(answer.text)
    assert not survey.statements.exists()


@pytest.mark.parametrize(("several", "kept"), [("", False), ("on", True)])
def test_answers_beyond_the_whole_need_several_answers(several, kept, client, officer, lakes):
    survey = wave(lakes)
    rows = [
        (key, {"label": key, "question": ASKED, "value": "60", "several_answers": several})
        for key in ("new-1", "new-2")
    ]
    answer = client.post(
        reverse("priorities:statement_add", args=[survey.uid]), typed(survey, rows=rows)
    )
    assert survey.statements.exists() == kept
    if not kept:
        assert "come to 120% together" in words_of(answer.text)


def test_result_changed_by_somebody_else_is_shown_beside(client, officer, lakes):
    old = finding(wave(lakes))
    SurveyFinding.objects.filter(pk=old.pk).update(value=85, version=2)
    address = reverse("priorities:statement_edit", args=[old.statement.uid])
    row = (str(old.uid), {"label": "Safe", "question": ASKED, "value": "81"})
    data = typed(old.statement.survey, old.statement, [row])
    answer = client.post(address, data)
    assert answer.status_code == 409
    assert "85" in words_of(answer.text)
    assert b'value="81"' in answer.content
    old.refresh_from_db()
    assert old.value == 85
    data[f"{old.uid}-base_version"] = 2
    assert f'name="{old.uid}-base_version" value="2"'.encode() in answer.content
    assert client.post(address, data).status_code == 302
    old.refresh_from_db()
    assert (old.value, old.version) == (81, 3)


def test_result_is_taken_out(client, officer, lakes):
    old = finding(wave(lakes))
    row = (str(old.uid), {"label": "Safe", "value": "80", "remove": "on"})
    data = typed(old.statement.survey, old.statement, [row])
    client.post(reverse("priorities:statement_edit", args=[old.statement.uid]), data)
    assert not SurveyFinding.objects.exists()
    assert SurveyFinding.history.filter(history_type="-").get().history_user == officer


def test_result_added_by_somebody_else_meanwhile_stays(client, officer, lakes):
    old = finding(wave(lakes))
    finding(old.statement.survey, 10, label="Meanwhile")
    row = (str(old.uid), {"label": "Safe", "question": ASKED, "value": "80"})
    data = typed(old.statement.survey, old.statement, [row])
    client.post(reverse("priorities:statement_edit", args=[old.statement.uid]), data)
    assert SurveyFinding.objects.count() == 2


def test_statement_of_a_source_is_typed_in_and_shown(client, officer, lakes):
    alcohol = Topic.objects.create(name="Alcohol")
    data = {
        "kind": "cause",
        "wording": "Just over 50% of incidents have alcohol as a factor",
        "source": "Partnership Plan Refresh, 3.3",
        "topics": [alcohol.pk],
        "base_version": 1,
    }
    client.post(reverse("priorities:evidence_statement_add", args=["lakes"]), data)
    client.post(
        reverse("priorities:evidence_statement_add", args=["lakes"]),
        data | {"wording": "50% of reported incidents", "source": "The same, 4.2"},
    )
    made = EvidenceStatement.objects.get(source="The same, 4.2")
    assert list(made.topics.all()) == [alcohol]
    page = words_of(client.get(reverse("priorities:evidence_statement_list", args=["lakes"])).text)
    assert "“Just over 50% of incidents have alcohol as a factor” Partnership Plan" in page
    assert "“50% of reported incidents” The same, 4.2. Alcohol." in page


# ---- in plans


def plan_with(statement, **fields):
    plan = factories.plan(statement.survey.partnership, **fields)
    block = factories.block(factories.section(plan), kind="findings", text="")
    block.statements.add(statement)
    return " ".join(re.sub(r"<[^>]+>", " ", str(compose(plan))).split())


def test_plan_tells_results_without_a_share(lakes):
    survey = wave(lakes)
    ranked = finding(survey, None, label="Biggest worry", rank=2)
    finding(survey, 44, label="Of few", base=7)
    text = plan_with(ranked.statement)
    assert "ranked 2" in text
    assert "not shown" in text
    assert "44%" not in text


@pytest.mark.parametrize(("audience", "told"), [("public", False), ("internal", True)])
def test_public_plan_leaves_out_what_is_not_for_the_public(audience, told, lakes):
    secret = finding(wave(lakes), 44, label="Hidden", internal=True)
    text = plan_with(secret.statement, audience=audience)
    assert ("44%" in text) == told
    assert ("Most feel safe" in text) == told


def test_nine_results_of_the_plan_stand_on_the_surveys_pages(demo, client):
    client.force_login(demo.user())
    pages = [
        words_of(client.get(reverse("priorities:survey_detail", args=[survey.uid])).text)
        for survey in Survey.objects.filter(partnership=demo.partnership(), year__lte=2010)
    ]
    text = " ".join(pages)
    for said in (
        *("Feel safe out and about by day 98%", "Feel safe out and about after dark 80%"),
        *("Services deal effectively with what matters here 45%",),
        *("Level of crime matters to a good place to live 53%",),
        *("Parents take responsibility for their children 50% (Cumbria 39.5%)",),
        *("Drug use or drug dealing is a problem 16%", "Drunk or rowdy behaviour is a problem 15%"),
        *("Anti social behaviour is a problem 10% (Cumbria 15%)",),
        *("Level of crime should be a priority for improvement 9%",),
        "“a decrease of almost 4% compared with 2008”",
        "50% think parents take responsibility for their children, compared with 39.5% in Cumbria",
    ):
        assert said in text, said
