"""The start page: what the yearly round asks of a member, and of an officer."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from plans import workflow
from plans.models import ApprovalStep
from plans.views.needs import Need, needs_of
from priorities.models import EvidenceImport
from priorities.workflow.scoring import declare_interest, give
from tests import factories

NOW = timezone.now()
TODAY = timezone.localdate()
YESTERDAY = TODAY - datetime.timedelta(days=1)


@pytest.fixture
def of(db):
    return factories.partnership("small-place")


@pytest.fixture
def executive(of):
    return factories.user("executive", of, post="Chair")


@pytest.fixture
def officer(of):
    return factories.user("officer", of)


@pytest.fixture
def round(of):
    """Two candidates that members score."""
    made = factories.round(
        of, scheme=factories.scheme(of), state="scoring", group=factories.group(of)
    )
    factories.candidate(made, "Alcohol misuse")
    factories.candidate(made, "Domestic Violence")
    return made


def start(client, person):
    client.force_login(person)
    return client.get(reverse("portal:start")).text


def text(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def score(round, person, *candidates, value=2):
    for candidate in candidates or round.candidates.all():
        for criterion in round.scheme.criteria.all():
            give(candidate, criterion, value, by=person, now=NOW)


def submitted(of, planned_on=None):
    plan = factories.plan(of, title="Small Plan")
    factories.block(factories.section(plan), text=f"<p>{'word ' * 900}</p>")
    ApprovalStep.objects.create(
        plan=plan, order=1, group=factories.group(of, "Plan Board"), planned_on=planned_on
    )
    officer = factories.user("officer", of)
    workflow.submit(plan, by=officer, now=NOW)
    return plan


# ---- a member


def test_nothing_waits_for_a_member_without_a_round(client, executive):
    found = text(start(client, executive))
    assert "Nothing needs you" in found
    assert "Nothing waits for you." in found
    assert "minute" not in found


def test_a_member_is_led_to_the_first_candidate_without_their_scores(client, executive, round):
    first, second = round.candidates.all()
    score(round, executive, first)
    score(round, factories.user("executive", round.partnership))
    html = start(client, executive)
    found = text(html)
    assert "One thing needs you" in found
    assert "Score 1 candidate" in found
    assert "You have scored 1 of 2; 1 member has finished." in found
    assert "Go on with number 2" in found
    assert reverse("plans:candidate_detail", args=[second.uid]) in html
    assert "Nothing else waits for you." in found


def test_an_interest_counts_as_done(executive, round):
    first, second = round.candidates.all()
    declare_interest(first, "I chair it", by=executive, now=NOW)
    (need,) = needs_of(executive, TODAY)
    assert need.act == "Go on with number 2"
    score(round, executive, second)
    assert needs_of(executive, TODAY) == []


def test_what_is_late_stands_first_and_what_has_no_date_last(client, executive, of, round):
    round.score_by = YESTERDAY
    round.save()
    submitted(of)
    closed = factories.round(of, year=2013, scheme=round.scheme, state="closed")
    closed.meets_on = TODAY + datetime.timedelta(days=20)
    closed.save()
    found = text(start(client, executive))
    assert "Three things need you" in found
    places = [found.index(w) for w in ("Due yesterday", "Read the review pack", "No date set")]
    assert places == sorted(places)


def test_one_button_is_filled(client, executive, of, round):
    submitted(of)
    page = start(client, executive)
    assert len(re.findall(r'class="govuk-button"', page)) == 1


@pytest.mark.parametrize(
    ("days", "kind", "words"),
    [
        (-61, "bad", "Was due "),
        (-4, "bad", "4 days late"),
        (-1, "bad", "Due yesterday"),
        (0, "warn", "Due today"),
        (1, "warn", "Due tomorrow"),
        (None, "wait", "No date set"),
    ],
)
@pytest.mark.once
def test_a_date_is_said_as_people_say_it(days, kind, words):
    due = None if days is None else TODAY + datetime.timedelta(days=days)
    need = Need("Score", "Why", "Go", "/", due, 3, TODAY)
    assert need.kind == kind
    assert need.when.startswith(words)


@pytest.mark.once
def test_a_day_to_come_is_said_with_its_weekday():
    on = datetime.date(2011, 11, 3)
    need = Need("Score", "Why", "Go", "/", datetime.date(2011, 11, 7), 3, on)
    assert need.when == "Due Monday 7 November"
    later = Need("Score", "Why", "Go", "/", datetime.date(2012, 1, 2), 3, on)
    assert later.when == "Due Monday 2 January 2012"


def test_the_minutes_follow_from_what_is_to_do(executive, of, round):
    submitted(of)
    minutes = {need.act: need.minutes for need in needs_of(executive, TODAY)}
    assert minutes == {"Begin with number 1": 4, "Read and answer": 5}


def test_a_plan_waits_for_a_member_until_the_group_has_answered(client, executive, of):
    plan = submitted(of, planned_on=TODAY + datetime.timedelta(days=1))
    found = text(start(client, executive))
    assert "Agree Small Plan 2011-2012" in found
    assert found.count("Read and answer") == 1
    step = plan.approval_steps.get()
    workflow.record(step, outcome="agreed", by=executive, now=NOW)
    assert needs_of(executive, TODAY) == []


def test_splits_wait_to_be_read_until_the_meeting(executive, of, round):
    others = [factories.user("executive", of) for _ in range(3)]
    first, second = round.candidates.all()
    for person, value in zip([executive, *others], (1, 4, 4, 1), strict=True):
        score(round, person, first, value=value)
        score(round, person, second, value=3)
    round.state, round.meets_on = "closed", TODAY
    round.save()
    (need,) = needs_of(executive, TODAY)
    assert need.title == "Read where 1 candidate split the scores"
    assert need.address == reverse("plans:review_pack", args=[round.uid])
    assert needs_of(executive, TODAY + datetime.timedelta(days=1)) == []


def test_the_papers_are_at_hand_until_the_group_has_decided(client, executive, round):
    round.meets_on = TODAY + datetime.timedelta(days=30)
    round.meeting_item = "4"
    round.save()
    page = start(client, executive)
    assert reverse("plans:review_pack", args=[round.uid]) in page
    assert "item 4" in page
    round.state = "decided"
    round.save()
    assert reverse("plans:review_pack", args=[round.uid]) not in start(client, executive)


def test_nothing_of_another_partnership_waits_for_a_member(client, executive):
    other = factories.partnership()
    theirs = factories.round(other, scheme=factories.scheme(other), state="scoring")
    factories.candidate(theirs)
    submitted(other)
    assert needs_of(executive, TODAY) == []


@pytest.mark.parametrize("role", ["lead", "officer"])
def test_nobody_else_is_asked_to_score(of, round, role):
    assert needs_of(factories.user(role, of), TODAY) == []


def test_an_administrator_is_no_member(client, round):
    found = start(client, factories.administrator())
    assert "<h1>Start</h1>" in found
    assert "Score 2 candidates" not in found


def test_a_scheme_of_organisations_asks_no_member(executive, of, round):
    round.scheme.scorers = "organisations"
    round.scheme.save()
    assert needs_of(executive, TODAY) == []


def test_the_rooms_of_a_member_are_fewer(client, of, executive, officer):
    events = f'href="{reverse("events:workspace_event_list")}"'
    assert events not in start(client, executive)
    assert events in start(client, officer)
    factories.role(executive, "officer", of)
    assert events in start(client, type(executive).objects.get(pk=executive.pk))


# ---- an officer


def test_late_scores_wait_for_the_officer(client, officer, executive, round):
    assert str(round) not in start(client, officer)
    round.score_by = TODAY - datetime.timedelta(days=4)
    round.save()
    found = text(start(client, officer))
    assert "4 days late" in found
    assert "0 of 1 members have finished." in found


def test_scores_that_are_all_in_wait_to_be_closed(client, officer, executive, round):
    score(round, executive)
    html = start(client, officer)
    assert "All are in" in html
    assert reverse("priorities:round_detail", args=[round.uid]) in html


def test_a_closed_round_waits_for_its_decision_and_then_for_its_list(client, officer, of, round):
    round.state = "closed"
    round.save()
    assert "Record the decision" in start(client, officer)
    round.state = "decided"
    round.save()
    made = factories.priority_list(of, "Priorities 2012-13", round=round)
    html = start(client, officer)
    assert "Record the decision" not in html
    assert "Nobody outside can read it yet." in html
    made.state, made.published_at = "published", NOW
    made.save()
    assert "Nobody outside can read it yet." not in start(client, officer)


def test_figures_in_doubt_wait_for_an_answer(client, officer, of):
    figure = factories.figure(factories.measure(of), queried="A sign is missing", printed="-00")
    factories.figure(factories.measure(factories.partnership()), queried="Elsewhere")
    assert "1 figure is in doubt" in start(client, officer)
    figure.query_answer = "It is right"
    figure.save()
    assert "in doubt" not in start(client, officer)


def test_a_file_that_was_read_waits_for_a_word(client, officer, of):
    file = EvidenceImport.objects.create(
        partnership=of, dataset="c2", name="table-c2.csv", made_at=NOW, by=officer, state="read"
    )
    assert "table-c2.csv" in start(client, officer)
    file.state, file.counted_at = "done", NOW
    file.save()
    assert "table-c2.csv" not in start(client, officer)


def test_a_member_gets_none_of_the_officers_rows(client, executive, of, round):
    round.state = "closed"
    round.save()
    factories.figure(factories.measure(of), queried="A sign is missing")
    found = start(client, executive)
    assert "Record the decision" not in found
    assert "in doubt" not in found
