"""What changed since somebody last read a plan: exactly that, by section and word by word."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans.documents import compose
from plans.documents.since import parts, since, text_now
from plans.models import Block, PlanLook, SeenText
from plans.views.needs import needs_of
from plans.workflow.commenting import answer, say
from plans.workflow.looking import mark_read
from priorities.models import Figure
from records.moves import Refused
from tests import factories

NOW = timezone.now()


def section(anchor, title, *lines, number="1", below=""):
    words = "".join(f'<p id="p-{anchor[:4]}{n:04}">{line}</p>\n' for n, line in enumerate(lines))
    return (
        f'<section class="chapter" id="{anchor}">\n<div class="heading"><h2><span class="number">'
        f'{number}</span> {title}</h2> <a class="permalink" href="#{anchor}">Link to this</a></div>'
        f"\n{words}{below}</section>\n"
    )


def shown(steps):
    """Steps as (kind, their words with marks, or how many)."""
    marks = {"same": "{}", "added": "+{}+", "removed": "-{}-"}
    return [
        (s.kind, s.count or "".join(marks[p.kind].format(p.words.strip()) for p in s.pieces))
        for s in steps
    ]


def read(small, person=None, now=NOW):
    plan = small.again()
    return mark_read(plan, hash=text_now(plan).hash, by=person or small.executive, now=now)


def rewrite(small, html):
    block = Block.objects.get(pk=small.block.pk)
    block.text = html
    block.save()


def page_of(client, small, person=None):
    client.force_login(person or small.executive)
    return client.get(reverse("plans:plan_changes", args=[small.plan.uid]))


# ---- comparing


@pytest.mark.once
def test_parts_of_a_fragment_are_its_sections_without_those_below():
    inner = section("inner", "Inner", "Deeper.", number="1.1")
    found = parts("<p>Formats</p>" + section("outer", "Outer", "Above.", below=inner))
    assert [(p.anchor, p.number, p.title, p.lines) for p in found] == [
        ("outer", "1", "Outer", ["Above."]),
        ("inner", "1.1", "Inner", ["Deeper."]),
    ]


@pytest.mark.once
def test_rows_of_tables_are_read_cell_by_cell_and_drawings_not_at_all():
    fire = "<tr><th>Fire</th>\n<td>3</td><td></td></tr>"
    table = f"<table><tr><th>Theft</th><td>2</td></tr>\n{fire}</table>"
    drawn = "<svg><title>A bar</title></svg>"
    [part] = parts(section("a", "A", below=table + drawn))
    assert part.lines == ["Theft, 2", "Fire, 3"]


@pytest.mark.once
def test_since_shows_what_changed_and_folds_the_rest():
    before = section("a", "A", "One stays.", "Two was here before.", "Three stays.") + section(
        "b", "B", "The same."
    )
    now = section("a", "A", "One stays.", "Two was here after.", "Three stays.") + section(
        "b", "B", "The same."
    )
    found = since(before, now)
    [changed] = found.sections
    assert [part.title for part in found.unchanged] == ["B"]
    assert [(kind, said) for kind, said in shown(changed.steps)] == [
        ("same", 1),
        ("changed", "Two was here-before-+after+."),
        ("same", 1),
    ]
    assert found.minutes == 1


@pytest.mark.once
def test_since_new_sections_and_those_taken_out_and_renamed():
    before = section("a", "A", "Words.") + section("b", "B", "Old.")
    now = section("a", "Another", "Words.") + section("c", "C", "New.")
    found = since(before, now).sections
    assert [(one.part.title, one.kind, one.was_called) for one in found] == [
        ("Another", "changed", "A"),
        ("C", "added", ""),
        ("B", "removed", ""),
    ]
    assert shown(found[1].steps) == [("added", "+New.+")]
    assert shown(found[2].steps) == [("removed", "-Old.-")]


@pytest.mark.once
def test_since_another_paragraph_is_not_the_same_one_changed():
    before = section("a", "A", "Burglary fell by twelve in the year.")
    now = section("a", "A", "We thank every partner who wrote to us.")
    [changed] = since(before, now).sections
    assert [step.kind for step in changed.steps] == ["added", "removed"]


@pytest.mark.once
def test_since_words_that_look_like_markup_stay_words():
    [changed] = since(
        section("a", "A", "x &lt;b&gt; y z w"), section("a", "A", "x &lt;b&gt; y z v")
    ).sections
    assert "<b>" in "".join(piece.words for piece in changed.steps[0].pieces)


# ---- reading


def test_the_first_time_the_whole_text_then_only_what_changed(client, small):
    page = page_of(client, small)
    assert "The whole plan, to read once" in page.content.decode()
    assert "The first words." in page.content.decode()
    assert "About 1 minute." in page.content.decode()
    address = reverse("plans:plan_changes", args=[small.plan.uid])
    client.post(address, {"text": page.context["text"].hash})
    assert "Nothing changed" in client.get(address).content.decode()
    rewrite(small, "<p>The second words.</p>")
    words = client.get(address).content.decode()
    assert "1 section changed" in words
    assert "<del>" in words
    assert "<ins>" in words
    assert "I have read this" in words


def test_what_was_written_while_reading_is_not_marked(client, small):
    page = page_of(client, small)
    rewrite(small, "<p>The second words.</p>")
    with pytest.raises(Refused):
        mark_read(small.plan, hash=page.context["text"].hash, by=small.executive, now=NOW)
    address = reverse("plans:plan_changes", args=[small.plan.uid])
    answered = client.post(address, {"text": page.context["text"].hash}, follow=True)
    assert "changed while you were reading" in answered.content.decode()
    assert not PlanLook.objects.exists()


def test_texts_that_nobody_remembers_are_let_go(small):
    read(small)
    read(small, small.lead)
    assert SeenText.objects.count() == 1
    rewrite(small, "<p>The second words.</p>")
    read(small)
    assert SeenText.objects.count() == 2
    read(small, small.lead)
    assert SeenText.objects.count() == 1
    assert PlanLook.objects.count() == 2


def test_a_locked_plan_is_read_as_it_was_submitted(client, small):
    read(small)
    small.submit()
    Figure.objects.filter(pk=small.figure.pk).update(change=300)
    assert "Nothing changed" in page_of(client, small).content.decode()
    assert text_now(small.again()).fragment != compose(small.again()).fragment


def test_each_person_has_their_own(client, small):
    read(small)
    assert "to read once" in page_of(client, small, small.lead).content.decode()
    assert "Nothing changed" in page_of(client, small, small.executive).content.decode()


def test_comments_and_figures_that_are_new_since(client, small):
    earlier = NOW - datetime.timedelta(hours=1)
    read(small, now=earlier)
    comment = say(small.plan, section=small.section, text="Look at this", by=small.lead, now=NOW)
    answer(comment, text="I do", by=small.officer, now=NOW)
    say(small.plan, text="My own", by=small.executive, now=NOW)
    small.figure.change = 300
    small.figure.save()
    words = page_of(client, small).content.decode()
    assert "2 new comments" in words
    assert "My own" not in words
    assert "1 figure changed" in words
    assert small.figure.measure.name in words
    assert "300" in words


def test_a_plan_without_sections(client, small):
    small.section.delete()
    assert page_of(client, small).status_code == 200


# ---- on the start page


def test_a_member_is_told_how_many_sections_changed(small):
    assert not needs(small)
    read(small)
    assert not needs(small)
    rewrite(small, "<p>The second words.</p>")
    [need] = needs(small)
    assert need.title == "Read what changed in Small Plan 2011-12: 1 section"
    assert need.address == reverse("plans:plan_changes", args=[small.plan.uid])
    assert need.minutes == 1
    read(small)
    assert not needs(small)


def needs(small):
    return [n for n in needs_of(small.executive, NOW.date()) if "what changed" in n.title]


@pytest.mark.once
def test_the_number_of_queries_does_not_grow_with_the_plan(client, small):
    read(small)

    def count():
        page_of(client, small)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("plans:plan_changes", args=[small.plan.uid]))
        return len(queries)

    def more():
        section = factories.section(small.plan)
        factories.block(section, text="<p>More words.</p>")
        say(small.plan, section=section, text="Why?", by=small.lead, now=timezone.now())

    more()
    few = count()
    for _ in range(5):
        more()
    assert count() == few
