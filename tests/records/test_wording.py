"""Two texts compared word by word, for people."""

import time

import pytest

from records.wording import changes, compared, opcodes, plain, tokens

pytestmark = pytest.mark.once


def marked(before, after):
    signs = {"same": "{}", "added": "[+{}]", "removed": "[-{}]"}
    return "".join(signs[one.kind].format(one.words) for one in changes(before, after))


def test_added_words_are_told_apart_from_what_stayed():
    before = "with positive benefits for service users."
    after = "with positive benefits for service users, and the network is the first."
    assert marked(before, after) == (
        "with positive benefits for service users[+, and the network is the first]."
    )


def test_replaced_words_stand_side_by_side():
    before, after = "Support the role of independent advisors", "Support two independent advisors"
    assert marked(before, after) == "Support [-the role of] [+two] independent advisors"


def test_a_word_left_alone_between_larger_changes_is_one_change():
    before, after = "One two three of four five six", "Seven eight nine of ten eleven twelve"
    assert marked(before, after) == (
        "[-One two three of four five six][+Seven eight nine of ten eleven twelve]"
    )


def test_markup_is_left_aside_and_cells_stay_apart():
    assert marked("<strong>Bold</strong> words &amp; more", "Bold words &amp; more") == (
        "Bold words & more"
    )
    assert plain("<tr><td>One</td><td>Two</td></tr>") == "One Two"


@pytest.mark.parametrize(
    "text", ["", "  ", "One, two.", " <em>a</em> b&nbsp;c  ", "don’t 1&2 <", "é\n–"]
)
def test_tokens_put_together_are_the_text(text):
    assert "".join(tokens(text)) == text


def test_paragraphs_are_known_by_their_ids():
    before = '<p id="p-00000001">One.</p><p id="p-00000002">Two.</p><p id="p-00000003">Three.</p>'
    after = (
        '<p id="p-00000003">Three.</p><p id="p-00000001">One more.</p><p id="p-00000004">Four.</p>'
    )
    kinds = {one.id[-1]: one.kind for one in compared(before, after)}
    assert kinds == {"1": "changed", "2": "removed", "3": "moved", "4": "added"}
    assert [one.kind for one in compared(before, before)] == ["same"] * 3


def test_a_very_long_paragraph_is_compared_in_reasonable_time():
    old = [f" word{number % 7}" for number in range(20_000)]
    new = [f" word{number % 5}" for number in range(20_000)]
    began = time.monotonic()
    assert opcodes(old, new)[-1][2] == len(old)
    assert time.monotonic() - began < 5
