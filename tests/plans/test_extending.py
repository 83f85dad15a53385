"""A published plan that holds longer than it says, while the next one is late."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from plans.models.standing import standing_of
from records.models import Change
from tests import factories
from tests.portal.test_front_states import published

pytestmark = pytest.mark.django_db
AFTER = datetime.date(2012, 5, 10)
WHY = "The council agrees to the next plan in June."


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def plan(lakes):
    return published(factories.plan(lakes))


@pytest.fixture
def officer(client, lakes):
    client.force_login(factories.user("officer", lakes))
    return client


def _ask(client, plan, until, reason=WHY):
    address = reverse("plans:plan_extend", args=[plan.uid])
    answer = client.post(address, {"until": until, "reason": reason})
    plan.refresh_from_db()
    return answer


def test_plan_extend_lets_a_plan_hold_and_tells_the_public_why(officer, plan, monkeypatch):
    assert standing_of(plan, AFTER).words == "No longer in force"
    assert _ask(officer, plan, "2012-06-30").status_code == 302
    standing = standing_of(plan, AFTER)
    assert (standing.in_force, standing.words) == (True, "Extended")
    assert standing.detail == f"until 30 June 2012. {WHY}"
    assert not standing_of(plan, datetime.date(2012, 7, 1)).in_force
    assert Change.objects.get(action="plan.extend").after == {"until": "2012-06-30"}

    at = datetime.datetime(2012, 5, 10, 11, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: at)
    officer.logout()
    page = officer.get("/lakes/").text
    assert "It was to end on 31 March 2012 and holds until 30 June 2012." in page
    assert WHY in page
    assert "No later plan" not in page


def test_plan_extend_is_taken_back_by_an_empty_day(officer, plan):
    _ask(officer, plan, "2012-06-30")
    _ask(officer, plan, "", reason="The next plan is agreed.")
    assert (plan.extended_until, plan.extended_reason) == (None, "")


@pytest.mark.parametrize(
    ("until", "reason", "said"),
    [
        ("2012-03-31", WHY, "Choose a later day"),
        ("2012-06-30", "", "Say why: readers are shown this."),
        ("June", WHY, "Enter a valid date"),
        ("", WHY, "nothing to take back"),
    ],
)
def test_plan_extend_says_beside_the_field_what_is_wrong(officer, plan, until, reason, said):
    answer = _ask(officer, plan, until, reason)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert plan.extended_until is None


def test_only_a_plan_that_the_public_reads_is_extended(officer, lakes):
    draft = factories.plan(lakes, slug="draft")
    assert "Only a plan that the public can read" in _ask(officer, draft, "2012-06-30").text


def test_a_plan_is_never_extended_to_before_its_end_or_without_a_reason(plan):
    for fields in (
        {"extended_until": plan.ends_on, "extended_reason": WHY},
        {"extended_until": AFTER, "extended_reason": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(plan).objects.filter(pk=plan.pk).update(**fields)
