"""What could not be saved in its place: kept for its author alone, joined, placed, let go."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.models import Block, Plan, Section
from plans.models.writing import KeptText
from plans.workflow.kept import keep_text, keep_without_place, kept_for, settle
from plans.workflow.parts import take_out_block, take_out_section
from records.models import Change
from records.saving import save_over
from tests import factories

NOW = timezone.now()
A, B, C = (
    '<p id="p-0000000a">Alpha is first.</p>',
    '<p id="p-0000000b">Beta is second.</p>',
    '<p id="p-0000000c">Gamma is third.</p>',
)


@pytest.fixture
def block(small):
    return saved(small.block, A + B + C, small.officer)


@pytest.fixture
def other(small):
    """Another officer of the same partnership."""
    return factories.user("officer", small.partnership, post="Champion Network chair")


def saved(block, text, by):
    block = Block.objects.get(pk=block.pk)
    block.text = text
    return save_over(block, base_version=block.version, by=by)


def keep(block, text, by, base=None, base_version=None):
    base = A + B + C if base is None else base
    version = block.version if base_version is None else base_version
    return keep_text(block, base_version=version, base=base, text=text, by=by, now=NOW)


@pytest.fixture
def kept(small, block, other):
    """Mine: Alpha and Beta changed; theirs: Beta (the same word) and Gamma."""
    found = keep(block, A.replace("first", "mine") + B.replace("second", "mine") + C, small.officer)
    saved(block, A + B.replace("second", "theirs") + C.replace("third", "theirs"), other)
    return found


def page(client, kept):
    return client.get(reverse("plans:kept_join", args=[kept.uid]))


def send(client, kept, answer, **choices):
    form = {
        "base_version": answer.context["choices"].base_version,
        "shown": answer.context["choices"].shown,
    }
    for place in answer.context["choices"].places:
        form[f"choice-{place.id}"] = place.chosen
        form[f"own-{place.id}"] = place.typed
    return client.post(reverse("plans:kept_join", args=[kept.uid]), form | choices, follow=True)


# ---- the page


def test_kept_join_counts_and_shows_both_texts(officer, kept):
    answer = page(officer, kept)
    shown = " ".join(answer.content.decode().split())
    assert "Two changes join by themselves; <strong>one needs you</strong>" in shown
    assert "Champion Network chair" in shown
    assert "only you changed this" in shown
    assert "only they changed this" in shown
    assert "1 of 1" in shown


def test_kept_join_saves_what_was_chosen_and_names_both_parents(officer, kept, block, small):
    answer = send(officer, kept, page(officer, kept), **{"choice-p-0000000b": "theirs"})
    stored = Block.objects.get(pk=block.pk)
    assert stored.text == (
        A.replace("first", "mine") + B.replace("second", "theirs") + C.replace("third", "theirs")
    )
    assert "Saved as version" in answer.content.decode()
    assert not KeptText.objects.exists()
    change = Change.objects.get(action="block.join")
    assert change.before["mine"] == kept.text
    assert "theirs" in change.before["theirs"]
    assert change.after == {"version": stored.version}
    assert stored.history.first().history_user == small.officer


def test_kept_join_does_not_save_while_a_clash_is_open(officer, kept, block):
    answer = send(officer, kept, page(officer, kept))
    assert "Choose a text for 1 place" in answer.content.decode()
    assert "mine" not in Block.objects.get(pk=block.pk).text
    assert KeptText.objects.get() == kept


def test_kept_join_keeps_what_was_typed_while_another_clash_is_open(
    officer, kept, block, small, other
):
    mine = "".join(one.replace("is", "was mine") for one in (A, B, C))
    saved(block, "".join(one.replace("is", "was theirs") for one in (A, B, C)), other)
    keep(block, mine, small.officer)
    typed = {"own-p-0000000b": "My own words & <more>.", "choice-p-0000000a": "theirs"}
    answer = send(officer, kept, page(officer, kept), **typed)
    shown = answer.content.decode()
    assert "Choose a text for 1 place" in shown
    assert "My own words &amp; &lt;more&gt;." in shown
    places = {place.id[-1]: place.chosen for place in answer.context["choices"].places}
    assert places == {"a": "theirs", "b": "own", "c": ""}


def test_kept_join_takes_own_wording_whatever_radio_is_set(officer, kept, block):
    typed = {"choice-p-0000000b": "theirs", "own-p-0000000b": "Neither & nor."}
    send(officer, kept, page(officer, kept), **typed)
    assert '<p id="p-0000000b">Neither &amp; nor.</p>' in Block.objects.get(pk=block.pk).text


def test_kept_join_undoes_what_joined_by_itself(officer, kept, block):
    chosen = {f"choice-p-0000000{key}": "base" for key in "abc"}
    send(officer, kept, page(officer, kept), **chosen)
    assert Block.objects.get(pk=block.pk).text == A + B + C


def test_kept_join_previews_without_saving(officer, kept, block):
    before = Block.objects.get(pk=block.pk).text
    answer = send(
        officer, kept, page(officer, kept), preview="1", **{"choice-p-0000000b": "theirs"}
    )
    assert "Alpha is mine." in answer.context["preview"]
    assert Block.objects.get(pk=block.pk).text == before


def test_kept_join_takes_in_by_itself_what_came_meanwhile(officer, kept, block, other):
    shown = page(officer, kept)
    now = Block.objects.get(pk=block.pk)
    saved(block, now.text + '<p id="p-0000000d">Delta is new.</p>', other)
    send(officer, kept, shown, **{"choice-p-0000000b": "theirs"})
    text = Block.objects.get(pk=block.pk).text
    assert "Delta is new." in text
    assert "Alpha is mine." in text


def test_kept_join_asks_only_for_what_is_new_when_it_clashes_again(officer, kept, block, other):
    shown = page(officer, kept)
    now = Block.objects.get(pk=block.pk)
    saved(block, now.text.replace("Alpha is first", "Alpha was theirs"), other)
    answer = send(officer, kept, shown, **{"choice-p-0000000b": "theirs"})
    assert "Your choices are kept" in answer.content.decode()
    assert [place.id[-1] for place in answer.context["choices"].clashes] == ["a"]
    assert len(answer.context["choices"].places) == 1


def test_kept_join_of_a_locked_plan_saves_nothing_and_keeps_the_text(officer, kept, small):
    shown = page(officer, kept)
    small.submit()
    answer = send(officer, kept, shown, **{"choice-p-0000000b": "mine"})
    assert "Your text stays kept" in answer.content.decode()
    assert KeptText.objects.get() == kept


def test_kept_join_cleans_what_was_typed(officer, kept, block):
    typed = {"own-p-0000000b": "<script>alert(1)</script><b onclick=x>bold</b>"}
    send(officer, kept, page(officer, kept), **typed)
    text = Block.objects.get(pk=block.pk).text
    assert "<script" not in text
    assert "<b" not in text


@pytest.mark.parametrize("who", ["other", "executive"])
def test_kept_join_is_for_its_author_alone(client, kept, small, other, who):
    client.force_login(other if who == "other" else small.executive)
    for name in ("kept_join", "kept_discard"):
        assert client.get(reverse(f"plans:{name}", args=[kept.uid])).status_code == 404
    for name in ("kept_join", "kept_discard", "kept_place", "kept_put_back"):
        assert client.post(reverse(f"plans:{name}", args=[kept.uid])).status_code == 404
    assert kept.where not in client.get(reverse("plans:kept_list")).content.decode()
    assert KeptText.objects.exists()


def test_kept_join_reads_nothing_for_each_paragraph(
    officer, kept, block, small, other, django_assert_max_num_queries
):
    many = "".join(f'<p id="p-{n:08d}">Text {n}.</p>' for n in range(60))
    keep(block, many, small.officer)
    saved(block, many.replace("Text", "Their text"), other)
    with django_assert_max_num_queries(25):
        assert page(officer, kept).status_code == 200


def test_bad_versions_lead_back_to_the_page(officer, kept):
    address = reverse("plans:kept_join", args=[kept.uid])
    for version in ("", "x", "²"):
        answer = officer.post(address, {"base_version": version, "shown": ""})
        assert answer.status_code == 302


# ---- keeping


@pytest.mark.once
def test_there_is_one_kept_text_for_a_block_and_person(small, block, other):
    keep(block, A, small.officer)
    keep(block, A + B, small.officer)
    keep(block, B, other)
    assert KeptText.objects.count() == 2
    assert KeptText.objects.get(user=small.officer).text == A + B


@pytest.mark.once
def test_a_text_on_a_newer_base_takes_in_what_was_kept(small, block, other):
    keep(block, A.replace("first", "mine") + B + C, small.officer)
    newer = A + B + C.replace("third", "theirs")
    block = saved(block, newer, other)
    kept = keep(block, newer.replace("second", "later"), small.officer, base=newer)
    assert KeptText.objects.get() == kept
    assert (kept.base, kept.base_version) == (newer, block.version)
    assert (
        kept.text
        == A.replace("first", "mine") + B.replace("second", "later") + newer[-len(C) - 1 :]
    )


@pytest.mark.once
def test_what_cannot_be_taken_in_is_kept_by_itself(small, block, other):
    keep(block, A.replace("first", "mine") + B + C, small.officer)
    newer = A.replace("first", "theirs") + B + C
    block = saved(block, newer, other)
    keep(block, newer.replace("theirs", "third words"), small.officer, base=newer)
    texts = {kept.block_id: kept.text for kept in kept_for(small.officer, small.plan)}
    assert "mine" in texts[None]
    assert "third words" in texts[block.pk]


@pytest.mark.once
def test_settle_refuses_where_the_block_is_gone(small, block, kept):
    take_out_block(block, by=small.officer, now=NOW)
    with pytest.raises(Exception, match="taken out"):
        settle(kept, A, base_version=1, shown=A, by=small.officer, now=NOW)


# ---- without a place


def test_a_text_whose_section_was_taken_out_is_offered_elsewhere(officer, small, block):
    elsewhere = factories.section(small.plan, title="Elsewhere")
    kept = keep(block, A.replace("first", "mine") + B + C, small.officer)
    take_out_section(Section.objects.get(pk=block.section_id), by=small.officer, now=NOW)
    shown = page(officer, kept).content.decode()
    assert "lost its place" in shown
    assert "Put it back" in shown
    assert "Alpha is mine." in shown
    address = reverse("plans:kept_place", args=[kept.uid])
    officer.post(address, {"section": elsewhere.anchor})
    assert "Alpha is mine." in elsewhere.blocks.get().text
    assert not KeptText.objects.exists()


def test_a_section_is_put_back_and_the_texts_are_joined(officer, small, block):
    kept = keep(block, A.replace("first", "mine") + B + C, small.officer)
    take_out_section(Section.objects.get(pk=block.section_id), by=small.officer, now=NOW)
    answer = officer.post(reverse("plans:kept_put_back", args=[kept.uid]), follow=True)
    assert "One change joins by itself" in " ".join(answer.content.decode().split())
    send(officer, kept, answer)
    assert "Alpha is mine." in Block.objects.get(pk=block.pk).text


def test_a_block_is_put_back(officer, small, block):
    kept = keep(block, A.replace("first", "mine") + B + C, small.officer)
    take_out_block(block, by=small.officer, now=NOW)
    officer.post(reverse("plans:kept_put_back", args=[kept.uid]))
    assert Block.objects.filter(pk=block.pk).exists()


def test_a_place_in_another_plan_is_no_place(officer, small):
    kept = keep_without_place(
        small.plan, where="Gone", base="", text="<p>Words.</p>", by=small.officer, now=NOW
    )
    other = factories.section(factories.plan(small.partnership, slug="x", title="Other"))
    answer = officer.post(
        reverse("plans:kept_place", args=[kept.uid]), {"section": other.anchor}, follow=True
    )
    assert "Choose a section" in answer.content.decode()
    assert KeptText.objects.get() == kept


@pytest.mark.once
def test_typing_on_without_a_place_makes_no_second_row(small):
    for text in ("<p>One.</p>", "<p>One, two.</p>"):
        keep_without_place(small.plan, where="Gone", base="", text=text, by=small.officer, now=NOW)
    assert "One, two." in KeptText.objects.get().text


def test_kept_discard_shows_the_text_once_more(officer, kept):
    address = reverse("plans:kept_discard", args=[kept.uid])
    assert "Alpha is mine." in officer.get(address).content.decode()
    assert officer.post(address).status_code == 302
    assert not KeptText.objects.exists()
    assert Change.objects.filter(action="kept.discard").count() == 1


def test_kept_list_and_start_name_what_waits(officer, kept):
    for name in ("plans:kept_list", "portal:start"):
        shown = officer.get(reverse(name)).content.decode()
        assert "two texts to join" in shown
        assert reverse("plans:kept_join", args=[kept.uid]) in shown


def test_whoever_left_the_partnership_finds_no_kept_text(officer, kept, small):
    small.officer.roles.update(to_date=timezone.localdate() - datetime.timedelta(days=1))
    assert page(officer, kept).status_code == 404
    assert Plan.objects.exists()
