"""The actions of a plan in a grid: cells, rows, filters, export."""

import csv
import datetime
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnership.models import Membership
from partnership.models.organisations import OrganisationAlias
from plans.documents.cells import fields_of
from plans.models import Action
from plans.models.sections import SectionState
from records.models import Change
from tests import factories


def page_of(name, thing):
    return reverse(f"plans:{name}", args=[thing.uid])


@pytest.fixture
def council(small):
    council = factories.organisation("South Lakeland District Council")
    OrganisationAlias.objects.create(organisation=council, name="SLDC")
    Membership.objects.create(partnership=small.partnership, organisation=council)
    return council


@pytest.fixture
def action(small):
    return factories.action(small.section, "Walk the streets", all_priorities=True)


def write(client, action, column, value, seen=None, version=None):
    stored = Action.with_taken_out.get(pk=action.pk)
    seen = {"wording": stored.wording}.get(column, "not stated") if seen is None else seen
    return client.post(
        page_of("action_cell", action),
        {
            "column": column,
            "value": value,
            "seen": seen,
            "base_version": stored.version if version is None else version,
        },
    )


# ---- the page


def test_action_grid_shows_each_action_with_what_it_lacks(officer, small, action):
    answer = officer.get(page_of("action_grid", small.plan))
    assert "Walk the streets" in answer.text
    assert [(one.name, one.count) for one in answer.context["grid"].filters] == [
        *(("all", 1), ("no-lead", 1), ("no-date", 1), ("no-element", 1)),
        *(("ended-lead", 0), ("late", 0)),
    ]
    assert "None chosen" in answer.text
    assert "1 action has no element" in answer.text
    assert "serves all priorities" in answer.text


def test_action_grid_filters_have_an_address(officer, small, action):
    factories.action(small.section, "Light the park", prevention=True, ongoing=True)
    page = officer.get(page_of("action_grid", small.plan) + "?show=no-date").text
    assert "Walk the streets" in page
    assert "Light the park" not in page


@pytest.mark.parametrize("by", ["section", "lead", "priority", "nonsense"])
def test_action_grid_groups_rows(officer, small, action, by):
    action.priorities.add(factories.priority(small.partnership))
    assert officer.get(page_of("action_grid", small.plan) + f"?group={by}").status_code == 200


def test_action_grid_asks_the_same_number_of_queries_for_few_and_many(officer, small, council):
    address = page_of("action_grid", small.plan)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(address).status_code == 200
        return len(asked)

    def add(number):
        for _ in range(number):
            action = factories.action(small.section)
            action.lead_organisations.add(council)
            action.updates.create(year=2011, quarter=1, status="green")

    add(2)
    officer.get(address)
    few = queries()
    add(30)
    assert queries() == few


def test_action_grid_of_a_locked_plan_is_a_table_with_progress_only(officer, small, action):
    small.submit()
    page = officer.get(page_of("action_grid", small.plan)).text
    assert "The text is locked" in page
    assert page_of("action_cell", action) not in page
    assert page_of("progress_edit", action) in page


# ---- a cell


def test_action_cell_saves_what_was_understood(officer, small, action):
    answer = write(officer, action, "by", "June")
    said = answer.json()
    assert answer.status_code == 200
    assert "By 30 June 2011" in said["shown"]
    assert said["text"] == "June"
    stored = Action.objects.get(pk=action.pk)
    assert stored.by_date == datetime.date(2011, 6, 30)
    assert stored.date_as_stated == "June"
    assert said["version"] == stored.version == action.version + 1
    assert stored.history.first().history_user == small.officer


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("wording", "  ", "Say what will be done"),
        ("wording", "x" * 2001, "too long"),
        ("elements", "prevention, hope", "“hope” is no element"),
        ("lead", "South Lakeland Distric Council", "Near it: South Lakeland District Council"),
        ("lead", "Nobody we know of", "No organisation or group here"),
        ("by", "soon", "not a date that can be read"),
        ("nonsense", "x", "incomplete"),
    ],
)
def test_action_cell_says_what_is_wrong_and_saves_nothing(
    officer, action, council, column, value, words
):
    answer = write(officer, action, column, value)
    assert answer.status_code == 422
    assert words in answer.json()["words"]
    assert Action.objects.get(pk=action.pk).version == action.version


def test_action_cell_takes_several_leads_by_name_and_alias(officer, small, action, council):
    police = factories.organisation("Cumbria Police")
    Membership.objects.create(partnership=small.partnership, organisation=police)
    said = write(officer, action, "lead", "sldc, Task Group and Cumbria Police").json()
    assert said["text"] == "Task Group; Cumbria Police; South Lakeland District Council"
    stored = Action.objects.get(pk=action.pk)
    assert set(stored.lead_organisations.all()) == {council, police}
    assert stored.lead_group.name == "Task Group"
    assert write(officer, action, "lead", "not stated", seen=said["text"]).status_code == 200
    assert not Action.objects.get(pk=action.pk).lead_organisations.exists()


def test_action_cell_refuses_a_second_group_and_a_foreign_body(officer, small, action, council):
    assert "Only one group" in write(officer, action, "lead", "Task Group; Executive Group").text
    factories.organisation("Foreign Body")
    assert write(officer, action, "lead", "Foreign Body").status_code == 422


def test_action_cell_takes_no_nul_into_the_database(officer, action):
    assert write(officer, action, "wording", "Walk\x00 on").status_code in (200, 422)


def test_action_cell_clash_gives_both_texts_and_writes_nothing(officer, small, action):
    write(officer, action, "by", "June")
    answer = write(officer, action, "by", "July", seen="not stated", version=action.version)
    assert answer.status_code == 409
    assert answer.json() == {
        "yours": "July",
        "theirs": "June",
        "who": "Partnership officer",
        "version": action.version + 1,
    }
    assert Action.objects.get(pk=action.pk).date_as_stated == "June"


def test_action_cell_joins_with_a_change_of_another_cell_of_the_row(officer, action):
    write(officer, action, "by", "June")
    said = write(officer, action, "elements", "Education", version=action.version)
    assert said.status_code == 200
    assert said.json()["cells"]["by"]["text"] == "June"


def test_action_cell_makes_a_ready_section_a_draft_again(officer, small, action):
    small.section.state = SectionState.READY
    small.section.save()
    write(officer, action, "by", "not stated")
    small.section.refresh_from_db()
    assert small.section.state == SectionState.READY, "nothing was changed"
    write(officer, action, "by", "June")
    small.section.refresh_from_db()
    assert small.section.state == SectionState.DRAFT


def test_action_cell_of_a_locked_plan_is_refused(officer, small, action):
    small.submit()
    assert write(officer, action, "by", "June").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_action_cell_of_twenty_at_once_lets_one_through(small, action):
    def save(number):
        client = Client()
        client.force_login(small.officer)
        try:
            value = f"Wording {number}"
            return write(client, action, "wording", value, "Walk the streets", 1).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(save, range(20)))
    assert answers == [200, *[409] * 19]


# ---- rows


def test_action_row_add_puts_an_action_at_the_end_that_serves_the_same(officer, small, action):
    priority = factories.priority(small.partnership)
    action.priorities.add(priority)
    answer = officer.post(page_of("action_row_add", small.section), {"value": "Light the park"})
    assert answer.status_code == 200
    added = Action.objects.get(uid=answer.json()["uid"])
    assert small.section.actions.last() == added
    assert added.all_priorities
    assert list(added.priorities.all()) == [priority]
    assert str(added.uid) in answer.json()["row"]
    assert officer.post(page_of("action_row_add", small.section)).status_code == 422


def test_action_move_within_and_between_sections(officer, small, action):
    second = factories.action(small.section, "Light the park")
    other = factories.section(small.plan, "Other")
    officer.post(page_of("action_move", second), {"way": "up"})
    assert list(small.section.actions.order_by("order")) == [second, action]
    answer = officer.post(page_of("action_move", second), {"way": "up"}, follow=True)
    assert "It is the first of its section" in answer.text
    officer.post(page_of("action_move", second), {"section": str(other.uid)})
    assert list(other.actions.all()) == [second]


def test_action_move_goes_to_no_section_of_another_plan(officer, small, action):
    foreign = factories.section(factories.plan(small.partnership))
    officer.post(page_of("action_move", action), {"section": str(foreign.uid)})
    assert Action.objects.get(pk=action.pk).section == small.section


def test_action_take_out_can_be_undone(officer, small, action):
    answer = officer.post(page_of("action_take_out", action), follow=True)
    assert "was taken out of the plan" in answer.text
    assert not small.plan.actions.exists()
    officer.post(page_of("action_put_back", action))
    assert list(small.plan.actions.all()) == [action]
    done = Change.objects.filter(target=action.uid).values_list("action", flat=True)
    assert set(done) == {"action.take_out", "action.put_back"}


def test_action_put_back_waits_for_its_section(officer, small, action):
    officer.post(page_of("action_take_out", action))
    small.section.taken_out_at = timezone.now()
    small.section.save()
    answer = officer.post(page_of("action_put_back", action), follow=True)
    assert "Put that back first" in answer.text
    assert not small.plan.actions.exists()


def test_action_edit_leads_back_to_the_grid_and_shows_the_thread(officer, small, action):
    action.updates.create(year=2011, quarter=1, status="amber", commentary="Two officers short")
    address = page_of("action_edit", action) + "?to=grid"
    page = officer.get(address)
    assert "Two officers short" in page.text
    answer = officer.post(
        address, {"wording": "Walk", "all_priorities": "1", "base_version": action.version}
    )
    assert answer.url == f"{page_of('action_grid', small.plan)}#row-{action.uid}"


def test_action_edit_keeps_a_lead_that_is_no_member(officer, small, action):
    foreign = factories.organisation("County Fire Service")
    action.lead_organisations.add(foreign)
    assert "County Fire Service" in officer.get(page_of("action_edit", action)).text


# ---- export


def test_action_export_is_safe_and_reads_again(officer, small, council):
    action = factories.action(
        small.section, "=1+1 \nof lines", prevention=True, ongoing=True, all_priorities=True
    )
    action.lead_organisations.add(council)
    answer = officer.get(page_of("action_export", small.plan))
    text = answer.content.decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text))
    assert head[:6] == ["No.", "Section", "Action", "Elements", "Lead", "By"]
    assert row[2] == "'=1+1 \nof lines"
    before = fields_of(action)
    file = io.BytesIO(text.encode())
    file.name = "actions.csv"
    preview = officer.post(page_of("action_paste", small.plan), {"file": file, "act": "look"})
    assert [line.kind for line in preview.context["paste"].lines] == ["As it is"]
    assert fields_of(Action.objects.get(pk=action.pk)) == before


def test_action_export_as_a_workbook(officer, small, action):
    answer = officer.get(page_of("action_export", small.plan) + "?format=xlsx")
    file = io.BytesIO(b"".join(answer.streaming_content))
    assert file.read(2) == b"PK"
    file.name = "actions.xlsx"
    file.seek(0)
    preview = officer.post(page_of("action_paste", small.plan), {"file": file})
    assert [line.kind for line in preview.context["paste"].lines] == ["As it is"]
