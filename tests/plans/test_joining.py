"""Two texts made from one are joined, and nothing that anybody wrote is lost."""

import random

import pytest

from plans.documents.joining import join
from records.anchors import paragraphs
from records.richtext import clean
from tests.factories import bare

pytestmark = pytest.mark.once


def text(**by_id):
    return "".join(f'<p id="p-0000000{key[-1]}">{words}</p>' for key, words in by_id.items())


BASE = text(p1="One stands here.", p2="Two is the second.", p3="Three ends it.")


def test_a_change_of_one_side_is_taken_and_both_sides_join_by_themselves():
    mine = BASE.replace("One stands", "One still stands")
    theirs = BASE.replace("ends it", "ends it all")
    joined = join(BASE, mine, theirs)
    assert joined.clashes == []
    assert joined.html == mine.replace("ends it", "ends it all")
    assert [row.id[-1] for row in joined.mine_joined] == ["1"]
    assert [row.id[-1] for row in joined.theirs_joined] == ["3"]


def test_words_that_do_not_touch_are_offered_together_and_need_a_person():
    mine = BASE.replace("second.", "second, each quarter.")
    theirs = BASE.replace("Two is", "Two <strong>was</strong>")
    joined = join(BASE, mine, theirs)
    assert joined.html is None
    [clash] = joined.clashes
    assert bare(clash.both) == "<p>Two <strong>was</strong> the second, each quarter.</p>"
    assert clash.both in joined.with_choices({clash.id: clash.both})


def test_changes_of_the_same_words_have_no_common_text():
    mine = BASE.replace("second", "third")
    theirs = BASE.replace("second", "fourth")
    [clash] = join(BASE, mine, theirs).clashes
    assert clash.both is None
    assert "third" in clash.mine
    assert "fourth" in clash.theirs
    with pytest.raises(ValueError, match="no chosen text"):
        join(BASE, mine, theirs).with_choices({})


def test_marks_that_would_cross_are_not_joined():
    base = text(p1="one two three four five six seven eight")
    mine = text(p1="one <em>two three four five</em> six seven eight")
    theirs = text(p1="one two three <strong>four five six seven</strong> eight")
    assert join(base, mine, theirs).clashes[0].both is None


def test_a_new_paragraph_stays_behind_the_one_it_followed():
    mine = BASE.replace('</p><p id="p-00000002">', '</p><p>Mine.</p><p id="p-00000002">')
    theirs = BASE + "<p>Theirs.</p>"
    words = [one.words for one in paragraphs(join(BASE, mine, theirs).html)]
    assert words == ["One stands here.", "Mine.", "Two is the second.", "Three ends it.", "Theirs."]


def test_what_was_saved_though_the_answer_got_lost_is_not_there_twice():
    theirs = BASE + '<p id="p-0000000x">A new paragraph of mine.</p>'
    mine = BASE + "<p>A new paragraph of mine.</p>"
    assert join(BASE, mine, theirs).html == theirs


def test_removed_by_one_and_untouched_by_the_other_is_gone():
    mine = text(p1="One stands here.", p3="Three ends it.")
    assert join(BASE, mine, BASE).html == mine
    assert join(BASE, BASE, mine).html == mine


def test_removed_by_one_and_changed_by_the_other_asks():
    mine = text(p1="One stands here.", p3="Three ends it.")
    theirs = BASE.replace("second", "last")
    joined = join(BASE, mine, theirs)
    [clash] = joined.clashes
    assert (clash.mine, clash.both) == ("", None)
    assert joined.with_choices({clash.id: ""}) == mine
    assert joined.with_choices({clash.id: clash.theirs}) == theirs


def test_the_order_of_the_only_one_who_moved_something_counts():
    mine = text(p3="Three ends it.", p1="One stands here.", p2="Two is the second.")
    theirs = BASE.replace("Two is", "Two was")
    for joined in (join(BASE, mine, theirs), join(BASE, theirs, mine)):
        assert joined.html == mine.replace("Two is", "Two was")


def test_points_of_a_list_join_one_by_one():
    base = '<ul><li id="p-00000001">First</li><li id="p-00000002">Second</li></ul>'
    mine = base.replace("First", "First of all")
    theirs = "<ul><li>Of another list</li></ul><p>And then:</p>" + base.replace(
        "</ul>", "<li>Third</li></ul>"
    )
    assert bare(join(base, mine, theirs).html) == (
        "<ul><li>Of another list</li></ul><p>And then:</p>"
        "<ul><li>First of all</li><li>Second</li><li>Third</li></ul>"
    )


def test_own_wording_is_cleaned_and_keeps_the_paragraphs_id():
    mine, theirs = BASE.replace("second", "third"), BASE.replace("second", "fourth")
    typed = "<p onclick='x()'>My own.<script>x()</script></p><p>And more.</p>"
    html = join(BASE, mine, theirs).with_choices({"p-00000002": typed})
    assert '<p id="p-00000002">My own.</p>' in html
    assert "And more." in html
    assert clean(html) == html


# ---- whatever people write


WORDS = ["the", "plan", "police", "each", "young", "quarter", "of", "a", "and", "street", "new"]


def written(rng):
    keys = [f"p-{rng.randrange(10**8):08d}" for _ in range(rng.randrange(1, 8))]
    return "".join(paragraph(rng, key) for key in keys)


def paragraph(rng, key=""):
    words = " ".join(rng.choices(WORDS, k=rng.randrange(1, 12)))
    anchor = f' id="{key}"' if key else ""
    tag = rng.choice(["p", "p", "h3"])
    return f"<{tag}{anchor}>{words}</{tag}>"


def edited(rng, html):
    """The text with some paragraphs changed, removed, moved and added."""
    found = []
    for one in paragraphs(html):
        act = rng.randrange(6)
        if act == 0:
            continue
        found.append(paragraph(rng, one.id) if act == 1 else one.html)
        if act == 2:
            found.append(paragraph(rng))
    if rng.randrange(4) == 0:
        rng.shuffle(found)
    return "".join(found)


@pytest.mark.parametrize("seed", range(300))
def test_joining_loses_nothing_that_one_side_wrote(seed):
    rng = random.Random(seed)
    base = written(rng)
    mine, theirs = edited(rng, base), edited(rng, base)
    assert bare(join(base, base, mine).html) == bare(mine)
    assert bare(join(base, mine, base).html) == bare(mine)
    joined = join(base, mine, theirs)
    result = joined.with_choices({clash.id: clash.mine for clash in joined.clashes})
    assert clean(result) == result
    ids = [one.id for one in paragraphs(result)]
    assert all(ids)
    assert len(ids) == len(set(ids))
    _nothing_is_lost(base, mine, theirs, joined, result)


def _nothing_is_lost(base, mine, theirs, joined, result):
    """Words that only one side wrote stand in the result; of a clash, mine do."""
    before = {(one.id, one.words) for one in paragraphs(base)}
    words = [one.words for one in paragraphs(result)]
    asked = {clash.id for clash in joined.clashes}
    for side in (mine, theirs):
        for one in paragraphs(side):
            chosen_away = side is theirs and one.id in asked
            if (one.id, one.words) not in before and one.id and not chosen_away:
                assert one.words in words
    fresh = [one.words for one in paragraphs(mine) if not one.id]
    assert all(one in words for one in fresh)
