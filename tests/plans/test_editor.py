"""What the editor's script asks for and hears, and the page that it works on."""

import datetime
import json
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans.documents.people import writing_now
from plans.models import Block, KeptText, Plan, Presence, Section
from plans.workflow.presence import be_present, leave
from tests import factories

ONE = '<p id="p-00000001">The first sentence.</p>'


def at(name, thing):
    return reverse(f"plans:{name}", args=[thing.uid])


def post(client, address, sent):
    return client.post(address, json.dumps(sent), content_type="application/json")


@pytest.fixture
def text(small):
    Block.objects.filter(pk=small.block.pk).update(text=ONE)
    return Block.objects.get(pk=small.block.pk)


@pytest.fixture
def other(small):
    return factories.user("officer", small.partnership, post="Champion Network chair")


def typed(words, version=1):
    return {"text": f'<p id="p-00000001">{words}</p>', "base_version": version, "base": ONE}


def test_block_save_answers_with_the_version_and_the_time(officer, text):
    answer = post(officer, at("block_save", text), typed("Mine."))
    assert answer.status_code == 200
    said = answer.json()
    assert said["version"] == 2
    assert re.fullmatch(r"\d\d:\d\d", said["saved"])
    assert said["html"] == '<p id="p-00000001">Mine.</p>'
    assert Block.objects.get(pk=text.pk).text == said["html"]


def test_block_save_over_a_newer_text_says_who_and_where_mine_is_kept(
    officer, client, text, other, small
):
    client.force_login(other)
    post(client, at("block_save", text), typed("Theirs."))
    client.force_login(small.officer)
    answer = post(client, at("block_save", text), typed("Mine."))
    assert answer.status_code == 409
    said = answer.json()
    assert said["who"] == "Champion Network chair"
    assert said["version"] == 2
    assert said["kept_url"] == at("kept_join", KeptText.objects.get())
    page = client.get(at("section_detail", small.section)).text
    assert said["kept_url"] in page


@pytest.mark.parametrize(
    "sent",
    [
        "no json", "[]", "[" * 100_000, '{"text": 1, "base_version": 1}',
        '{"text": "x"}', '{"text": "x", "base_version": -1}', '{"text": "x", "base_version": "1"}',
        '{"text": "x", "base_version": 1, "tried": "y"}',
    ],
)  # fmt: skip
@pytest.mark.once
def test_block_save_refuses_what_the_script_never_sends(officer, text, sent):
    answer = officer.post(at("block_save", text), sent, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["words"]
    assert Block.objects.get(pk=text.pk).version == 1


def test_block_save_keeps_what_no_database_holds_out(officer, text):
    answer = post(officer, at("block_save", text), typed("A\x00B\ud800C"))
    assert answer.status_code == 200
    assert Block.objects.get(pk=text.pk).text == '<p id="p-00000001">ABC</p>'


@pytest.mark.parametrize("letters", [200_000, 20_000_000])
@pytest.mark.once
def test_block_save_of_a_huge_text_is_refused_in_words(officer, text, letters):
    answer = post(officer, at("block_save", text), typed("x" * letters))
    assert answer.status_code == 413
    assert "under 200,000" in answer.json()["words"]
    assert Block.objects.get(pk=text.pk).text == ONE


def test_block_save_of_a_text_taken_out_and_of_a_locked_plan(officer, text, small):
    Block.objects.filter(pk=text.pk).update(taken_out_at=timezone.now())
    gone = post(officer, at("block_save", text), typed("Mine."))
    assert gone.status_code == 410
    assert officer.get(gone.json()["kept_url"]).status_code == 200
    Block.with_taken_out.filter(pk=text.pk).update(taken_out_at=None)
    Plan.objects.filter(pk=small.plan.pk).update(state="submitted")
    locked = post(officer, at("block_save", text), typed("Mine."))
    assert locked.status_code == 423
    assert "Mine." in KeptText.objects.get().text


def test_block_split_leads_to_the_new_block(officer, text, small):
    sent = {"before": ONE, "after": "<p>Rest.</p>", "kind": "call_out", "base_version": 1}
    answer = post(officer, at("block_split", text), sent)
    made = small.section.blocks.get(kind="call_out")
    assert answer.json()["go"] == f"{at('section_detail', small.section)}#block-{made.uid}"
    assert post(officer, at("block_split", text), sent | {"kind": "scores"}).status_code == 400
    assert post(officer, at("block_split", text), sent).status_code == 422


def test_section_beat_tells_others_who_types_here(officer, text, small, other):
    address, window = at("section_beat", small.section), str(uuid.uuid4())
    be_present(small.section, window=uuid.uuid4(), by=other, now=timezone.now(), typed=True)
    said = post(officer, address, {"window": window}).json()
    assert said["others"] == [
        {
            "who": "Champion Network chair",
            "section": str(small.section.uid),
            "title": "Introduction",
        }
    ]
    assert (said["gone"], said["locked"], said["other_window"]) == (False, False, False)
    assert said["versions"] == {str(text.uid): 1}
    assert said["texts"] == {}
    assert said["csrf"]
    page = officer.get(at("section_detail", small.section)).text
    assert "Champion Network chair is editing" in page


def test_section_beat_brings_the_text_that_another_saved(officer, client, text, small, other):
    client.force_login(other)
    post(client, at("block_save", text), typed("Theirs."))
    client.force_login(small.officer)
    asked = {"window": str(uuid.uuid4()), "versions": {str(text.uid): 1}}
    said = post(client, at("section_beat", small.section), asked).json()
    found = said["texts"][str(text.uid)]
    assert (found["version"], found["who"]) == (2, "Champion Network chair")
    assert "Theirs." in found["html"]


def test_section_beat_says_that_a_section_is_gone_and_a_plan_locked(officer, small):
    asked = {"window": str(uuid.uuid4())}
    Section.objects.filter(pk=small.section.pk).update(taken_out_at=timezone.now())
    assert post(officer, at("section_beat", small.section), asked).json()["gone"] is True
    Plan.objects.filter(pk=small.plan.pk).update(state="submitted")
    assert post(officer, at("section_beat", small.section), asked).json()["locked"] is True


@pytest.mark.once
def test_section_beat_of_a_reader_leaves_no_presence(client, small):
    client.force_login(small.executive)
    answer = post(client, at("section_beat", small.section), {"window": str(uuid.uuid4())})
    assert answer.status_code == 200
    assert not Presence.objects.exists()


def test_the_window_opened_last_writes_until_the_other_takes_over(small):
    first, second, now = uuid.uuid4(), uuid.uuid4(), timezone.now()

    def beat(window, seconds, **keys):
        moment = now + datetime.timedelta(seconds=seconds)
        return be_present(small.section, window=window, by=small.officer, now=moment, **keys)

    assert beat(first, 0) is False
    assert beat(second, 1) is False
    assert beat(first, 4) is True
    assert beat(first, 5, taking=True) is False
    assert beat(second, 6) is True
    leave(small.section, window=first, by=small.officer)
    assert beat(second, 8) is False


def test_presence_ends_a_minute_after_the_last_key_and_is_written_seldom(small, other):
    window, now = uuid.uuid4(), timezone.now()

    def beat(seconds, **keys):
        moment = now + datetime.timedelta(seconds=seconds)
        with CaptureQueriesContext(connection) as made:
            be_present(small.section, window=window, by=other, now=moment, **keys)
        found = writing_now(small.plan, now=moment, besides=small.officer)
        return len(found), sum("UPDATE" in one["sql"] for one in made)

    beat(0, typed=True)
    assert [beat(seconds) for seconds in (4, 8, 11)] == [(1, 0), (1, 0), (1, 1)]
    assert [beat(seconds)[0] for seconds in (25, 40, 55, 59, 61)] == [1, 1, 1, 1, 0]


@pytest.mark.once
def test_section_detail_asks_as_often_for_a_plan_of_sixty_pages(officer, small):
    page = at("section_detail", small.section)

    def questions():
        officer.get(page)
        with CaptureQueriesContext(connection) as made:
            assert officer.get(page).status_code == 200
        return len(made)

    few = questions()
    for number in range(30):
        section = factories.section(small.plan, f"Section {number}")
        for _ in range(4):
            factories.block(section, text=f"<p>{'Words of a long plan. ' * 80}</p>")
    for _ in range(5):
        factories.block(small.section)
    assert questions() == few


@pytest.mark.once
def test_section_detail_works_without_the_script(officer, small):
    page = officer.get(at("section_detail", small.section)).text
    assert at("block_edit", small.block) in page
    assert "The first words." in page
    assert re.search(r"<div class=\"toolbar\"[^>]* hidden", page)
    assert "importmap" in page


@pytest.mark.once
def test_section_detail_for_a_reader_has_no_editor(client, small):
    client.force_login(small.executive)
    page = client.get(at("section_detail", small.section)).text
    assert "data-toolbar" not in page
    assert "built/editor.js" not in page
