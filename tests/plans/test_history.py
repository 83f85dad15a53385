"""How a section came to read as it does: sittings, any two moments compared, restored."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.documents.history import blocks_at, difference, entries, key_of, moment
from plans.models import Block, Section
from plans.workflow.parts import take_out_block
from plans.workflow.restoring import restore
from plans.workflow.states import SECTION_MOVES
from records.models import Change
from records.moves import Refused
from records.saving import save_in_sitting, save_over
from tests import factories

NOW = timezone.now() + datetime.timedelta(days=1)
LINE = '<p id="p-0000000a">{}</p>'


def minutes(number):
    return NOW + datetime.timedelta(minutes=number)


def write(block, words, by, at):
    block = Block.with_taken_out.get(pk=block.pk)
    block.text = LINE.format(words)
    return save_in_sitting(block, base_version=block.version, by=by, now=at)


@pytest.fixture
def other(small):
    return factories.user("officer", small.partnership, post="Champion Network chair")


@pytest.fixture
def written(small, other):
    """Two sittings of the officer with one of somebody else between."""
    block = write(small.block, "One.", small.officer, minutes(0))
    write(block, "One, two.", small.officer, minutes(5))
    write(block, "One, two, three.", other, minutes(30))
    return write(block, "Two, three, four.", small.officer, minutes(60))


def newest(section, **more):
    return entries([section.pk], **more)[0]


# ---- entries


def test_section_history_lists_sittings_newest_first(officer, small, written):
    found = [(one.who, one.added, one.removed) for one in newest(small.section)[:3]]
    assert found == [
        ("Partnership officer", 2, 2),
        ("Champion Network chair", 1, 0),
        ("Partnership officer", 2, 3),
    ]
    shown = officer.get(reverse("plans:section_history", args=[small.section.uid]))
    assert "Champion Network chair" in shown.content.decode()


@pytest.mark.once
def test_texts_written_side_by_side_in_one_sitting_are_one_entry(small):
    second = factories.block(small.section, text=LINE.format("Other."))
    for number in range(4):
        write(small.block, f"Words {number}.", small.officer, minutes(number * 10))
        write(second, f"Other words {number}.", small.officer, minutes(number * 10 + 1))
    first, *_ = newest(small.section)
    assert (first.began, first.at) > (minutes(-1), minutes(30))
    assert len([one for one in newest(small.section) if one.at >= NOW]) == 1


@pytest.mark.once
def test_moves_and_names_stand_among_the_sittings(small, written):
    section = Section.objects.get(pk=small.section.pk)
    section.title = "Another title"
    save_over(section, base_version=section.version, by=small.officer)
    SECTION_MOVES.make(section, "ready", by=small.officer, now=NOW)
    acts = [act for one in newest(small.section) for act in one.acts]
    assert "renamed from “Introduction”" in acts
    assert "marked Ready" in acts


@pytest.mark.once
def test_pages_hold_every_entry_once(small, other):
    for number in range(12):
        by = other if number % 2 else small.officer
        write(small.block, f"Words {number}.", by, minutes(number * 20))
    whole = [one.at for one in newest(small.section, size=100)]
    seen, before = [], None
    while True:
        found, before = entries([small.section.pk], before=before, size=5)
        seen += [one.at for one in found]
        if before is None:
            break
    assert seen == whole


def test_section_history_costs_the_same_for_few_and_many(
    officer, small, other, django_assert_max_num_queries
):
    for number in range(30):
        write(small.block, f"W {number}.", other if number % 2 else small.officer, minutes(number))
    with django_assert_max_num_queries(22):
        officer.get(reverse("plans:section_history", args=[small.section.uid]))
    with django_assert_max_num_queries(28):
        officer.get(reverse("plans:plan_history", args=[small.plan.uid]))


@pytest.mark.parametrize("key", ["", "now", "x", "20260101T000000", None, "²"])
@pytest.mark.once
def test_what_is_no_moment_is_none(key):
    assert moment(key) is None
    assert moment(key_of(NOW)) == NOW


# ---- two moments


def compare(client, section, first, second="now"):
    address = reverse("plans:section_compare", args=[section.uid])
    return client.get(address, {"from": first, "to": second})


def test_section_compare_marks_words_between_any_two_moments(officer, small, written):
    answer = compare(officer, small.section, key_of(minutes(5)), key_of(minutes(60)))
    [block] = answer.context["blocks"]
    pieces = [(p.kind, p.words) for one in block.paragraphs for p in one.pieces]
    assert ("removed", "One, two") in pieces
    assert ("added", "Two, three, four") in pieces
    turned = compare(officer, small.section, key_of(minutes(60)), key_of(minutes(5)))
    assert turned.context["first"] == minutes(5)
    assert "added: " in answer.content.decode()


def test_section_compare_without_moments_leads_to_the_history(officer, small):
    answer = compare(officer, small.section, "x")
    assert answer.url == reverse("plans:section_history", args=[small.section.uid])


@pytest.mark.once
def test_blocks_that_came_and_went_are_named(small, written):
    new = factories.block(small.section, text=LINE.format("New."))
    Block.history.filter(id=new.pk).update(history_date=minutes(90))
    take_out_block(written, by=small.officer, now=minutes(95))
    Block.history.filter(id=written.pk, taken_out_at__isnull=False).update(history_date=minutes(95))
    kinds = {one.kind for one in difference(small.section, minutes(60), None)}
    assert kinds == {"added", "removed"}
    assert written.pk in {block.pk for block in blocks_at(small.section, minutes(60))}


# ---- restoring


def restored(client, section, at):
    address = reverse("plans:section_restore", args=[section.uid])
    return client.post(address, {"at": key_of(at)}, follow=True)


def test_section_restore_brings_the_words_back_as_a_new_entry(officer, small, written):
    before = Block.history.filter(id=written.pk).count()
    answer = restored(officer, small.section, minutes(5))
    assert "reads as it did" in answer.content.decode()
    stored = Block.objects.get(pk=written.pk)
    assert stored.text == LINE.format("One, two.")
    assert Block.history.filter(id=written.pk).count() == before + 1
    assert Change.objects.filter(action="section.restore").count() == 1
    restored(officer, small.section, minutes(60))
    assert Block.objects.get(pk=written.pk).text == LINE.format("Two, three, four.")


def test_section_restore_says_first_what_it_does(officer, small, written):
    new = factories.block(small.section, text=LINE.format("New."))
    Block.history.filter(id=new.pk).update(history_date=minutes(90))
    shown = " ".join(compare(officer, small.section, key_of(minutes(5))).content.decode().split())
    assert "1 block gets the words and the place of that moment" in shown
    assert "1 block made since is taken out. You can put it back." in shown
    restored(officer, small.section, minutes(5))
    assert Block.with_taken_out.get(pk=new.pk).taken_out_at


@pytest.mark.once
def test_section_restore_puts_back_what_was_taken_out(small, written):
    take_out_block(written, by=small.officer, now=NOW)
    restore(small.section, minutes(60), by=small.officer, now=minutes(99))
    assert Block.objects.filter(pk=written.pk).exists()


@pytest.mark.once
def test_section_restore_of_what_is_there_already_makes_no_entry(small, written):
    with pytest.raises(Refused, match="already reads"):
        restore(small.section, minutes(60), by=small.officer, now=minutes(99))


@pytest.mark.once
def test_section_restore_makes_a_ready_section_a_draft(small, written):
    section = Section.objects.get(pk=small.section.pk)
    SECTION_MOVES.make(section, "ready", by=small.officer, now=NOW)
    restore(Section.objects.get(pk=section.pk), minutes(5), by=small.officer, now=minutes(99))
    assert Section.objects.get(pk=section.pk).state == "draft"


def test_section_restore_is_for_officers_while_the_text_is_open(client, officer, small, written):
    small.submit()
    address = reverse("plans:section_restore", args=[small.section.uid])
    assert officer.post(address, {"at": key_of(minutes(5))}).status_code == 403
    client.force_login(small.executive)
    assert client.post(address, {"at": key_of(minutes(5))}).status_code == 403
    assert Block.objects.get(pk=written.pk).text == LINE.format("Two, three, four.")


@pytest.mark.once
def test_section_restore_refuses_a_plan_that_was_locked_meanwhile(small, written):
    small.submit()
    with pytest.raises(Refused, match="locked"):
        restore(small.section, minutes(5), by=small.officer, now=minutes(99))


# ---- the whole plan


def test_plan_history_shows_sittings_and_moves_and_filters(officer, small, written, other):
    second = factories.section(small.plan, title="Second section")
    factories.block(second)
    small.submit()
    address = reverse("plans:plan_history", args=[small.plan.uid])
    shown = officer.get(address).content.decode()
    assert "Submitted for agreement" in shown
    assert "Second section" in shown
    of_section = officer.get(address, {"section": str(second.uid)}).context["entries"]
    assert {one.section for one in of_section} == {second.pk}
    of_person = officer.get(address, {"person": str(other.uid)}).context["entries"]
    assert {one.who for one in of_person} == {"Champion Network chair"}
    assert officer.get(address, {"section": "x", "person": "y", "before": "z"}).status_code == 200
