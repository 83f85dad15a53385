"""The money of a plan: what it comes to, how it is kept, and what it does not change."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans.documents import compose
from plans.documents.money import money_by_priority, money_by_recipient
from plans.documents.money_bars import bars
from plans.documents.money_sums import sums_of
from plans.models import Block, Budget, FundingAmount, FundingLine, FundingSource
from plans.workflow.money import keep_amount, keep_budget
from records.models import Change
from records.moves import Refused
from tests import factories

DAY = datetime.date(2011, 5, 1)


@pytest.fixture
def budget(small):
    return Budget.objects.create(plan=small.plan, name="CSP budget", year=2011, amount=28_442)


def add(small, purpose="Outreach", amounts=(), **fields):
    line = FundingLine.objects.create(plan=small.plan, purpose=purpose, **fields)
    for status, amount, *on in amounts:
        FundingAmount.objects.create(
            line=line, status=status, amount=amount, on=on[0] if on else DAY
        )
    return line


def home(small):
    return reverse("plans:money_home", args=[small.partnership.slug])


def page_of(name, thing):
    return reverse(f"plans:{name}", args=[thing.uid])


def some(*pairs):
    return [FundingAmount(status=status, amount=Decimal(amount)) for status, amount in pairs]


# ---- what amounts come to


@pytest.mark.parametrize(
    ("amounts", "given", "basis", "committed", "spent", "left"),
    [
        ([], None, "", "0", "0", None),
        ([("indicative", "50")], "50", "indicative", "0", "0", "50"),
        ([("indicative", "50"), ("confirmed", "40")], "40", "confirmed", "0", "0", "40"),
        (
            [("confirmed", "9000"), ("committed", "300"), ("spent", "7900")],
            *("9000", "confirmed", "8200", "7900", "1100"),
        ),
        ([("spent", "10")], "10", "at least", "10", "10", "0"),
        (
            [("confirmed", "100"), ("spent", "10"), ("returned", "20"), ("carried_over", "5")],
            *("100", "confirmed", "10", "10", "65"),
        ),
        ([("confirmed", "100"), ("retained", "30")], "100", "confirmed", "0", "0", "70"),
    ],
)
def test_sums_follow_the_rules(amounts, given, basis, committed, spent, left):
    sums = sums_of(some(*amounts))
    wanted = [None if given is None else Decimal(given), basis, Decimal(committed), Decimal(spent)]
    assert [sums.given, sums.basis, sums.committed, sums.spent] == wanted
    assert sums.left == (None if left is None else Decimal(left))


def test_sums_keep_the_pennies():
    sums = sums_of(some(*[("spent", "0.10")] * 3, ("confirmed", "0.30")))
    assert sums.left == Decimal("0.00")
    assert sums_of(some(*[("spent", "33.33")] * 3)).spent == Decimal("99.99")


def test_money_by_priority_uses_the_wording_and_order_of_the_list(small, budget):
    of = small.partnership
    chosen = factories.priority_list(of)
    first, second = factories.priority(of, "Drink"), factories.priority(of, "Arson")
    chosen.entries.create(priority=first, wording="Drinking in the street", order=1)
    chosen.entries.create(priority=second, wording="Fires", order=2)
    theme = chosen.themes.create(title="young people")
    theme.priorities.set([first, second])
    small.plan.priority_list = chosen
    small.plan.save()
    add(small, "C", theme=theme, amounts=[("confirmed", 2000)], example=True)
    add(small, "A", priority=first, amounts=[("confirmed", 9000), ("spent", 7900)])
    add(small, "D")
    table = money_by_priority(small.again())
    assert [(row.label, row.given, row.left) for row in table.rows] == [
        ("Drinking in the street", 9000, 1100),
        ("Fires", None, None),
        ("Shared by all two: young people", 2000, 2000),
        ("For no single priority", None, None),
        ("Not yet given out", 17_442, 17_442),
    ]
    assert table.total.given == table.printed == 28_442
    assert [row.example for row in table.rows] == [False, False, True, False, False]
    assert table.rows[3].unstated == 1


def test_money_passes_the_budget_in_a_row_of_its_own(small, budget):
    add(small, amounts=[("confirmed", 30_000)])
    table = money_by_priority(small.plan)
    assert table.rows[-1].label == "More than the budget"
    assert table.rows[-1].given == Decimal("-1558")
    assert (table.total.given, table.over) == (28_442, 1558)


def test_money_until_a_day_leaves_later_amounts_out(small):
    add(small, amounts=[("spent", 1, DAY), ("spent", 2, datetime.date(2011, 9, 1))])
    add(small, amounts=[("spent", 4, None)])
    assert money_by_priority(small.plan, until=DAY).total.spent == 5
    assert money_by_priority(small.plan).total.spent == 7


def test_money_by_recipient_counts_bodies_and_words(small):
    body = factories.organisation("Council")
    add(small, recipient=body, amounts=[("confirmed", 10)])
    add(small, recipient=body, amounts=[("confirmed", 5)])
    add(small, recipient_words="Several schools", amounts=[("confirmed", 99)])
    add(small)
    rows = money_by_recipient(small.plan).rows
    assert [(row.label, row.given) for row in rows] == [
        ("Several schools", 99),
        ("Council", 15),
        ("Not stated", None),
    ]


def test_bars_share_one_scale(small):
    add(small, "A", amounts=[("confirmed", 100), ("committed", 20), ("spent", 50)])
    rows = money_by_recipient(small.plan).rows
    bar = bars(rows)[0]
    assert (bar.spent, bar.committed, bar.open) == (50, 20, 30)
    assert bar.words == "£50 spent, £20 committed and not yet spent, £30 not committed"


# ---- pages


def test_money_home_says_what_has_no_lines(officer, small, budget):
    page = officer.get(home(small)).text
    assert "£28,442 has no lines" in page
    assert "Add lines" in page


def test_money_home_warns_where_lines_pass_the_budget(officer, small, budget):
    add(small, amounts=[("confirmed", 30_000)])
    assert "The lines come to £1,558 more than the budget" in officer.get(home(small)).text


def test_money_home_compares_with_words_alone(officer, small, budget):
    budget.compared, budget.compared_year = "considerably less than", 2010
    budget.save()
    page = officer.get(home(small)).text
    assert "“considerably less than”" in page
    assert "The difference is not stated." in page
    budget.compared_amount = 40_000
    budget.save()
    assert "It is £11,558 less (29%)." in officer.get(home(small)).text


def test_money_home_leaves_writing_to_officers(client, small, budget):
    add(small)
    client.force_login(small.executive)
    page = client.get(home(small)).text
    assert "Amount not stated" in page
    assert "Add a line" not in page
    assert "Change the budget" not in page


def test_money_home_of_a_published_plan_leads_to_reopening(officer, small, budget):
    small.submit()
    small.answer()
    small.publish()
    page = officer.get(home(small)).text
    assert "a correction is a new edition with its note" in page
    assert page_of("plan_reopen", small.plan) in page
    assert officer.get(page_of("money_budget", small.plan)).status_code == 403


@pytest.mark.parametrize("name", ["money_home", "money_spent"])
def test_money_costs_a_constant_number_of_queries(
    officer, small, budget, django_assert_max_num_queries, name
):
    def fill(count):
        for number in range(count):
            action = factories.action(small.section, f"Act {number}")
            add(small, f"Line {number}", action=action, amounts=[("spent", 5), ("confirmed", 9)])

    address = reverse(f"plans:{name}", args=[small.partnership.slug])
    fill(2)

    with CaptureQueriesContext(connection) as few:
        officer.get(address)
    fill(18)
    with django_assert_max_num_queries(len(few)):
        officer.get(address)


def test_money_spent_tells_what_it_achieved(officer, small):
    action = factories.action(small.section, "Walk the streets")
    action.updates.create(year=2011, quarter=1, status="amber", commentary="The van broke.")
    add(small, achieved="Forty came.", action=action, amounts=[("spent", "12.50")])
    page = officer.get(reverse("plans:money_spent", args=[small.partnership.slug])).text
    for words in ("Forty came.", "Walk the streets", "The van broke.", "£12.50"):
        assert words in page


def test_money_csv_runs_no_formula(officer, small):
    add(small, "=1+1", recipient_words="@cmd", achieved="+5 places", amounts=[("spent", "0.10")])
    text = officer.get(page_of("money_csv", small.plan)).content.decode()
    assert "'=1+1,'@cmd" in text
    assert "'+5 places" in text
    assert "0.10" in text


# ---- lines and amounts


def test_funding_line_add_goes_on_to_its_amounts(officer, small):
    answer = officer.post(
        page_of("funding_line_add", small.plan),
        {"purpose": "Outreach", "recipient_words": "A school"},
    )
    line = FundingLine.objects.get()
    assert answer.url == page_of("funding_line_detail", line)
    assert (line.receiver, line.order) == ("A school", 1)
    assert Change.objects.get(action="money.line.add").target == line.uid


def test_funding_line_names_a_priority_or_a_theme(officer, small):
    chosen = factories.priority_list(small.partnership)
    priority = factories.priority(small.partnership)
    chosen.entries.create(priority=priority, wording="Drink", order=1)
    theme = chosen.themes.create(title="Youth")
    small.plan.priority_list = chosen
    small.plan.save()
    data = {"purpose": "Outreach", "priority": priority.pk, "theme": theme.pk}
    page = officer.post(page_of("funding_line_add", small.plan), data).text
    assert "Name a priority or a theme, not both." in page
    assert "Outreach" in page


def test_funding_line_of_another_plan_is_not_offered(officer, small):
    other = factories.plan(factories.partnership())
    source = FundingSource.objects.create(plan=other, name="Theirs", kind="grant", wording="x")
    data = {"purpose": "Outreach", "source": source.pk}
    assert officer.post(page_of("funding_line_add", small.plan), data).status_code == 200
    assert not FundingLine.objects.exists()


def test_funding_line_remove_waits_for_its_amounts(officer, small):
    line = add(small, amounts=[("spent", 5)])
    officer.post(page_of("funding_line_remove", line))
    assert FundingLine.objects.exists()
    amount = line.amounts.get()
    assert "Say why" in officer.post(page_of("funding_amount_remove", amount), {"reason": " "}).text
    officer.post(page_of("funding_amount_remove", amount), {"reason": "Typed twice"})
    assert Change.objects.get(action="money.amount.remove").reason == "Typed twice"
    officer.post(page_of("funding_line_remove", line))
    assert not FundingLine.objects.exists()


def amount(officer, line, **fields):
    data = {"status": "confirmed", "amount": "5"} | fields
    return officer.post(page_of("funding_amount_add", line), data)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1250", "1250"), ("£1,250.50", "1250.50"), ("0", "0"), ("1,250,000", "1250000")],
)
def test_funding_amount_takes_pounds_as_people_write_them(officer, small, typed, kept):
    assert amount(officer, add(small), amount=typed).status_code == 302
    assert FundingAmount.objects.get().amount == Decimal(kept)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5", "An amount cannot be negative."),
        ("-5", "Returned"),
        ("12,50", "Write pounds and pence"),
        ("five", "Write pounds and pence"),
        ("1.005", "whole pence"),
        ("99999999999", "more than the portal can keep"),
    ],
)
def test_funding_amount_refuses_beside_the_field(officer, small, typed, said):
    answer = amount(officer, add(small), amount=typed, note="Kept while I look")
    assert said in str(answer.context["form"].errors["amount"])
    assert "Kept while I look" in answer.text
    assert not FundingAmount.objects.exists()


def test_funding_amount_of_a_day_to_come_is_refused(officer, small):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    answer = amount(officer, add(small), on=tomorrow.isoformat())
    assert "This day has not come yet" in answer.text


def test_funding_amount_over_the_budget_is_kept_with_a_warning(officer, small, budget):
    answer = amount(officer, add(small), amount="30000")
    assert FundingAmount.objects.get().amount == 30_000
    page = officer.get(answer.url).text
    assert "£1,558 more than the budget of £28,442" in page


def test_funding_amount_edit_shows_both_texts_after_a_newer_save(officer, small):
    one = add(small, amounts=[("committed", 5)]).amounts.get()
    data = {"status": "spent", "amount": "6", "base_version": one.version}
    assert officer.post(page_of("funding_amount_edit", one), data).status_code == 302
    data["amount"] = "7"
    answer = officer.post(page_of("funding_amount_edit", one), data)
    assert answer.status_code == 409
    assert FundingAmount.objects.get().amount == 6
    before = Change.objects.get(action="money.amount.change").before
    assert (before["status"], before["amount"]) == ("committed", "5.00")


def test_money_is_kept_by_officers_only(small):
    line = add(small)
    with pytest.raises(Refused):
        keep_amount(
            FundingAmount(line=line, status="spent", amount=5),
            by=small.executive,
            now=timezone.now(),
        )


# ---- budget, sources, and the plan's text


def test_money_budget_and_sources_are_stated_in_a_draft(officer, small):
    data = {"name": "CSP budget", "year": 2011, "amount": "£28,442", "compared": "less than"}
    answer = officer.post(page_of("money_budget", small.plan), data)
    assert "Give both the words and the year" in answer.text
    officer.post(page_of("money_budget", small.plan), data | {"compared_year": 2010})
    assert Budget.objects.get().amount == 28_442
    given = {"name": "Grant", "kind": "grant", "wording": "A grant."}
    officer.post(page_of("money_source_add", small.plan), given)
    source = FundingSource.objects.get()
    officer.post(
        page_of("money_source_edit", source),
        given | {"name": "Big grant", "base_version": source.version},
    )
    assert FundingSource.objects.get().name == "Big grant"
    assert "Big grant" in officer.get(home(small)).text


def test_keep_budget_of_a_locked_plan_is_refused(small, budget):
    small.submit()
    budget.plan = small.again()
    with pytest.raises(Refused, match="new edition"):
        keep_budget(budget, base_version=budget.version, by=small.officer, now=timezone.now())


@pytest.fixture
def shown(small, budget):
    return factories.block(small.section, text="", kind="budget")


def test_a_plan_that_shows_the_total_is_not_changed_by_lines(small, shown):
    before = compose(small.again())
    add(small, amounts=[("confirmed", 30_000)])
    assert compose(small.again()).fragment == before.fragment
    assert compose(small.again()).content_hash == before.content_hash


def test_block_edit_lets_the_budget_show_its_lines(officer, small, shown):
    add(small, "Outreach", recipient_words="A school", amounts=[("confirmed", 20_000)])
    answer = officer.post(
        page_of("block_edit", shown), {"show_as": "list", "base_version": shown.version}
    )
    assert answer.status_code == 302
    fragment = compose(small.again()).fragment
    for words in ("What the CSP budget is for", "Outreach", "A school", "£20,000", "£8,442"):
        assert words in fragment


def test_amounts_after_publication_change_no_edition_and_no_text(small, shown):
    Block.objects.filter(pk=shown.pk).update(show_as="list")
    line = add(small, amounts=[("confirmed", 20_000)])
    small.submit()
    small.answer()
    edition = small.publish()
    later = timezone.localdate() + datetime.timedelta(days=1)
    for status in ("confirmed", "committed", "spent", "returned"):
        FundingAmount.objects.create(line=line, status=status, amount=7, on=later)
    FundingAmount.objects.create(line=line, status="spent", amount=9)
    assert compose(small.again()).content_hash == edition.content_hash
    line.purpose = "Corrected"
    line.save()
    assert compose(small.again()).content_hash != edition.content_hash
    edition.refresh_from_db()
    assert "Corrected" not in edition.fragment
