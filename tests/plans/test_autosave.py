"""Saved as it is typed: never over what another saved, never lost, and not much of it."""

import datetime
import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Block, KeptText, Section
from plans.workflow.kept import kept_for
from plans.workflow.writing import Clash, Gone, Locked, TooLong, save_text, split_text
from records import richtext
from records.moves import Refused
from tests import factories

ONE = '<p id="p-00000001">The first sentence.</p>'
TWO = '<p id="p-00000002">The second sentence.</p>'
NOW = timezone.now() + datetime.timedelta(hours=1)  # a later sitting than that of the fixtures


@pytest.fixture
def text(small):
    """A text of two paragraphs, version 2, and a second officer who writes in it too."""
    block = stored(small.block)
    block.text = ONE + TWO
    block.save()
    small.other = factories.user("officer", small.partnership, post="Champion Network chair")
    return block


def stored(block):
    return Block.with_taken_out.get(pk=block.pk)


def save(block, by, text, *, version=1, base=ONE + TWO, now=NOW, **more):
    return save_text(block, text=text, base_version=version, base=base, by=by, now=now, **more)


def test_save_text_raises_the_version_and_keeps_the_ids(small, text):
    saved = save(text, small.officer, ONE.replace("first", "opening") + TWO)
    assert saved.block.version == 2
    assert stored(text).text == ONE.replace("first", "opening") + TWO


def test_an_unchanged_text_makes_no_version(small, text):
    entries = text.history.count()
    assert save(text, small.officer, ONE + TWO).block.version == 1
    assert text.history.count() == entries


def test_a_text_on_an_older_version_is_joined_where_nothing_clashes(small, text):
    save(text, small.other, ONE + TWO.replace("second", "last"))
    saved = save(text, small.officer, ONE.replace("first", "opening") + TWO)
    assert saved.joined_with == "Champion Network chair"
    assert stored(text).text == ONE.replace("first", "opening") + TWO.replace("second", "last")
    assert not KeptText.objects.exists()


def test_two_changes_of_one_sentence_are_not_joined_but_kept(small, text):
    save(text, small.other, ONE.replace("first", "last") + TWO)
    mine = ONE.replace("first", "opening") + TWO
    with pytest.raises(Clash) as refused:
        save(text, small.officer, mine)
    assert (refused.value.who, refused.value.version) == ("Champion Network chair", 2)
    assert stored(text).text == ONE.replace("first", "last") + TWO
    kept = kept_for(small.officer, small.plan).get()
    assert (kept.text, kept.base, kept.base_version, kept.block) == (mine, ONE + TWO, 1, text)
    assert refused.value.kept == kept


def test_a_text_without_its_base_is_never_joined(small, text):
    save(text, small.other, ONE + TWO.replace("second", "last"))
    with pytest.raises(Clash):
        save(text, small.officer, ONE.replace("first", "opening") + TWO, base=None)


def test_a_save_whose_answer_was_lost_is_gone_on_from(small, text):
    tried = ONE.replace("first", "opening") + TWO
    save(text, small.officer, tried)
    saved = save(text, small.officer, tried.replace("opening", "very first"), tried=[tried])
    assert (saved.joined_with, saved.block.version) == ("", 3)
    assert stored(text).text == tried.replace("opening", "very first")


def test_a_block_that_only_moved_is_saved_without_joining(small, text):
    Block.objects.filter(pk=text.pk).update(version=5)
    saved = save(text, small.officer, ONE.replace("first", "opening") + TWO)
    assert (saved.joined_with, saved.block.version) == ("", 6)


@pytest.mark.parametrize("what", ["block", "section", "section above"])
def test_a_text_whose_place_was_taken_out_is_kept(small, text, what):
    above = factories.section(small.plan, "Above")
    Section.objects.filter(pk=small.section.pk).update(parent=above)
    rows = {"block": text, "section": small.section, "section above": above}[what]
    type(rows).objects.filter(pk=rows.pk).update(taken_out_at=NOW)
    with pytest.raises(Gone) as refused:
        save(Block.with_taken_out.get(pk=text.pk), small.officer, "<p>Mine.</p>")
    assert "Your text is kept" in str(refused.value)
    kept = kept_for(small.officer, small.plan).get()
    assert factories.bare(kept.text) == "<p>Mine.</p>"
    assert "Introduction" in kept.where


def test_a_text_for_a_locked_plan_is_kept(small, text):
    small.submit()
    with pytest.raises(Locked):
        save(text, small.officer, "<p>Mine.</p>")
    assert factories.bare(kept_for(small.officer, small.plan).get().text) == "<p>Mine.</p>"
    assert stored(text).text == ONE + TWO


def test_a_text_is_cleaned_and_limited(small, text):
    save(text, small.officer, '<p style="x">Mine<script>alert(1)</script></p>')
    assert factories.bare(stored(text).text) == "<p>Mine</p>"
    with pytest.raises(TooLong, match="200,001 characters"):
        save(text, small.officer, "x" * (richtext.LONGEST + 1), version=2)


def test_who_may_not_write_saves_nothing(small, text):
    with pytest.raises(Refused):
        save(text, small.executive, "<p>Mine.</p>")
    assert stored(text).text == ONE + TWO


def test_an_edited_section_is_a_draft_again_and_says_so(small, text):
    Section.objects.filter(pk=small.section.pk).update(state="ready")
    mine = ONE.replace("first", "opening") + TWO
    assert save(text, small.officer, mine).fell_back == "Ready"
    assert Section.objects.get(pk=small.section.pk).state == "draft"
    again = save(text, small.officer, mine.replace("opening", "very first"), version=2, base=mine)
    assert again.fell_back == ""


def test_two_hours_of_typing_are_one_entry_in_the_history(small, text):
    """A save each fifteenth second: each single second takes a minute here and proves no more."""
    before, words, now = text.history.count(), ONE + TWO, NOW
    for second in range(0, 2 * 60 * 60, 15):
        now = NOW + datetime.timedelta(seconds=second)
        typed = ONE.replace("first", f"first {second}") + TWO
        words, version = typed, second // 15 + 1
        save(text, small.officer, words, version=version, base=None, now=now)
    assert text.history.count() == before + 1
    assert text.history.first().text == words
    assert stored(text).version == 481
    save(text, small.other, ONE + TWO, version=481, now=now)
    later = now + datetime.timedelta(minutes=16)
    save(text, small.other, ONE, version=482, now=later)
    assert text.history.count() == before + 3


def test_split_puts_a_block_between_two_texts(small, text):
    small.section.blocks.filter(kind="figures").update(order=text.order + 1)
    made = split_text(
        text, before=ONE, after=TWO, kind="call_out", base_version=1, by=small.officer, now=NOW
    )
    blocks = list(small.section.blocks.order_by("order"))
    assert [b.kind for b in blocks] == ["text", "call_out", "text", "figures"]
    assert [b.text for b in blocks[:3]] == [ONE, "", TWO]
    assert made == blocks[1]


def test_split_at_the_end_makes_no_empty_text(small, text):
    split_text(
        text, before=ONE, after="<p></p>", kind="vision", base_version=1, by=small.officer, now=NOW
    )
    assert small.section.blocks.filter(kind="text").count() == 1


def test_split_of_a_newer_text_is_refused(small, text):
    save(text, small.other, ONE)
    with pytest.raises(Refused, match="a moment ago"):
        split_text(
            text, before=ONE, after=TWO, kind="vision", base_version=1, by=small.officer, now=NOW
        )
    assert stored(text).text == ONE


CLIENTS = 20


@pytest.mark.django_db(transaction=True)
def test_twenty_clients_on_one_version_are_one_success_and_nineteen_conflicts(small):
    Block.objects.filter(pk=small.block.pk).update(text=ONE)
    address = reverse("plans:block_save", args=[small.block.uid])
    clients = []
    for number in range(CLIENTS):
        client = Client()
        client.force_login(factories.user("officer", small.partnership, post=f"Officer {number}"))
        clients.append(client)
    start, answers = threading.Barrier(CLIENTS), []

    def press(client, number):
        sent = {"text": ONE.replace("first", f"number {number}"), "base_version": 1, "base": ONE}
        start.wait()
        try:
            answers.append(client.post(address, sent, content_type="application/json").status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=each[::-1]) for each in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] + [409] * (CLIENTS - 1)
    assert Block.objects.get(pk=small.block.pk).version == 2
    assert KeptText.objects.count() == CLIENTS - 1
