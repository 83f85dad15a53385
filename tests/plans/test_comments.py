"""Comments: everybody of a partnership takes part, and no words drift or appear in public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans.documents import compose
from plans.documents.commenting import Part, Remark, comments_of, initials, place
from plans.documents.outline import load_outline
from plans.models import Block, Comment
from plans.views.needs import needs_of
from plans.workflow.commenting import LONGEST, answer, resolve, say, take_up
from records.anchors import paragraphs
from records.models import Change
from records.moves import Refused
from tests import factories

NOW = timezone.now()
ONE = Part("p-aaaaaaaa", "Thefts of bicycles fell by 12.", "p-aaaaaaaa")
TWO = Part("p-bbbbbbbb", "Burglary rose by 3.", "p-bbbbbbbb")


def said(small, text="Which ones?", by=None, **about):
    about.setdefault("section", small.section)
    return say(small.again(), text=text, by=by or small.lead, now=NOW, **about)


def anchor(small):
    return paragraphs(Block.objects.get(pk=small.block.pk).text)[0].id


def rewrite(small, html):
    block = Block.objects.get(pk=small.block.pk)
    block.text = html
    block.save()


def standing(small, person=None):
    """How the first comment of the section stands to its text."""
    remarks = comments_of(
        small.plan,
        load_outline(small.plan),
        user=person or small.officer,
        writer=True,
        section=small.section,
    )
    return remarks.all[0].standing


# ---- where a quote stands


@pytest.mark.once
@pytest.mark.parametrize(
    ("where", "quote", "expected"),
    [
        ("p-aaaaaaaa", "fell by 12", ("here", ONE)),
        ("p-aaaaaaaa", "fell \n by  12", ("here", ONE)),
        ("p-aaaaaaaa", "", ("here", ONE)),
        ("p-aaaaaaaa", "fell by 13", ("changed", ONE)),
        ("p-aaaaaaaa", "rose by 3", ("moved", TWO)),
        ("p-cccccccc", "rose by 3", ("moved", TWO)),
        ("p-cccccccc", "gone words", ("gone", None)),
        ("p-cccccccc", "", ("gone", None)),
        ("", "", ("", None)),
    ],
)
def test_place(where, quote, expected):
    assert place(Comment(anchor=where, quote=quote), [ONE, TWO]) == expected


@pytest.mark.once
def test_initials():
    assert [initials(label) for label in ("Analyst", "Crime reduction adviser", "(none)")] == [
        *("A", "CR", "")
    ]
    assert Remark(Comment(author_label="Analyst")).initials == "A"


def test_a_comment_survives_edits_or_says_that_its_words_have_gone(small):
    key = anchor(small)
    said(small, anchor=key, quote="first words")
    assert standing(small) == "here"
    rewrite(small, f'<p id="{key}">Now the <strong>first</strong> words of all.</p>')
    assert standing(small) == "here"
    rewrite(small, f'<p id="{key}">Now the last of all.</p><p>The first words.</p>')
    assert standing(small) == "moved"
    rewrite(small, f'<p id="{key}">Now the last of all.</p>')
    assert standing(small) == "changed"
    rewrite(small, '<p id="p-zzzzzzzz">Another paragraph.</p>')
    assert standing(small) == "gone"


def test_quotes_hold_across_marks_and_signs(officer, small):
    rewrite(small, '<p id="p-mmmmmmmm">Crime &amp; dis<strong>order</strong> fell.</p>')
    add = reverse("plans:comment_add", args=[small.section.uid])
    typed = {"text": "Why?", "quote": "Crime & disorder", "anchor": "p-mmmmmmmm"}
    assert officer.post(add, typed).status_code == 302
    assert standing(small) == "here"


def test_a_comment_on_words_of_a_live_block(small):
    live = small.section.blocks.get(kind="figures")
    said(small, anchor=f"block-{live.uid.hex[:8]}", quote=small.figure.measure.name)
    assert standing(small) == "here"
    live.chosen_figures.all().delete()
    assert standing(small) == "changed"


def test_the_pane_says_how_each_comment_stands(officer, small):
    said(small, anchor=anchor(small), quote="no such words", text="Look here.")
    page = officer.get(reverse("plans:section_detail", args=[small.section.uid])).content.decode()
    assert "The text it spoke of has changed" in page
    assert "The old words: </span>" in page
    assert "Look here." in page


# ---- who says what


@pytest.mark.parametrize("role", ["officer", "executive", "lead"])
def test_every_role_comments_and_replies_also_while_the_text_is_locked(client, small, role):
    small.submit()
    client.force_login(getattr(small, role))
    add = reverse("plans:comment_add", args=[small.section.uid])
    added = client.post(add, {"text": " Is this right? "})
    comment = Comment.objects.get()
    section = reverse("plans:section_detail", args=[small.section.uid])
    assert added["Location"] == f"{section}#comment-{comment.uid}"
    assert (comment.text, comment.author_label) == ("Is this right?", getattr(small, role).label)
    client.post(reverse("plans:comment_reply", args=[comment.uid]), {"text": "Yes."})
    assert [reply.text for reply in comment.replies.all()] == ["Yes."]
    actions = Change.objects.filter(action__startswith="comment.").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == ["comment.add", "comment.reply"]


def test_nobody_else_comments(small):
    other = factories.user("officer", factories.partnership())
    with pytest.raises(Refused):
        said(small, by=other)
    with pytest.raises(Refused):
        answer(said(small), text="No", by=other, now=NOW)


def test_a_comment_on_the_whole_plan(officer, small):
    officer.post(reverse("plans:plan_comment_add", args=[small.plan.uid]), {"text": "Too long?"})
    comment = Comment.objects.get()
    assert comment.section is None
    page = officer.get(reverse("plans:plan_detail", args=[small.plan.uid])).content.decode()
    assert "Comments on the whole plan" in page
    assert f'id="comment-{comment.uid}"' in page


def test_resolving_and_taking_up_again(officer, small):
    comment = said(small)
    officer.post(reverse("plans:comment_resolve", args=[comment.uid]))
    comment.refresh_from_db()
    assert comment.resolved_by_label == small.officer.label
    page = officer.get(reverse("plans:section_detail", args=[small.section.uid])).content.decode()
    assert "1 resolved" in page
    assert "Take up again" in page
    resolve(comment, by=small.officer, now=NOW)  # again: nothing more
    officer.post(reverse("plans:comment_take_up", args=[comment.uid]))
    comment.refresh_from_db()
    assert comment.resolved_at is None
    assert Change.objects.filter(action="comment.resolve").count() == 1


def test_a_reply_takes_a_resolved_comment_up_again(small):
    comment = resolve(said(small), by=small.officer, now=NOW)
    answer(comment, text="But look.", by=small.lead, now=NOW)
    comment.refresh_from_db()
    assert comment.resolved_at is None


def test_who_resolves(client, small):
    comment = said(small, by=small.lead)
    client.force_login(small.executive)
    address = reverse("plans:comment_resolve", args=[comment.uid])
    assert client.post(address).status_code == 403
    page = client.get(reverse("plans:section_detail", args=[small.section.uid])).content.decode()
    assert address not in page
    with pytest.raises(Refused):
        resolve(comment, by=small.executive, now=NOW)
    with pytest.raises(Refused):
        resolve(answer(comment, text="Yes", by=small.lead, now=NOW), by=small.officer, now=NOW)
    resolve(comment, by=small.lead, now=NOW)
    take_up(comment, by=small.lead, now=NOW)


# ---- what is typed


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": "  "}, "Write what you want to say."),
        ({"text": "x" * (LONGEST + 1)}, "Keep it under 5,000 characters"),
        ({"text": "Kept.", "quote": "not there"}, "do not stand in this section"),
        ({"text": "Kept.", "quote": "not there", "anchor": "HERE"}, "do not stand there"),
        ({"text": "Kept.", "quote": "x" * 501}, "Quote at most 500 characters"),
        ({"text": "Kept.", "anchor": "<script>"}, "Select a valid choice"),
    ],
)
def test_bad_input_stands_beside_what_was_typed(officer, small, typed, words):
    if typed.get("anchor") == "HERE":
        typed = typed | {"anchor": anchor(small)}
    page = officer.post(reverse("plans:comment_add", args=[small.section.uid]), typed)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert typed["text"].strip() in page.content.decode()
    assert not Comment.objects.exists()


def test_a_quote_alone_finds_its_paragraph(officer, small):
    add = reverse("plans:comment_add", args=[small.section.uid])
    officer.post(add, {"text": "Why?", "quote": "first  words"})
    comment = Comment.objects.get()
    assert (comment.anchor, comment.quote) == (anchor(small), "first words")


def test_a_comment_on_a_paragraph_that_is_typed_just_now(officer, small):
    add = reverse("plans:comment_add", args=[small.section.uid])
    officer.post(add, {"text": "Why?", "quote": "new words", "anchor": "p-newnew00"})
    assert Comment.objects.get().anchor == "p-newnew00"


def test_comments_never_enter_what_is_published(small):
    before = compose(small.plan)
    said(small, anchor=anchor(small), quote="first words", text="A secret remark")
    after = compose(small.plan)
    assert after.content_hash == before.content_hash
    assert "secret" not in after.fragment


def test_markup_in_a_comment_is_only_words(officer, small):
    said(small, text="<script>alert(1)</script>")
    page = officer.get(reverse("plans:section_detail", args=[small.section.uid])).content.decode()
    assert "<script>alert" not in page


# ---- the list, and the start pages


def test_all_comments_of_a_plan(officer, small):
    said(small, text="On the section")
    say(small.plan, text="On the plan", by=small.lead, now=NOW)
    resolve(said(small, text="Done with"), by=small.officer, now=NOW)
    page = officer.get(reverse("plans:comment_list", args=[small.plan.uid])).content.decode()
    assert "2 comments wait for an answer." in page
    assert "1 resolved" in page
    assert page.index("On the plan") < page.index("On the section")


def test_resolving_in_the_list_leads_back_to_it(officer, small):
    comment = said(small)
    resolved = officer.post(reverse("plans:comment_resolve", args=[comment.uid]), {"from": "list"})
    assert resolved["Location"] == reverse("plans:comment_list", args=[small.plan.uid])


@pytest.mark.once
def test_the_number_of_queries_does_not_grow_with_the_comments(officer, small):
    def count(address):
        officer.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            officer.get(address)
        return len(queries)

    pages = [
        reverse("plans:section_detail", args=[small.section.uid]),
        reverse("plans:comment_list", args=[small.plan.uid]),
    ]
    key = anchor(small)
    answer(said(small, anchor=key, quote="first words"), text="Yes", by=small.officer, now=NOW)
    few = [count(page) for page in pages]
    for number in range(6):
        section = factories.section(small.plan)
        comment = said(small, section=section if number % 2 else small.section, anchor=key)
        answer(comment, text="Yes", by=small.officer, now=NOW)
    assert [count(page) for page in pages] == few


def test_the_officers_start_page_counts_what_waits(officer, small):
    assert "for an answer" not in officer.get("/workspace/").content.decode()
    said(small)
    said(small)
    resolve(said(small), by=small.officer, now=NOW)
    page = officer.get("/workspace/").content.decode()
    assert "2 comments wait for an answer" in page
    small.section.taken_out_at = NOW
    small.section.save()
    assert "for an answer" not in officer.get("/workspace/").content.decode()


def test_a_member_is_asked_to_answer_a_reply(small):
    comment = said(small, by=small.executive)
    assert not [need for need in needs_of(small.executive, NOW.date()) if "comment" in need.title]
    answer(comment, text="Who speaks to the media?", by=small.officer, now=NOW)
    [need] = [n for n in needs_of(small.executive, NOW.date()) if n.title == "Answer a comment"]
    assert "Partnership officer replied to you about Introduction: Who speaks" in need.why
    assert need.address.endswith(f"#comment-{comment.uid}")
    resolve(comment, by=small.officer, now=NOW)
    assert not [n for n in needs_of(small.executive, NOW.date()) if n.title == "Answer a comment"]
