"""A return to a funder: what it counts, how it is kept, published and sent."""

import datetime
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from plans.documents.funder_returns import return_of, standing_of_return
from plans.models import FunderReturn, FundingAmount, FundingLine, FundingSource
from plans.workflow.funder_returns import mark_sent, publish_return
from records.models import Change
from records.moves import Refused

FIRST, LAST = datetime.date(2011, 7, 1), datetime.date(2011, 9, 30)
BEFORE, WITHIN, AFTER = (datetime.date(2011, month, 15) for month in (5, 8, 11))


@pytest.fixture
def source(small):
    return FundingSource.objects.create(plan=small.plan, name="Grant", kind="grant", wording="x")


@pytest.fixture
def stored(small, source):
    return FunderReturn.objects.create(
        partnership=small.partnership, source=source, starts_on=FIRST, ends_on=LAST
    )


def add(source, purpose="Outreach", amounts=(), **fields):
    line = FundingLine.objects.create(plan=source.plan, source=source, purpose=purpose, **fields)
    for status, size, on in amounts:
        FundingAmount.objects.create(line=line, status=status, amount=size, on=on)
    return line


def page_of(name, thing, *more):
    return reverse(f"plans:{name}", args=[thing.uid, *more])


def publish(small, stored, number=1, note=""):
    asked = {"number": number, "change_note": note, "by": small.officer, "now": timezone.now()}
    return publish_return(stored, **asked)


# ---- what it counts


def test_return_opens_changes_and_closes(source, stored):
    add(
        source,
        amounts=[
            ("confirmed", "100.10", BEFORE),
            ("spent", "20.05", BEFORE),
            ("spent", "30.05", WITHIN),
            ("returned", 10, WITHIN),
            ("spent", 5, AFTER),
            ("spent", 7, None),
        ],
    )
    found = return_of(stored)
    line = found.lines[0]
    assert line.opened_with == Decimal("80.05")
    assert line.closing.left == Decimal("40.00")
    assert line.changed == {
        "given": 0,
        "committed": Decimal("30.05"),
        "spent": Decimal("30.05"),
        "gone": 10,
    }
    opened, changed = found.opened_with, found.changed
    assert opened + changed["given"] - changed["spent"] - changed["gone"] == found.closing.left
    assert [amount.amount for _, amount in found.undated] == [7]
    assert [amount.amount for _, amount in found.within] == [Decimal("30.05"), 10]


def test_return_holds_both_ends_of_its_period(source, stored):
    add(source, amounts=[("spent", 1, FIRST), ("spent", 2, LAST)])
    assert return_of(stored).changed["spent"] == 3


def test_return_opens_with_nothing_where_money_came_within(source, stored):
    add(source, amounts=[("confirmed", 9, WITHIN)])
    add(source, "Nothing known")
    first, second = return_of(stored).lines
    assert (first.opened_with, first.closing.left) == (0, 9)
    assert (second.opened_with, second.unstated) == (None, True)


def test_return_leaves_other_sources_out(small, source, stored):
    other = FundingSource.objects.create(plan=small.plan, name="B", kind="grant", wording="x")
    add(other, amounts=[("spent", 1, WITHIN)])
    assert return_of(stored).lines == []


def test_return_says_where_lines_pass_the_source(source, stored):
    source.amount = 100
    source.save()
    add(source, amounts=[("confirmed", 120, WITHIN)])
    assert return_of(FunderReturn.objects.get()).beyond == 20


@pytest.mark.parametrize(
    ("fields", "standing"),
    [
        ({}, ("wait", "Not sent; no date is stated")),
        ({"due_on": LAST}, ("wait", "Due on 30 September 2011")),
        ({"due_on": FIRST}, ("bad", "Late by 91 days")),
        ({"due_on": FIRST, "sent_on": LAST}, ("done", "Sent on 30 September 2011")),
    ],
)
def test_standing_of_return(stored, fields, standing):
    for name, value in fields.items():
        setattr(stored, name, value)
    assert standing_of_return(stored, LAST) == standing


# ---- pages and files


def test_funder_return_add_leads_to_it(officer, small, source):
    add_page = reverse("plans:funder_return_add", args=[small.partnership.slug])
    data = {"source": source.pk, "starts_on": "2011-09-30", "ends_on": "2011-07-01"}
    assert "must not be before the first day" in officer.post(add_page, data).text
    data = {"source": source.pk, "starts_on": "2011-07-01", "ends_on": "2011-09-30"}
    answer = officer.post(add_page, data)
    assert answer.url == page_of("funder_return_detail", FunderReturn.objects.get())
    again = officer.post(add_page, data)
    assert "There is a return on this money for these dates." in again.text


def test_funder_return_edit_corrects_when_it_was_sent(officer, source, stored):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    data = {
        "source": source.pk,
        "starts_on": FIRST,
        "ends_on": LAST,
        "words": "We did well.",
        "base_version": stored.version,
        "sent_on": tomorrow,
    }
    page = page_of("funder_return_edit", stored)
    assert "This day has not come yet." in officer.post(page, data).text
    assert officer.post(page, data | {"sent_on": LAST}).status_code == 302
    stored.refresh_from_db()
    assert (stored.sent_on, stored.words) == (LAST, "We did well.")


def test_funder_return_detail_tells_all_and_escapes(officer, source, stored):
    add(source, "<b>Kits</b>", achieved="Forty came.", amounts=[("spent", 5, WITHIN)])
    add(source, "Undated", amounts=[("spent", 7, None)])
    page = officer.get(page_of("funder_return_detail", stored)).text
    assert "&lt;b&gt;Kits&lt;/b&gt;" in page
    assert "Forty came." in page
    assert "What it achieved is not recorded." in page
    assert "Amounts without a date" in page


def test_funder_return_detail_costs_a_constant_number_of_queries(
    officer, source, stored, django_assert_max_num_queries
):
    def fill(count):
        for number in range(count):
            add(source, f"Line {number}", amounts=[("spent", 5, WITHIN), ("spent", 5, None)])

    address = page_of("funder_return_detail", stored)
    fill(2)
    with CaptureQueriesContext(connection) as few:
        officer.get(address)
    fill(18)
    with django_assert_max_num_queries(len(few)):
        officer.get(address)


def test_funder_return_list_costs_a_constant_number_of_queries(
    officer, small, source, django_assert_max_num_queries
):
    def fill(first, last):
        for day in range(first, last):
            FunderReturn.objects.create(
                partnership=small.partnership,
                source=source,
                starts_on=datetime.date(2011, 4, day),
                ends_on=datetime.date(2011, 5, day),
            )

    address = reverse("plans:funder_return_list", args=[small.partnership.slug])
    fill(1, 3)
    with CaptureQueriesContext(connection) as few:
        officer.get(address)
    fill(3, 21)
    with django_assert_max_num_queries(len(few)):
        officer.get(address)


def test_funder_return_file_runs_no_formula(officer, source, stored):
    add(source, "=1+1", achieved="@x", amounts=[("spent", "0.10", WITHIN)])
    text = officer.get(page_of("funder_return_file", stored, "csv")).content.decode()
    assert "'=1+1" in text
    assert "'@x" in text
    answer = officer.get(page_of("funder_return_file", stored, "xlsx"))
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book["Lines"]["A2"].value == "'=1+1"
    assert book["Amounts"]["B2"].value == "'=1+1"
    assert book["Amounts"]["E2"].value == "0.10"
    assert officer.get(page_of("funder_return_file", stored, "exe")).status_code == 404


# ---- editions, and sent


def test_publish_return_freezes_it_for_its_own_people(officer, client, small, source, stored):
    line = add(source, amounts=[("spent", 5, WITHIN)])
    answer = officer.post(page_of("funder_return_publish", stored), {"number": 1})
    assert answer.url == page_of("funder_return_edition", stored, 1)
    stored.refresh_from_db()
    assert stored.document.internal
    edition = stored.document.newest_edition
    line.purpose = "Changed"
    line.save()
    page = officer.get(answer.url).text
    assert "Not for the public." in page
    assert "Changed" not in page
    assert "Changed since" in officer.get(page_of("funder_return_detail", stored)).text
    assert edition.snapshot["lines"][0]["spent"] == "5.00"
    officer.logout()
    assert client.get(answer.url).status_code == 302


def test_publish_return_twice_gives_one_edition_and_needs_a_note(officer, small, source, stored):
    line = add(source, amounts=[("spent", 5, WITHIN)])
    assert publish(small, stored).pk == publish(small, stored).pk
    with pytest.raises(Refused, match="Nothing has changed"):
        publish(small, stored, 2, "A note")
    line.purpose = "Changed"
    line.save()
    page = officer.post(page_of("funder_return_publish", stored), {"number": 2, "change_note": ""})
    assert "Say what changed" in page.text
    assert publish(small, stored, 2, "Renamed.").number == 2


def test_an_edition_that_named_somebody_is_taken_out(officer, small, source, stored):
    line = add(source, purpose="For Mr Bloggs", amounts=[("spent", 5, WITHIN)])
    first = publish(small, stored)
    line.purpose = "Outreach"
    line.save()
    publish(small, stored, 2, "Renamed.")
    address = page_of("funder_return_edition", stored, 1)
    take_out = reverse("publishing:edition_take_out", args=[first.uid])
    assert f'href="{take_out}"' in officer.get(address).text
    assert f'href="{address}"' in officer.get(take_out).text
    officer.post(take_out, {"reason": "It named a resident."})
    gone = officer.get(address).text
    assert "It named a resident." in gone and "Bloggs" not in gone and take_out not in gone
    assert officer.get(page_of("funder_return_pdf", stored, 1)).status_code == 410
    listed = officer.get(page_of("funder_return_detail", stored)).text
    assert listed.count("Taken out") == 1


def test_funder_return_sent_once(officer, small, stored):
    officer.post(page_of("funder_return_sent", stored), {"on": "nonsense"})
    officer.post(page_of("funder_return_sent", stored), {"on": LAST.isoformat()})
    stored.refresh_from_db()
    assert stored.sent_on == LAST
    assert Change.objects.get(action="return.sent").after == {"sent_on": "2011-09-30"}
    asked = {"today": LAST, "by": small.officer, "now": timezone.now()}
    with pytest.raises(Refused, match="sent already"):
        mark_sent(stored, on=FIRST, **asked)


def test_funder_return_is_not_sent_in_the_future_nor_by_others(small, stored):
    with pytest.raises(Refused, match="not come yet"):
        mark_sent(stored, on=AFTER, today=LAST, by=small.officer, now=timezone.now())
    with pytest.raises(Refused, match="Officers"):
        mark_sent(stored, on=LAST, today=LAST, by=small.executive, now=timezone.now())
