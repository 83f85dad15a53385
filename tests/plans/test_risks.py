"""Risks: listed by review and gravity, looked at again, closed with a reason."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnership.models import Membership
from plans.documents import compose
from plans.documents.risks import grid, open_risks
from plans.models import Budget, Risk
from plans.workflow.risks import close_risk, keep_risk, reopen_risk, review_risk
from records.models import Change
from records.moves import Refused
from tests import factories

TODAY = datetime.date(2012, 2, 29)


def add(small, wording="The money ends", **fields):
    return Risk.objects.create(plan=small.plan, wording=wording, **fields)


def page_of(name, risk):
    return reverse(f"plans:{name}", args=[risk.uid])


def listed(small):
    return reverse("plans:risk_list", args=[small.partnership.slug])


def days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


# ---- which come first, and how grave they are


def test_open_risks_put_late_reviews_first_then_the_gravest(small):
    add(small, "Not assessed")
    add(small, "Small", likelihood=1, impact=2)
    add(small, "Grave", likelihood=4, impact=4)
    add(small, "Late", review_on=TODAY - datetime.timedelta(days=1))
    add(small, "Later", review_on=TODAY - datetime.timedelta(days=14))
    add(small, "Closed", closed_on=TODAY, closed_reason="Over")
    rows = open_risks(small.partnership, TODAY)
    assert [str(row.stored) for row in rows] == [
        *("Later", "Late", "Grave", "Small", "Not assessed")
    ]
    assert rows[0].review == ("bad", "Review 14 days late")
    assert rows[1].review == ("bad", "Review 1 day late")
    assert [row.standing for row in rows[2:]] == [
        ("bad", "Grave: 16 of 16"),
        ("good", "Small: 2 of 16"),
        ("wait", "Not assessed"),
    ]


def test_a_review_of_today_is_not_late(small):
    add(small, review_on=TODAY)
    assert open_risks(small.partnership, TODAY)[0].review == ("wait", "Review on 29 February 2012")


def test_grid_holds_the_numbers_of_the_list(small):
    add(small, likelihood=3, impact=2)
    add(small)
    rows = grid(open_risks(small.partnership, TODAY))
    found = {cell.score: cell.numbers for _, _, cells in rows for cell in cells if cell.numbers}
    assert found == {6: [1]}
    assert [likelihood for likelihood, _, _ in rows] == [4, 3, 2, 1]


def test_an_owner_that_ended_or_left_is_said(small):
    body, gone = factories.organisation("Council"), factories.organisation("Old Authority")
    gone.to_date = datetime.date(2012, 1, 31)
    gone.save()
    Membership.objects.create(
        partnership=small.partnership, organisation=body, to_date=datetime.date(2012, 1, 1)
    )
    add(small, owner_organisation=body)
    add(small, owner_organisation=gone)
    rows = open_risks(small.partnership, TODAY)
    assert [row.owner_left for row in rows] == [
        "Council has left the partnership",
        "Old Authority ended on 31 January 2012",
    ]


# ---- pages


def test_risk_list_costs_a_constant_number_of_queries(
    officer, small, django_assert_max_num_queries
):
    def fill(count):
        for _ in range(count):
            add(small, owner_organisation=factories.organisation(), likelihood=2, impact=2)

    fill(2)
    with CaptureQueriesContext(connection) as few:
        officer.get(listed(small))
    fill(18)
    with django_assert_max_num_queries(len(few)):
        officer.get(listed(small))


def test_risk_list_shows_closed_ones_with_their_reason(client, small):
    add(small, closed_on=TODAY, closed_reason="The money is confirmed")
    client.force_login(small.lead)
    assert "0 open risks" in client.get(listed(small)).text
    page = client.get(f"{listed(small)}?show=closed").text
    assert "The money is confirmed" in page
    assert "Add a risk" not in page


def test_risk_add_links_plan_priority_and_money(officer, small):
    budget = Budget.objects.create(plan=small.plan, name="Budget", year=2011)
    priority = factories.priority(small.partnership)
    data = {
        "plan": small.plan.pk,
        "wording": "It ends",
        "priority": priority.pk,
        "about_money": "on",
        "likelihood": "3",
        "impact": "",
        "owner_post": "Chair",
    }
    answer = officer.post(reverse("plans:risk_add", args=[small.partnership.slug]), data)
    assert answer.status_code == 302
    risk = Risk.objects.get()
    assert (risk.budget, risk.priority, risk.likelihood, risk.impact) == (budget, priority, 3, None)
    assert Change.objects.filter(action="risk.add").exists()


def test_risk_add_about_money_needs_a_budget(officer, small):
    data = {"plan": small.plan.pk, "wording": "It ends", "about_money": "on"}
    answer = officer.post(reverse("plans:risk_add", args=[small.partnership.slug]), data)
    assert "This plan states no budget." in answer.text
    assert "It ends" in answer.text


def test_risk_add_to_another_partnerships_plan_is_refused(officer, small):
    other = factories.plan(factories.partnership())
    data = {"plan": other.pk, "wording": "It ends"}
    answer = officer.post(reverse("plans:risk_add", args=[small.partnership.slug]), data)
    assert answer.status_code == 200
    assert not Risk.objects.exists()


def test_risk_review_keeps_what_changed_and_when_next(officer, small):
    risk = add(small, review_on=days(-3), likelihood=2, impact=2)
    data = {"words": "Nothing", "likelihood": "4", "impact": "2", "base_version": risk.version}
    page = officer.post(page_of("risk_review", risk), data | {"review_on": days(0)}).text
    assert "Choose a day that is still to come." in page
    assert "Say when it is looked at next." in officer.post(page_of("risk_review", risk), data).text
    officer.post(page_of("risk_review", risk), data | {"review_on": days(90)})
    risk.refresh_from_db()
    assert (risk.reviewed_on, risk.review_on) == (days(0), days(90))
    assert risk.likelihood == 4
    assert "Nothing" in officer.get(page_of("risk_detail", risk)).text


def test_risk_review_over_a_newer_version_is_a_conflict(officer, small):
    risk = add(small)
    data = {"words": "Nothing", "base_version": 1, "review_on": days(9)}
    officer.post(page_of("risk_review", risk), data)
    assert officer.post(page_of("risk_review", risk), data).status_code == 409


def test_risk_close_and_reopen(officer, small):
    risk = add(small)
    assert "Say why it is closed." in officer.post(page_of("risk_close", risk), {"reason": ""}).text
    officer.post(page_of("risk_close", risk), {"reason": "It is over"})
    risk.refresh_from_db()
    assert (risk.closed_on, risk.closed_reason) == (days(0), "It is over")
    officer.post(page_of("risk_reopen", risk))
    risk.refresh_from_db()
    assert (risk.closed_on, risk.closed_reason) == (None, "")
    told = Change.objects.get(action="risk.reopen")
    assert told.before["reason"] == "It is over"


def test_a_risk_moves_only_where_it_can(small):
    risk, now = add(small), timezone.now()
    asked = {"by": small.officer, "now": now}
    with pytest.raises(Refused, match="is open"):
        reopen_risk(risk, **asked)
    with pytest.raises(Refused, match="Say why"):
        close_risk(risk, reason=" ", **asked)
    risk = close_risk(risk, reason="Over", **asked)
    with pytest.raises(Refused, match="closed already"):
        close_risk(risk, reason="Over", **asked)
    with pytest.raises(Refused, match="closed"):
        review_risk(risk, words="x", base_version=risk.version, **asked)
    with pytest.raises(Refused, match="Officers"):
        close_risk(risk, reason="Over", by=small.lead, now=now)


# ---- the one risk of which the plan's text tells


@pytest.fixture
def told(small):
    """A locked plan whose text tells of a risk of its budget."""
    budget = Budget.objects.create(plan=small.plan, name="Budget", year=2011, amount=5)
    factories.block(small.section, text="", kind="budget")
    risk = add(small, "a potential risk to success", budget=budget)
    small.submit()
    return risk


def change(officer, risk, **fields):
    data = {"wording": risk.wording, "about_money": "on", "base_version": risk.version}
    return officer.post(page_of("risk_edit", risk), data | fields)


def test_risk_edit_keeps_the_words_of_a_locked_text(officer, small, told):
    answer = change(officer, told, wording="Something else")
    assert "The plan’s text tells of this risk" in str(answer.context["form"].errors["wording"])
    assert "Something else" in answer.text
    answer = change(officer, told, about_money="")
    assert "about_money" in answer.context["form"].errors
    with pytest.raises(Refused, match="Reopen the plan"):
        told.wording = "Something else"
        keep_risk(told, base_version=1, by=small.officer, now=timezone.now())


def test_risk_edit_of_owner_and_response_leaves_the_locked_text(officer, small, told):
    before = compose(small.again()).content_hash
    assert change(officer, told, owner_post="Chair", response="Watch it").status_code == 302
    add(small, "A second risk of the money", budget=told.budget)
    told.refresh_from_db()
    close_risk(told, reason="Over", by=small.officer, now=timezone.now())
    assert compose(small.again()).content_hash == before


def test_risk_edit_changes_the_words_of_a_draft(officer, small, told):
    small.reopen()
    assert change(officer, told, wording="Something else").status_code == 302
    assert "Something else" in compose(small.again()).fragment


def test_a_first_risk_of_a_locked_budget_is_refused(small):
    budget = Budget.objects.create(plan=small.plan, name="Budget", year=2011)
    small.submit()
    risk = Risk(plan=small.again(), wording="New", budget=budget)
    with pytest.raises(Refused, match="Reopen the plan"):
        keep_risk(risk, by=small.officer, now=timezone.now())
