"""Writing a plan in the workspace: nothing is overwritten, no typed word is lost."""

import re

import pytest
from django.urls import reverse

from plans.models import Action, Block, Plan, Section
from records.models import Change
from records.saving import save_over
from tests import factories


def page_of(name, thing):
    return reverse(f"plans:{name}", args=[thing.uid])


def cover(**fields):
    return {
        "title": "Small Plan",
        "kind": "full",
        "audience": "public",
        "year": 2011,
        "starts_on": "2011-04-01",
        "ends_on": "2012-03-31",
        "slug": "small-plan",
        "base_version": 1,
    } | fields


def version_in(answer):
    return re.search(r'name="base_version" value="(\d+)"', answer.text).group(1)


def test_block_edit_saves_over_the_version_that_was_read(officer, small):
    answer = officer.post(
        page_of("block_edit", small.block), {"text": "<p>New words.</p>", "base_version": 1}
    )
    assert answer.status_code == 302
    assert "New words." in officer.get(answer.url).text
    assert Block.objects.get(pk=small.block.pk).history.first().history_user == small.officer


def test_block_edit_of_a_stale_text_shows_both_and_saves_again(officer, small):
    theirs = Block.objects.get(pk=small.block.pk)
    theirs.text = "<p>Their words.</p>"
    save_over(theirs, base_version=1, by=small.officer)
    address = page_of("block_edit", small.block)
    mine = {"text": "<p>My long words.</p>", "base_version": 1}
    answer = officer.post(address, mine)
    assert answer.status_code == 409
    assert "Their words." in answer.text
    assert "&lt;p&gt;My long words.&lt;/p&gt;" in answer.text
    assert factories.bare(Block.objects.get(pk=small.block.pk).text) == "<p>Their words.</p>"
    assert version_in(answer) == "2"
    assert officer.post(address, mine | {"base_version": 2}).status_code == 302
    assert factories.bare(Block.objects.get(pk=small.block.pk).text) == "<p>My long words.</p>"


def test_block_edit_without_a_version_saves_nothing(officer, small):
    answer = officer.post(page_of("block_edit", small.block), {"text": "<p>Blind.</p>"})
    assert "This page is out of date" in answer.text
    assert factories.bare(Block.objects.get(pk=small.block.pk).text) == "<p>The first words.</p>"


def test_plan_edit_of_a_stale_cover_shows_both_and_saves_again(officer, small):
    theirs = small.again()
    theirs.title = "Their Plan"
    save_over(theirs, base_version=1, by=small.officer)
    address = page_of("plan_edit", small.plan)
    answer = officer.post(address, cover(title="My Plan"))
    assert answer.status_code == 409
    assert "Their Plan" in answer.text
    assert 'value="My Plan"' in answer.text
    assert small.again().title == "Their Plan"
    again = officer.post(address, cover(title="My Plan", base_version=version_in(answer)))
    assert again.status_code == 302
    assert small.again().title == "My Plan"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": "", "summary": "Kept as typed"}, "This field is required"),
        ({"title": "   ", "summary": "Kept as typed"}, "This field is required"),
        ({"ends_on": "2010-01-01", "summary": "Kept as typed"}, "must not be before the first day"),
        ({"starts_on": "", "summary": "Kept as typed"}, "This field is required"),
        ({"starts_on": "2011-13-45", "summary": "Kept as typed"}, "valid date"),
        ({"year": "12", "summary": "Kept as typed"}, "1998"),
        ({"slug": "taken-plan", "summary": "Kept as typed"}, "has this address"),
        ({"slug": "two words", "summary": "Kept as typed"}, "letters, numbers"),
    ],
)
@pytest.mark.parametrize("page", ["plan_edit", "plan_add"])
def test_cover_says_faults_beside_the_field_and_keeps_what_was_typed(
    officer, small, page, typed, said
):
    factories.plan(small.partnership, slug="taken-plan")
    address = page_of("plan_edit", small.plan)
    if page == "plan_add":
        address, typed = reverse("plans:plan_add", args=["small-place"]), {"slug": "new"} | typed
    answer = officer.post(address, cover(**typed))
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    field = next(iter(set(typed) - {"summary", "slug"}), "slug")
    beside = re.search(rf'<p id="id_{field}_error".*?</p>', answer.text, re.S)
    assert said in beside.group()
    assert "Kept as typed" in answer.text
    assert Plan.objects.count() == 2
    assert small.again().version == 1


def test_plan_add_makes_a_draft(officer, small):
    answer = officer.post(reverse("plans:plan_add", args=["small-place"]), cover(slug="next"))
    made = Plan.objects.get(slug="next")
    assert answer.url == page_of("plan_detail", made)
    assert made.state == "draft"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>Mine</p><script>alert(1)</script>", "scripts and styles"),
        ('<p style="color:red">Mine</p>', "scripts and styles"),
        ('<p>Mine<img src="https://elsewhere.example/x.png"></p>', "images and embedded pages"),
        ('<p>Mine <a href="javascript:alert(1)">x</a></p>', "links other than http"),
    ],
)
def test_block_edit_refuses_what_it_cannot_keep_and_loses_nothing(officer, small, html, said):
    answer = officer.post(page_of("block_edit", small.block), {"text": html, "base_version": 1})
    assert answer.status_code == 200
    beside = re.search(r'<p id="id_text_error".*?</p>', answer.text, re.S).group()
    assert said in beside
    assert "Mine" in re.search(r"<textarea.*?</textarea>", answer.text, re.S).group()
    assert factories.bare(Block.objects.get(pk=small.block.pk).text) == "<p>The first words.</p>"


def test_block_edit_keeps_links_to_pages_and_addresses(officer, small):
    html = (
        '<p><a href="https://www.gov.uk/">a</a> <a href="mailto:team@example.org">b</a></p>'
    )  # fmt: skip
    officer.post(page_of("block_edit", small.block), {"text": html, "base_version": 1})
    assert factories.bare(Block.objects.get(pk=small.block.pk).text) == html


def test_action_add_must_serve_something(officer, small):
    answer = officer.post(page_of("action_add", small.section), {"wording": "Walk the streets"})
    assert answer.status_code == 200
    assert "An action must serve something" in answer.text
    assert "Walk the streets" in answer.text
    assert not Action.objects.exists()


def test_action_without_element_owner_and_date_is_saved_with_a_warning(officer, small):
    factories.block(small.section, text="", kind="actions")
    officer.post(
        page_of("action_add", small.section), {"wording": "Walk the streets", "all_priorities": "1"}
    )
    assert Action.objects.get().wording == "Walk the streets"
    page = officer.get(page_of("plan_checklist", small.plan)).text
    for gap in ("without an element", "without a lead", "without a date"):
        assert gap in page
    preview = officer.get(page_of("plan_preview", small.plan)).text.lower()
    assert preview.count("not stated") >= 3


def test_section_add_and_edit(officer, small):
    officer.post(page_of("section_add", small.plan), {"title": "Introduction"})
    made = Section.objects.latest("pk")
    assert (made.anchor, made.plan) == ("introduction", small.plan)
    answer = officer.post(page_of("section_edit", made), {"title": " ", "base_version": 1})
    assert "There is a problem" in answer.text
    assert Section.objects.get(pk=made.pk).title == "Introduction"


def test_block_move_changes_places(officer, small):
    second = small.section.blocks.get(kind="figures")
    officer.post(page_of("block_move", second), {"way": "up"})
    assert [b.pk for b in small.section.blocks.all()] == [second.pk, small.block.pk]
    officer.post(page_of("block_move", second), {"way": "up"})
    assert small.section.blocks.first() == second
    officer.post(page_of("block_move", second), {"way": "down"})
    assert small.section.blocks.first() == small.block


def test_section_move_changes_places_on_one_level(officer, small):
    second = factories.section(small.plan, "Second")
    below = factories.section(small.plan, "Below", parent=small.section)
    officer.post(page_of("section_move", second), {"way": "up"})
    order = small.plan.sections.filter(parent=None)
    assert [s.pk for s in order] == [second.pk, small.section.pk]
    officer.post(page_of("section_move", below), {"way": "up"})
    assert Section.objects.get(pk=below.pk).parent == small.section


def test_block_remove_leaves_its_words_in_the_audit(officer, small):
    officer.post(page_of("block_remove", small.block))
    assert not Block.objects.filter(pk=small.block.pk).exists()
    assert Block.with_taken_out.get(pk=small.block.pk).taken_out_at
    change = Change.objects.get(action="block.remove")
    assert factories.bare(change.before["text"]) == "<p>The first words.</p>"
    assert change.actor == small.officer.uid
