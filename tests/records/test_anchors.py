"""Each paragraph has an id that lasts: through editing, pasting and saving elsewhere."""

import pytest

from records.anchors import anchored, joined, paragraphs
from tests import factories

pytestmark = pytest.mark.once

BEFORE = (
    '<h3 id="p-0000000h">Aim</h3><p id="p-00000001">Crime stays low here.</p>'
    '<ul><li id="p-00000002">First point</li><li id="p-00000003">Second point</li></ul>'
    '<table id="p-0000000t"><tbody><tr><td>One</td></tr></tbody></table>'
)


def ids(html):
    return [one.id for one in paragraphs(html)]


def test_a_text_with_ids_stays_as_it_is():
    assert anchored(BEFORE) == BEFORE


def test_each_paragraph_heading_point_and_table_gets_an_id_of_its_own():
    found = ids(anchored(factories.bare(BEFORE)))
    assert len(set(found)) == 5
    assert all(found)


def test_paragraphs_that_lost_their_ids_take_them_back_by_their_words():
    typed = factories.bare(BEFORE).replace("stays low here", "stays very low here")
    assert ids(anchored(typed, before=BEFORE)) == ids(BEFORE)


def test_another_paragraph_takes_no_id_of_an_old_one():
    found = anchored("<p>Something else altogether is said.</p>", before=BEFORE)
    assert not set(ids(found)) & set(ids(BEFORE))


def test_an_id_stands_once_and_stays_with_the_first():
    twice = '<p id="p-00000001">One.</p><p id="p-00000001">Two.</p>'
    first, second = ids(anchored(twice))
    assert first == "p-00000001"
    assert second not in ("", first)


def test_only_whole_paragraphs_have_ids():
    html = '<ul><li id="p-00000002"><p id="p-00000009">Point</p></li></ul>'
    assert anchored(html) == '<ul><li id="p-00000002"><p>Point</p></li></ul>'


def test_words_outside_a_paragraph_become_one():
    assert factories.bare(anchored("Words &amp; <strong>more</strong>")).startswith("<p>Words")


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Fish &amp; chips &lt;b&gt; &#163;5</p>",
        '<p>One<br>two <a href="https://example.org/?a=1&amp;b=2">three</a></p>',
        "<ul><li>One<ul><li>Below</li></ul></li></ul><ol><li>Two</li></ol>",
        "<table><caption>Who</caption><tbody><tr><th scope=\"row\">A</th></tr></tbody></table>",
    ],
)  # fmt: skip
def test_cut_and_joined_again_a_text_is_the_same(html):
    assert factories.bare(joined(paragraphs(anchored(html)))) == html
