"""Evidence gathers itself by topic and place, and the officer has the last word on it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import ReportedTheme
from events.workflow.themes import merge
from partnership.models import CoveredArea, Topic
from priorities.documents.evidence import gather
from priorities.models import (
    Candidate,
    Decision,
    DecisionMeeting,
    EvidenceChoice,
    EvidenceStatement,
    FindingStatement,
    ListedPriority,
    Referral,
    Survey,
    SurveyFinding,
)
from records.models import Change
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def place(lakes):
    area = factories.area("South Lakeland")
    CoveredArea.objects.create(partnership=lakes, area=area)
    return area


@pytest.fixture
def alcohol():
    return Topic.objects.create(name="Alcohol")


@pytest.fixture
def round(lakes):
    return factories.round(lakes)


@pytest.fixture
def candidate(round, alcohol):
    made = factories.candidate(round, "Alcohol")
    made.topics.add(alcohol)
    return made


@pytest.fixture
def officer(client, lakes):
    person = factories.user("officer", lakes)
    client.force_login(person)
    return person


def evidence_of(candidate, **options):
    fresh = Candidate.objects.filter(pk=candidate.pk)
    return gather(fresh, candidate.round.partnership, **options)[candidate.pk]


def finding(of, topic, year=2010, label="Drunk or rowdy behaviour is a problem", **fields):
    survey, _ = Survey.objects.get_or_create(partnership=of, name="Place Survey", year=year)
    statement = FindingStatement.objects.create(survey=survey, wording=f"15% said so in {year}")
    return SurveyFinding.objects.create(
        statement=statement, label=label, topic=topic, **{"value": 15} | fields
    )


def statement(of, topic, **fields):
    made = EvidenceStatement.objects.create(
        partnership=of,
        **{"kind": "cause", "wording": "Just over 50% of incidents", "source": "Plan, 3.3"}
        | fields,
    )
    made.topics.add(topic)
    return made


def choose(client, candidate, act, kind, thing, **more):
    address = reverse("priorities:evidence_choose", args=[candidate.uid])
    return client.post(
        address, {"act": act, "kind": kind, "uid": thing.uid} | more, follow=True
    ).content.decode()


# ---- what gathers itself


def test_the_newest_figure_of_a_measure_gathers_itself(lakes, place, alcohol, candidate):
    measure = factories.measure(lakes, topic=alcohol)
    factories.level(measure, 100, place, year=2009)
    newest = factories.level(measure, 90, place, year=2010)
    factories.level(factories.measure(lakes), 5, place)
    factories.level(measure, 70, factories.area("Elsewhere"))
    factories.level(measure, 60, place, year=2013)
    assert evidence_of(candidate).figures == [newest]


def test_the_figure_of_a_year_stands_before_those_of_its_quarters(lakes, place, alcohol, candidate):
    measure = factories.measure(lakes, topic=alcohol)
    year = factories.level(measure, 100, place, year=2009)
    quarter = {
        "starts_on": datetime.date(2011, 1, 1),
        "ends_on": datetime.date(2011, 3, 31),
    }
    factories.level(measure, 20, place, **quarter)
    alone = factories.level(factories.measure(lakes, topic=alcohol), 7, place, **quarter)
    assert set(evidence_of(candidate).figures) == {year, alone}


def test_national_figures_come_too_but_none_of_another_partnership(
    lakes, place, alcohol, candidate
):
    national = factories.level(factories.measure(topic=alcohol), 9, place)
    own = factories.figure(factories.measure(lakes, topic=alcohol), area=place)
    factories.level(factories.measure(factories.partnership(), topic=alcohol), 9, place)
    assert evidence_of(candidate).figures == [own, national]


@pytest.mark.parametrize("standing", ["arriving", "revised"])
def test_figures_that_do_not_count_stay_away(lakes, place, alcohol, candidate, standing):
    factories.level(factories.measure(lakes, topic=alcohol), 9, place, standing=standing)
    assert evidence_of(candidate).figures == []


def test_a_known_value_stands_before_one_that_is_missing(lakes, place, alcohol, candidate):
    measure = factories.measure(lakes, topic=alcohol)
    known = factories.level(measure, 90, place, year=2010)
    factories.level(measure, None, place, year=2011, missing="not_yet")
    assert evidence_of(candidate).figures == [known]


def test_of_several_waves_of_a_survey_the_newest_speaks(lakes, alcohol, candidate):
    finding(lakes, alcohol, year=2008)
    newest = finding(lakes, alcohol, year=2010)
    finding(lakes, alcohol, year=2013)
    finding(lakes, None, label="Feel safe")
    evidence = evidence_of(candidate)
    assert (evidence.findings, evidence.asked) == ([newest], 4)


def test_statements_stand_under_their_kinds(lakes, alcohol, candidate):
    cause = statement(lakes, alcohol)
    other = statement(lakes, alcohol, wording="50% of reported incidents", source="Plan, 4.2")
    done = statement(lakes, alcohol, kind="others", wording="Specialist courts")
    evidence = evidence_of(candidate)
    assert evidence.statements_by_kind["cause"] == [cause, other]
    assert evidence.done_by_others == [done]


def test_a_theme_brings_the_entries_of_what_was_merged_into_it(lakes, alcohol, candidate, officer):
    event = factories.event(lakes)
    drink, nights = factories.theme(lakes, "Drink", topic=alcohol), factories.theme(lakes, "Nights")
    both = factories.contribution(event)
    for said, theme in [(both, drink), (both, nights), (factories.contribution(event), nights)]:
        factories.tag(said, theme)
    merged = merge(drink, nights, name="Drink at night", reason="Same", by=officer, now=NOW)
    (row,) = evidence_of(candidate).themes
    assert (row.theme, row.entries, row.event) == (merged, 2, event)


def test_a_theme_that_only_a_report_names_leads_to_its_event(lakes, alcohol, candidate):
    event = factories.event(lakes)
    theme = factories.theme(lakes, "Drink", topic=alcohol)
    ReportedTheme.objects.create(
        workshop=factories.workshop(event), theme=theme, wording="Cheap drink"
    )
    (row,) = evidence_of(candidate).themes
    assert (row.entries, row.event) == (0, event)


def test_last_time_says_its_place_in_the_list_and_what_was_left_to_others(
    lakes, alcohol, candidate
):
    priority = factories.priority(lakes, "Alcohol")
    last = factories.priority_list(lakes, state="published")
    for order, one in enumerate([priority, factories.priority(lakes, "Burglary")], start=1):
        ListedPriority.objects.create(
            priority_list=last, priority=one, wording=one.title, order=order
        )
    referral = Referral.objects.create(
        priority_list=last, subject="Drink driving", verb="addressed", topic=alcohol
    )
    candidate.priority = priority
    candidate.save()
    evidence = evidence_of(candidate)
    assert evidence.last_time.sentence == (
        "Agreed by the Executive Group as one of two priorities for 2011-12."
    )
    assert evidence.referrals == [referral]


def test_last_time_without_a_list_says_what_was_decided(lakes, candidate):
    earlier = factories.candidate(factories.round(lakes, year=2011), candidate.title)
    meeting = DecisionMeeting.objects.create(
        round=earlier.round,
        group=factories.group(lakes),
        held_on=datetime.date(2010, 12, 8),
        recorded_at=NOW,
        recorded_by_label="Officer",
    )
    Decision.objects.create(candidate=earlier, meeting=meeting, outcome="watch", reason="Rare.")
    last = evidence_of(candidate).last_time
    assert (last.sentence, last.reason) == ("Considered for 2011-12: watch the figures.", "Rare.")


def test_what_is_internal_is_not_told_to_the_public(lakes, place, alcohol, candidate):
    factories.level(factories.measure(lakes, topic=alcohol), 9, place, internal=True)
    finding(lakes, alcohol, internal=True)
    statement(lakes, alcohol, internal=True)
    assert evidence_of(candidate).count == 3
    assert evidence_of(candidate, public=True).count == 0


def test_a_round_of_fifty_costs_what_a_round_of_five_does(lakes, place, alcohol, round):
    def grow(number):
        for _ in range(number):
            made = factories.candidate(round)
            made.topics.add(alcohol)
            figure = factories.level(factories.measure(lakes, topic=alcohol), 9, place)
            theme = factories.theme(lakes, topic=alcohol)
            factories.tag(factories.contribution(factories.event(lakes)), theme)
            EvidenceChoice.objects.create(candidate=made, figure=figure, left_out=True, reason="No")
            statement(lakes, alcohol)
            finding(lakes, alcohol, label=made.title)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            told = gather(round.candidates.all(), lakes)
            for evidence in told.values():
                assert evidence.told and evidence.answers and evidence.themes and evidence.left_out
                [str(choice.thing) for choice in evidence.left_out]
        return len(queries)

    grow(5)
    few = cost()
    grow(45)
    assert cost() == few


# ---- the officer's word


def test_a_piece_is_left_out_with_a_reason_and_put_back(
    lakes, place, alcohol, candidate, client, officer
):
    figure = factories.level(factories.measure(lakes, topic=alcohol), 9, place)
    assert "Say why it is left out" in choose(client, candidate, "leave_out", "figure", figure)
    assert evidence_of(candidate).figures == [figure]
    choose(client, candidate, "leave_out", "figure", figure, reason="Counted twice")
    evidence = evidence_of(candidate)
    assert evidence.figures == []
    assert [choice.reason for choice in evidence.left_out] == ["Counted twice"]
    choose(client, candidate, "put_back", "figure", figure)
    assert evidence_of(candidate).figures == [figure]
    actions = Change.objects.filter(target=candidate.uid).values_list("action", flat=True)
    assert list(actions) == ["evidence.put_back", "evidence.leave_out"]


@pytest.mark.parametrize("kind", ["figure", "finding", "theme", "statement"])
def test_anything_can_be_found_and_added(lakes, place, candidate, client, officer, kind):
    other = Topic.objects.create(name="Burglary")
    thing = {
        "figure": lambda: factories.level(factories.measure(lakes, "Night burglary"), 9, place),
        "finding": lambda: finding(lakes, other, label="Night burglary"),
        "theme": lambda: factories.theme(lakes, "Night burglary"),
        "statement": lambda: statement(lakes, other, wording="Night burglary"),
    }[kind]()
    address = reverse("priorities:evidence_add", args=[candidate.uid])
    found = client.get(address, {"q": "burglary night"}).content.decode()
    assert str(thing.uid) in found
    page = choose(client, candidate, "add", kind, thing)
    assert "added by hand" in page
    assert evidence_of(candidate).count == 1
    choose(client, candidate, "put_back", kind, thing)
    assert evidence_of(candidate).count == 0


def test_what_is_another_partnerships_cannot_be_added(candidate, client, officer):
    theirs = factories.theme(factories.partnership(), "Theirs")
    address = reverse("priorities:evidence_choose", args=[candidate.uid])
    answer = client.post(address, {"act": "add", "kind": "theme", "uid": theirs.uid})
    assert answer.status_code == 404


def test_what_the_group_has_decided_on_stays(lakes, place, alcohol, candidate, client, officer):
    figure = factories.level(factories.measure(lakes, topic=alcohol), 9, place)
    candidate.round.scheme = factories.scheme(lakes)
    candidate.round.state = "decided"
    candidate.round.save()
    page = choose(client, candidate, "leave_out", "figure", figure, reason="Late")
    assert "The group has decided" in page
    assert evidence_of(candidate).figures == [figure]


def test_a_theme_merged_after_it_was_left_out_stays_out(lakes, alcohol, candidate, officer):
    drink, nights = factories.theme(lakes, "Drink", topic=alcohol), factories.theme(lakes, "Nights")
    EvidenceChoice.objects.create(candidate=candidate, theme=drink, left_out=True, reason="Old")
    merge(drink, nights, name="Drink at night", reason="Same", by=officer, now=NOW)
    assert evidence_of(candidate).themes == []


def test_an_internal_figure_hides_no_older_public_one(lakes, place, alcohol, candidate):
    measure = factories.measure(lakes, topic=alcohol)
    older = factories.level(measure, 120, place, 2010)
    factories.level(measure, 130, place, 2011, internal=True)
    found = gather([candidate], lakes, public=True)[candidate.pk]
    assert [figure.pk for figure in found.figures] == [older.pk]
