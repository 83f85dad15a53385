"""The order of a plan's sections, what is taken out of it and put back, and how far each is."""

import threading
from contextlib import suppress

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from plans.documents.outline import load_outline
from plans.documents.tree import Tree
from plans.models import Block, Section
from plans.workflow.arranging import move_section, place_section
from plans.workflow.parts import (
    put_back_block,
    put_back_section,
    take_out_block,
    take_out_section,
)
from plans.workflow.states import SECTION_MOVES, agree_sections, fall_back
from records.models import Change
from records.moves import Refused
from tests import factories

NOW = timezone.now()


def page_of(name, thing):
    return reverse(f"plans:{name}", args=[thing.uid])


def again(section):
    return Section.with_taken_out.get(pk=section.pk)


@pytest.fixture
def tree(small):
    """1 Introduction; 2 Two (2.1 A, 2.2 B); 3 Three."""
    small.two = factories.section(small.plan, "Two")
    small.a = factories.section(small.plan, "A", parent=small.two)
    small.b = factories.section(small.plan, "B", parent=small.two)
    small.three = factories.section(small.plan, "Three")
    return small


def order_of(plan):
    return [f"{e.number} {e.section.title}" for e in load_outline(plan).walk()]


def move(tree, section, way):
    return move_section(section, way=way, by=tree.officer, now=NOW)


def test_section_moves_up_down_in_and_out(tree):
    assert move(tree, tree.three, "up") == "2"
    assert order_of(tree.plan)[1] == "2 Three"
    assert move(tree, tree.three, "down") == "3"
    assert move(tree, tree.three, "in") == "2.3"
    assert order_of(tree.plan)[-1] == "2.3 Three"
    assert move(tree, tree.a, "out") == "3"
    assert order_of(tree.plan) == ["1 Introduction", "2 Two", "2.1 B", "2.2 Three", "3 A"]
    told = Change.objects.filter(action="section.move").latest("pk")
    assert (told.before, told.after) == ({"number": "2.1"}, {"number": "3"})


def test_a_moved_section_has_a_newer_version_and_its_mover_in_the_history(tree):
    before = tree.three.version
    move(tree, tree.three, "up")
    assert again(tree.three).version == before + 1
    assert tree.three.history.first().history_user == tree.officer


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "way", "words"),
    [
        ("section", "up", "first of its level"),
        ("three", "down", "last of its level"),
        ("section", "in", "no section above"),
        ("three", "out", "highest level"),
        ("three", "sideways", "up, down, in or out"),
    ],
)
def test_a_move_that_leads_nowhere_is_refused_with_words(tree, name, way, words):
    before = order_of(tree.plan)
    with pytest.raises(Refused, match=words):
        move(tree, getattr(tree, name), way)
    assert order_of(tree.plan) == before


@pytest.mark.once
def test_sections_nest_four_levels_at_most(tree):
    three = factories.section(tree.plan, "Deep", parent=tree.b)
    factories.section(tree.plan, "Deepest", parent=three)
    with pytest.raises(Refused, match="4 levels"):
        move(tree, tree.b, "in")
    below = factories.section(tree.plan, "Beside", parent=three)
    with pytest.raises(Refused, match="4 levels"):
        move(tree, below, "in")


@pytest.mark.once
def test_section_add_below_the_fourth_level_says_so(officer, tree):
    deep = factories.section(tree.plan, "Deep", parent=tree.b)
    deepest = factories.section(tree.plan, "Deepest", parent=deep)
    address = f"{page_of('section_add', tree.plan)}?below={deepest.anchor}"
    answer = officer.post(address, {"title": "Kept as typed"})
    assert "nest 4 levels deep at most" in answer.text
    assert "Kept as typed" in answer.text


@pytest.mark.once
def test_a_section_is_put_beside_another_but_never_into_itself(tree):
    by = {"by": tree.officer, "now": NOW}
    assert place_section(tree.three, tree.a, after=False, **by) == "2.1"
    assert place_section(tree.three, tree.section, after=True, **by) == "2"
    with pytest.raises(Refused, match="into itself"):
        place_section(tree.two, tree.b, after=True, **by)
    take_out_section(tree.b, **by)
    with pytest.raises(Refused, match="taken out of the plan meanwhile"):
        place_section(tree.three, tree.b, after=True, **by)


@pytest.mark.once
def test_a_locked_plan_is_not_arranged(tree):
    tree.submit()
    with pytest.raises(Refused, match="locked"):
        move(tree, tree.three, "up")


@pytest.mark.django_db(transaction=True)
def test_many_who_reorder_at_once_lose_and_double_nothing():
    of = factories.partnership()
    plan = factories.plan(of)
    people = [factories.user("officer", of) for _ in range(3)]
    sections = [factories.section(plan, f"S{number}") for number in range(6)]
    faults = []

    def reorder(person, ways):
        try:
            for index, way in enumerate(ways):
                with suppress(Refused):
                    move_section(sections[index], way=way, by=person, now=timezone.now())
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    plans = [
        ["down", "in", "in", "up", "in", "out"],
        ["in", "down", "out", "in", "up", "in"],
        ["down", "down", "down", "out", "in", "up"],
    ]
    threads = [
        threading.Thread(target=reorder, args=pair) for pair in zip(people, plans, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    shown = [entry.section.pk for entry in load_outline(plan).walk()]
    assert sorted(shown) == sorted(one.pk for one in sections)
    tree = Tree.of(plan)
    for rows in tree.children.values():
        assert len({row.order for row in rows}) == len(rows)


def test_plan_arrange_moves_and_says_the_new_number(officer, tree):
    page = officer.get(page_of("plan_arrange", tree.plan)).text
    assert 'aria-label="Move Three up"' in page
    data = {"way": "in", "arrange": "1"}
    answer = officer.post(page_of("section_move", tree.three), data)
    assert answer.url == f"{page_of('plan_arrange', tree.plan)}#row-{tree.three.uid}"
    assert "Moved: now 2.3, “Three”." in officer.get(answer.url).text
    answer = officer.post(page_of("section_move", tree.three), {"way": "down"}, follow=True)
    assert "last of its level already" in answer.text


def test_section_move_beside_a_section_of_another_plan_is_404(officer, tree):
    elsewhere = factories.section(factories.plan(factories.partnership()))
    data = {"way": "after", "beside": str(elsewhere.uid)}
    assert officer.post(page_of("section_move", tree.three), data).status_code == 404


@pytest.mark.once
def test_plan_arrange_asks_no_more_for_more_sections(officer, tree, django_assert_max_num_queries):
    address = page_of("plan_arrange", tree.plan)
    officer.get(address)
    with django_assert_max_num_queries(60) as few:
        officer.get(address)
    for number in range(20):
        factories.block(factories.section(tree.plan, f"More {number}"))
    with django_assert_max_num_queries(len(few)):
        officer.get(address)


# ---- taken out and put back


def test_section_take_out_takes_what_lies_in_it_and_undo_brings_it_back(officer, tree):
    take_out_section(tree.a, by=tree.officer, now=NOW)
    answer = officer.post(page_of("section_take_out", tree.two), follow=True)
    assert "Taken out: “Two” with 1 section below it." in answer.text
    put_back = page_of("section_put_back", tree.two)
    assert f'action="{put_back}"' in answer.text
    assert order_of(tree.plan) == ["1 Introduction", "2 Three"]
    assert Change.objects.filter(action="section.take_out").count() == 2
    officer.post(put_back)
    # A went earlier and by itself: it stays out.
    assert order_of(tree.plan) == ["1 Introduction", "2 Two", "2.1 B", "3 Three"]


def test_section_take_out_is_refused_while_actions_stand_in_it(officer, tree):
    action = factories.action(tree.b)
    answer = officer.post(page_of("section_take_out", tree.two), follow=True)
    assert "“Two” cannot be taken out while it holds 1 action." in answer.text
    assert reverse("plans:action_grid", args=[tree.plan.uid]) in answer.text
    assert again(tree.two).taken_out_at is None
    action.taken_out_at = NOW
    action.save()
    officer.post(page_of("section_take_out", tree.two))
    assert again(tree.b).taken_out_at


def test_put_back_section_takes_another_address_where_its_own_is_taken(tree):
    by = {"by": tree.officer, "now": NOW}
    take_out_section(tree.three, **by)
    factories.section(tree.plan, "New three", anchor=tree.three.anchor)
    put_back_section(tree.three, **by)
    assert again(tree.three).anchor == f"{tree.three.anchor}-2"
    with pytest.raises(Refused, match="stands in the plan already"):
        put_back_section(tree.three, **by)


@pytest.mark.once
def test_put_back_waits_for_what_it_stood_in(tree):
    by = {"by": tree.officer, "now": NOW}
    take_out_section(tree.b, **by)
    take_out_section(tree.two, by=tree.officer, now=timezone.now())
    with pytest.raises(Refused, match="Put that back first"):
        put_back_section(tree.b, **by)
    block = factories.block(tree.two)
    with pytest.raises(Refused, match="Put the section back first"):
        put_back_block(block, **by)


def test_plan_taken_out_lists_sections_and_blocks(officer, tree):
    take_out_block(tree.block, by=tree.officer, now=NOW)
    take_out_section(tree.two, by=tree.officer, now=NOW)
    page = officer.get(page_of("plan_taken_out", tree.plan)).text
    assert "<strong>Two</strong> with 2 sections below it" in page
    assert "The first words." in page
    officer.post(page_of("block_put_back", tree.block))
    assert Block.objects.filter(pk=tree.block.pk).exists()


@pytest.mark.once
def test_block_edit_of_what_was_taken_out_with_its_section_is_404(officer, tree):
    block = factories.block(tree.two)
    take_out_section(tree.two, by=tree.officer, now=NOW)
    assert officer.get(page_of("block_edit", block)).status_code == 404


@pytest.mark.once
def test_what_is_taken_out_twice_is_refused(tree):
    by = {"by": tree.officer, "now": NOW}
    take_out_block(tree.block, **by)
    with pytest.raises(Refused, match="taken out already"):
        take_out_block(tree.block, **by)
    take_out_section(tree.three, **by)
    with pytest.raises(Refused, match="taken out already"):
        take_out_section(tree.three, **by)


# ---- how far a section is


def make(tree, name):
    SECTION_MOVES.make(again(tree.section), name, by=tree.officer, now=NOW)


def test_section_state_is_draft_or_ready_and_never_agreed_by_hand(officer, tree):
    answer = officer.post(page_of("section_state", tree.section), {"move": "ready"}, follow=True)
    assert "“Introduction” is Ready." in answer.text
    assert again(tree.section).state == "ready"
    address = page_of("section_state", tree.section)
    assert officer.post(address, {"move": "agree"}).status_code == 403
    officer.post(address, {"move": "draft"})
    assert again(tree.section).state == "draft"


@pytest.mark.parametrize("edit", ["block_move", "block_remove", "block_show_as", "section_edit"])
def test_an_edited_section_falls_back_and_says_so(officer, tree, edit):
    make(tree, "ready")
    figures = tree.section.blocks.get(kind="figures")
    thing = tree.section if edit == "section_edit" else figures
    data = {
        "block_move": {"way": "up"},
        "block_show_as": {"show_as": "list", "base_version": figures.version},
        "section_edit": {"title": "New title", "base_version": again(tree.section).version},
    }.get(edit, {})
    answer = officer.post(page_of(edit, thing), data, follow=True)
    assert "was Ready. It is a draft again." in answer.text
    assert again(tree.section).state == "draft"


@pytest.mark.once
def test_a_refused_edit_leaves_the_state(officer, tree):
    make(tree, "ready")
    officer.post(page_of("section_edit", tree.section), {"title": "X", "base_version": 1})
    assert again(tree.section).state == "ready"


def test_agree_sections_agrees_them_all_in_few_queries(tree, django_assert_max_num_queries):
    def agree():
        agree_sections(tree.plan, by=tree.executive, now=timezone.now())

    with django_assert_max_num_queries(12) as few:
        agree()
    assert {one.state for one in tree.plan.sections.all()} == {"agreed"}
    assert again(tree.three).version == 2
    assert tree.three.history.first().state == "agreed"
    assert tree.three.history.first().history_user == tree.executive
    assert fall_back(tree.three, by=tree.officer, now=NOW) == "Agreed"
    tree.plan.sections.update(state="draft")
    for number in range(10):
        factories.section(tree.plan, f"More {number}")
    with django_assert_max_num_queries(len(few)):
        agree()
    with pytest.raises(Refused):
        agree_sections(tree.plan, by=tree.lead, now=NOW)


@pytest.mark.once
def test_section_tree_says_empty_where_nothing_stands(officer, tree):
    factories.block(tree.a, text="")
    page = officer.get(page_of("plan_detail", tree.plan))
    standing = {e.section.title: e.is_empty for e in page.context["tree"]}
    assert standing == {"Introduction": False, "Two": True, "A": True, "B": True, "Three": True}
    factories.block(tree.b, text="", kind="contact")
    factories.block(tree.a, text="<p>Words.</p>")
    page = officer.get(page_of("plan_detail", tree.plan))
    assert [e.is_empty for e in page.context["tree"]] == [False, False, False, True, True]
    assert "Empty</span>" in page.text
