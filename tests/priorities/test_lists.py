"""Lists of priorities in the workspace: their order, what runs across, what others look after."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from priorities.documents.strands import open_strands
from priorities.models import ListedPriority, Priority, Referral, StrandNote
from priorities.workflow.entries import enter
from priorities.workflow.lists import publish_list, withdraw_list
from records.moves import Refused
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2011, 5, 9, 10, 0, tzinfo=datetime.UTC)


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def officer(lakes, client):
    person = factories.user("officer", lakes)
    client.force_login(person)
    return person


@pytest.fixture
def chosen(lakes):
    return factories.priority_list(lakes)


@pytest.fixture
def entries(lakes, officer, chosen):
    titles = ("Alcohol", "Burglary", "Damage")
    return [enter(chosen, factories.priority(lakes, title), by=officer) for title in titles]


def address(name, thing, *more):
    return reverse(f"priorities:{name}", args=[thing.uid, *more])


def order(chosen):
    return list(chosen.entries.order_by("order").values_list("order", "wording"))


def page_of(client, chosen):
    return client.get(address("priority_list_detail", chosen)).text


# ---- entries


def test_entries_move_up_and_down_and_leave_without_a_gap(client, officer, chosen, entries):
    first, _, last = entries
    client.post(address("entry_move", last), {"way": "up"})
    assert order(chosen) == [(1, "Alcohol"), (2, "Damage"), (3, "Burglary")]
    client.post(address("entry_move", first), {"way": "down"})
    assert order(chosen) == [(1, "Damage"), (2, "Alcohol"), (3, "Burglary")]
    client.post(address("entry_move", first), {"way": "out"})
    assert order(chosen) == [(1, "Damage"), (2, "Burglary")]
    assert Priority.objects.filter(title="Alcohol").exists()


def test_the_first_entry_does_not_move_up(client, officer, chosen, entries):
    answer = client.post(address("entry_move", entries[0]), {"way": "up"}, follow=True)
    assert "stands at the end already" in answer.text
    assert order(chosen)[0] == (1, "Alcohol")


def test_a_priority_is_put_on_a_list_once_and_only_one_of_ours(client, lakes, officer, chosen):
    ours, theirs = factories.priority(lakes), factories.priority(factories.partnership())
    for priority in (ours, ours, theirs):
        client.post(address("entry_add", chosen), {"priority": priority.uid})
    assert [entry.priority for entry in chosen.entries.all()] == [ours]
    with pytest.raises(Refused, match="another partnership"):
        enter(chosen, theirs, by=officer)


def test_an_entry_is_reworded_and_the_priority_is_not(client, officer, chosen, entries):
    form = {"wording": "Alcohol and crime", "base_version": entries[0].version}
    client.post(address("entry_edit", entries[0]), form)
    entries[0].refresh_from_db()
    assert entries[0].wording == "Alcohol and crime"
    assert entries[0].priority.title == "Alcohol"


def test_a_newer_wording_is_not_overwritten(client, officer, chosen, entries):
    entry = entries[0]
    for wording in ("Theirs", "Yours"):
        answer = client.post(
            address("entry_edit", entry), {"wording": wording, "base_version": entry.version}
        )
    assert answer.status_code == 409 and "Theirs" in answer.text and "Yours" in answer.text


# ---- public lists stay as they are


def test_a_public_list_is_changed_by_nobody(client, officer, chosen, entries):
    referral = Referral.objects.create(priority_list=chosen, subject="Roads", verb="addressed")
    publish_list(chosen, by=officer, now=NOW)
    client.post(address("entry_move", entries[0]), {"way": "out"})
    client.post(address("referral_remove", referral))
    changed = {"subject": "Trains", "verb": "addressed", "base_version": referral.version}
    answer = client.post(address("referral_edit", referral), changed, follow=True)
    assert "Withdraw it first" in answer.text
    assert len(order(chosen)) == 3 and chosen.referrals.get().subject == "Roads"
    assert "Take off" not in page_of(client, chosen)


def test_the_answer_of_others_is_recorded_also_on_a_public_list(client, officer, chosen, entries):
    referral = Referral.objects.create(priority_list=chosen, subject="Roads", verb="addressed")
    publish_list(chosen, by=officer, now=NOW)
    form = {"answer": "We take it on.", "base_version": referral.version}
    answer = client.post(address("referral_answer", referral), form)
    assert "Say on which day they answered." in answer.text
    client.post(address("referral_answer", referral), form | {"answered_on": "2011-06-01"})
    assert "We take it on. (1 June 2011)" in page_of(client, chosen)


def test_a_list_is_published_with_priorities_and_withdrawn_with_a_reason(
    client, lakes, officer, chosen
):
    move = address("priority_list_move", chosen)
    answer = client.post(move, {"move": "publish"}, follow=True)
    assert "Put a priority on the list first." in answer.text
    priority = factories.priority(lakes, "Alcohol and drugs", slug="")
    enter(chosen, priority, by=officer)
    client.post(move, {"move": "publish"})
    chosen.refresh_from_db()
    priority.refresh_from_db()
    assert chosen.state == "published" and chosen.published_at
    assert priority.slug == "alcohol-and-drugs"
    assert "Give a reason." in client.post(move, {"move": "withdraw"}, follow=True).text
    client.post(move, {"move": "withdraw", "reason": "A wrong word."})
    page = page_of(client, chosen)
    assert "Withdrawn from the public. A wrong word." in page and "Not public" in page


def test_only_officers_publish_and_withdraw(lakes, officer, chosen, entries):
    executive = factories.user("executive", lakes)
    with pytest.raises(Refused):
        publish_list(chosen, by=executive, now=NOW)
    publish_list(chosen, by=officer, now=NOW)
    with pytest.raises(Refused):
        withdraw_list(chosen, reason="So", by=executive, now=NOW)


# ---- the strands of the law


def test_strands_that_nobody_speaks_for_are_pointed_out_and_never_block(
    client, lakes, officer, chosen
):
    enter(chosen, factories.priority(lakes, strands=["crime"]), by=officer)
    Referral.objects.create(
        priority_list=chosen, subject="Drugs", verb="addressed", strands=["substance"]
    )
    assert [row.value for row in open_strands(chosen, chosen.starts_on)] == ["reoffending"]
    page = page_of(client, chosen)
    assert "Reduce re-offending: no priority, no referral. Say how it is covered." in page
    assert "serious violence" not in page, "not the law in 2011"
    publish_list(chosen, by=officer, now=NOW)
    note = {"statement": "By the county.", "by_label": "Chair", "on": "2011-05-10"}
    client.post(address("strand_note_edit", chosen, "reoffending"), note)
    assert StrandNote.objects.get().strand == "reoffending"
    page = page_of(client, chosen)
    assert "By the county. (Chair, 10 May 2011)" in page and "Say how it is covered" not in page


def test_a_later_list_is_asked_for_the_newer_strands(lakes, officer):
    later = factories.priority_list(
        lakes, starts_on=datetime.date(2024, 4, 1), ends_on=datetime.date(2025, 3, 31)
    )
    assert len(open_strands(later, later.starts_on)) == 5


def test_an_unknown_strand_is_not_found(client, officer, chosen):
    assert client.get(address("strand_note_edit", chosen, "weather")).status_code == 404


# ---- the pages of lists and priorities


def test_lists_of_others_stand_beside_the_own_ones_and_owe_no_strand(client, lakes, officer):
    factories.priority_list(lakes, "Ours")
    factories.priority_list(lakes, "The county’s", own=False, set_by="The county")
    factories.priority_list(factories.partnership(), "Elsewhere")
    page = client.get(reverse("priorities:workspace_priority_list", args=["lakes"])).text
    assert page.index("Ours") < page.index("Set by others") < page.index("The county’s")
    assert page.count("The law asks for more") == 1 and "Elsewhere" not in page


def test_many_lists_cost_as_few_queries_as_one(client, lakes, officer):
    def grow(number):
        for _ in range(number):
            made = factories.priority_list(lakes)
            priority = factories.priority(lakes, f"Priority {Priority.objects.count()}")
            ListedPriority.objects.create(
                priority_list=made, priority=priority, wording="W", order=1
            )
            Referral.objects.create(priority_list=made, subject="S", verb="addressed")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("priorities:workspace_priority_list", args=["lakes"]))
        return len(queries)

    grow(2)
    few = cost()
    grow(20)
    assert cost() == few


def test_a_new_priority_has_an_address_and_says_who_set_it(client, lakes, officer):
    add = reverse("priorities:priority_add", args=["lakes"])
    form = {"title": "Gangs", "origin": "mandated", "strands": ["violence"]}
    assert "Say which body set it." in client.post(add, form).text
    client.post(add, form | {"mandated_by": "The Commissioner"})
    made = Priority.objects.get()
    assert (made.slug, made.strands, made.mandated_by) == (
        "gangs",
        ["violence"],
        "The Commissioner",
    )


def test_a_referral_goes_to_one_body(client, lakes, officer, chosen):
    form = {
        "subject": "Roads",
        "verb": "addressed",
        "organisation": factories.organisation().pk,
        "group": factories.group(lakes).pk,
    }
    add = address("referral_add", chosen)
    assert "not both" in client.post(add, form).text
    client.post(add, form | {"group": ""})
    client.post(add, {"subject": "Trains", "verb": "considered"})
    assert [r.order for r in chosen.referrals.all()] == [1, 2]


@pytest.mark.parametrize(
    ("name", "form", "words"),
    [
        (
            "priority_rename",
            {"title": "Drink"},
            "Renamed from “Alcohol” to “Drink”. As people say.",
        ),
        ("priority_retire", {}, "Retired. As people say."),
    ],
)
def test_a_step_needs_a_reason_and_stands_in_the_history(client, lakes, officer, name, form, words):
    priority = factories.priority(lakes, "Alcohol")
    assert "Give a reason." in client.post(address(name, priority), form).text
    page = client.post(address(name, priority), form | {"reason": "As people say."}, follow=True)
    assert words in page.text and officer.label in page.text


def test_a_merge_leads_from_the_old_priority_to_the_new_one(client, lakes, officer):
    old, new = factories.priority(lakes, "Drink"), factories.priority(lakes, "Alcohol")
    theirs = factories.priority(factories.partnership(), "Far away")
    form = {"other": theirs.uid, "reason": "One thing."}
    answer = client.post(address("priority_merge", old), form)
    assert "Choose a priority." in answer.text and "Far away" not in answer.text
    page = client.post(address("priority_merge", old), form | {"other": new.uid}, follow=True)
    assert "It is part of" in page.text
    client.post(address("priority_restore", old), {"reason": "Two things."})
    old.refresh_from_db()
    assert old.state == "standing"
