"""A submitted text is locked, and another partnership's text does not exist."""

import pytest
from django.urls import reverse

from plans.models import Block, Picture
from tests import factories

PAGES = [
    ("plan_edit", "plan"),
    ("section_add", "plan"),
    ("section_edit", "section"),
    ("block_add", "section"),
    ("picture_add", "section"),
    ("action_add", "section"),
    ("block_edit", "block"),
    ("action_edit", "action"),
]
MOVES = [("section_move", "section"), ("block_move", "block"), ("block_remove", "block")]


@pytest.fixture
def complete(small):
    small.action = factories.action(small.section, all_priorities=True)
    return small


def address(small, name, part):
    return reverse(f"plans:{name}", args=[getattr(small, part).uid])


def rows(small):
    plan = small.again()
    parts = [plan, *plan.sections.all(), *Block.objects.filter(section__plan=plan), small.action]
    return [(type(part), part.pk, part.version) for part in parts]


@pytest.mark.parametrize(("name", "part"), PAGES + MOVES)
def test_locked_plan_is_not_changed(officer, complete, name, part):
    complete.submit()
    before = rows(complete)
    here = address(complete, name, part)
    if (name, part) in PAGES:
        assert officer.get(here).status_code == 403
    typed = {"title": "X", "text": "<p>X</p>", "wording": "X", "kind": "text", "base_version": 1}
    answer = officer.post(here, typed | {"way": "down"})
    assert answer.status_code == (409 if (name, part) in PAGES else 403)
    assert "locked" in answer.text
    if name == "block_edit":
        assert "&lt;p&gt;X&lt;/p&gt;" in answer.text  # what was typed is not lost
    assert rows(complete) == before
    assert not Picture.objects.exists()


def test_locked_plan_offers_no_way_to_change_it(officer, complete):
    section = address(complete, "section_detail", "section")
    plan = address(complete, "plan_detail", "plan")
    arrange = address(complete, "plan_arrange", "plan")
    ways = [address(complete, name, part) for name, part in PAGES + MOVES if part != "action"]
    pages = "".join(officer.get(page).text for page in (section, plan, arrange))
    assert all(way in pages for way in ways if "/sections/add/" not in way)
    complete.submit()
    assert officer.get(arrange).status_code == 403
    pages = officer.get(section).text + officer.get(plan).text
    assert not [way for way in ways if f'"{way}"' in pages]
    assert "The text is locked" in pages


@pytest.mark.parametrize("who", ["executive", "lead"])
def test_those_who_only_read_are_offered_no_way_to_change_it(client, complete, who):
    client.force_login(getattr(complete, who))
    page = client.get(address(complete, "section_detail", "section"))
    assert page.status_code == 200
    assert address(complete, "block_edit", "block") not in page.text
    assert client.post(address(complete, "block_remove", "block")).status_code == 403


@pytest.mark.parametrize(
    ("name", "part"), [*PAGES, ("plan_preview", "plan"), ("plan_agree", "plan")]
)
def test_another_partnerships_officer_finds_nothing(client, complete, name, part):
    client.force_login(factories.user("officer", factories.partnership("elsewhere")))
    assert client.get(address(complete, name, part)).status_code == 404


@pytest.mark.parametrize(
    ("name", "part"), [*MOVES, ("plan_submit", "plan"), ("approval_record", "step")]
)
def test_another_partnerships_officer_changes_nothing(client, complete, name, part):
    before = rows(complete)
    client.force_login(factories.user("officer", factories.partnership("elsewhere")))
    assert client.post(address(complete, name, part)).status_code == 404
    assert rows(complete) == before
