"""A return to a funder on the money of several partnerships: asked, confirmed, composed, seen."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.models import PartnershipLink
from plans.documents.funder_returns import compose_return, return_of
from plans.models import FunderReturn, FundingAmount, FundingLine, FundingSource, ReturnShare
from plans.workflow.funder_returns import answer_share, ask_partners, mark_sent
from records.moves import Refused
from tests import factories
from tests.reading import words_of

NOW = timezone.now()
FIRST, LAST = datetime.date(2011, 4, 1), datetime.date(2011, 9, 30)


def source_of(partnership, spent, amount=None):
    plan = factories.plan(partnership)
    name = f"Grant of {partnership.slug}"
    source = FundingSource.objects.create(
        plan=plan, name=name, kind="grant", wording="x", amount=amount
    )
    line = FundingLine.objects.create(plan=plan, source=source, purpose=f"In {partnership.slug}")
    for status in ("confirmed", "spent"):
        FundingAmount.objects.create(
            line=line, status=status, amount=spent, on=datetime.date(2011, 5, 1)
        )
    return source


@pytest.fixture
def three(db):
    found = {name: factories.partnership(name) for name in ("lakes", "barrow", "far")}
    whole = factories.partnership("county")
    for name in ("lakes", "barrow"):
        PartnershipLink.objects.create(whole=whole, part=found[name])
    return found


@pytest.fixture
def officers(three):
    return {name: factories.user("officer", of) for name, of in three.items()}


@pytest.fixture
def sources(three):
    return {name: source_of(three[name], size) for name, size in (("lakes", 100), ("barrow", 40))}


@pytest.fixture
def told(three, sources, officers):
    made = FunderReturn.objects.create(
        partnership=three["lakes"], source=sources["lakes"], starts_on=FIRST, ends_on=LAST
    )
    ask_partners(made, [three["barrow"]], by=officers["lakes"], now=NOW)
    return made


def confirm(told, source, by):
    return answer_share(told.shares.get(), source, by=by, now=NOW)


def test_only_confirmed_money_is_counted(told, sources, officers):
    assert return_of(told).changed["spent"] == 100
    confirm(told, sources["barrow"], officers["barrow"])
    found = return_of(told)
    assert found.changed["spent"] == Decimal(140)
    assert [line.purpose for line in found.lines] == ["In lakes", "Barrow: In barrow"]
    words = words_of(compose_return(found).fragment)
    assert "Barrow: In barrow" in words and "With Grant of barrow" in words
    confirm(told, None, officers["barrow"])
    assert return_of(told).changed["spent"] == 100


def test_more_than_all_sources_state_is_told(three, told, sources, officers):
    FundingSource.objects.update(amount=60)
    confirm(told, sources["barrow"], officers["barrow"])
    assert return_of(FunderReturn.objects.get()).beyond == 20


def test_nobody_confirms_anothers_money(told, sources, officers):
    for by in ("lakes", "far"):
        with pytest.raises(Refused, match="Officers of the partnership say"):
            confirm(told, sources["barrow"], officers[by])
    with pytest.raises(Refused, match="another partnership’s money"):
        confirm(told, sources["lakes"], officers["barrow"])
    assert not ReturnShare.objects.get().source


def test_what_was_sent_is_no_longer_answered(told, sources, officers):
    today = timezone.localdate(NOW)
    mark_sent(told, on=today, today=today, by=officers["lakes"], now=NOW)
    with pytest.raises(Refused, match="has been sent"):
        confirm(told, sources["barrow"], officers["barrow"])


def test_who_is_no_longer_asked_is_left_out(told, sources, officers):
    confirm(told, sources["barrow"], officers["barrow"])
    ask_partners(told, [], by=officers["lakes"], now=NOW)
    assert return_of(told).changed["spent"] == 100
    with pytest.raises(Refused, match="Officers of the partnership make"):
        ask_partners(told, [], by=officers["barrow"], now=NOW)


@pytest.mark.once
@pytest.mark.parametrize(("of", "status"), [("lakes", 200), ("barrow", 200), ("far", 404)])
def test_each_that_shares_it_sees_it_and_a_third_does_not(client, told, officers, of, status):
    client.force_login(officers[of])
    page = client.get(reverse("plans:funder_return_detail", args=[told.uid]))
    assert page.status_code == status
    table = client.get(reverse("plans:funder_return_file", args=[told.uid, "csv"]))
    assert table.status_code == status


@pytest.mark.once
def test_its_officer_confirms_on_the_page_and_changes_nothing_else(client, told, sources, officers):
    client.force_login(officers["barrow"])
    listed = client.get(reverse("plans:funder_return_list", args=["barrow"])).text
    assert "Waits for our officer" in listed
    page = client.get(reverse("plans:funder_return_detail", args=[told.uid])).text
    assert "Save for Barrow" in page and "Mark as sent" not in page
    answer = reverse("plans:return_share_answer", args=[told.shares.get().uid])
    client.post(answer, {"source": sources["lakes"].pk})
    assert told.shares.get().source is None
    done = client.post(answer, {"source": sources["barrow"].pk}, follow=True)
    assert "Your money stands in this return." in done.text
    for name in ("funder_return_edit", "funder_return_publish"):
        assert client.get(reverse(f"plans:{name}", args=[told.uid])).status_code == 403


@pytest.mark.once
def test_the_one_whose_return_it_is_asks_its_neighbours(client, told, officers):
    client.force_login(officers["lakes"])
    page = client.get(reverse("plans:funder_return_edit", args=[told.uid])).text
    assert "Barrow Partnership" in page and "Far Partnership" not in page
    data = {
        "source": told.source_id, "starts_on": FIRST.isoformat(), "ends_on": LAST.isoformat(),
        "base_version": told.version,
    }  # fmt: skip
    client.post(reverse("plans:funder_return_edit", args=[told.uid]), data)
    assert not told.shares.exists()


@pytest.mark.once
def test_a_new_return_offers_only_neighbours(client, told, officers):
    client.force_login(officers["lakes"])
    page = client.get(reverse("plans:funder_return_add", args=["lakes"])).text
    assert "Barrow Partnership" in page and "Far Partnership" not in page
