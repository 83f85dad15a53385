"""A plan composed from its data: complete, the same each time, in few queries."""

import re
from itertools import pairwise

from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.documents import compose
from plans.models import Block, Plan, Section
from priorities.models import Figure
from records.saving import save_over
from tests.reading import words_of

SLUG = "partnership-plan-2011-12"


def the_plan():
    return Plan.objects.get(slug=SLUG)


def test_compose_gives_the_same_bytes_each_time(demo):
    assert compose(the_plan()) == compose(the_plan())


def test_compose_names_neither_edition_nor_date(demo):
    fragment = compose(the_plan()).fragment
    assert "Edition" not in fragment
    assert "2026" not in words_of(fragment)


def test_one_figure_changed_once_changes_sentence_table_and_fingerprint(demo):
    before = compose(the_plan())
    figure = Figure.objects.get(change=277)
    figure.change = 280
    save_over(figure, base_version=figure.version, by=demo.user())
    after = compose(the_plan())
    assert "by 280 offences (6%)" in after.fragment
    assert "277" not in words_of(after.fragment)
    assert after.content_hash != before.content_hash


def test_a_figure_without_a_change_stands_in_a_table_of_its_own(demo):
    block = Block.objects.get(kind="figures", section__plan__slug=SLUG)
    burglary = Figure.objects.current().get(
        measure__code="prc:domestic-burglary", area__code="E22000036"
    )
    block.chosen_figures.create(figure=burglary, order=20)
    fragment = compose(the_plan()).fragment
    assert "What was counted" in fragment
    counted = fragment.split("What was counted")[1].split("</table>")[0]
    assert "Domestic burglary" in counted and ">93<" in counted
    changed = fragment.split("What was counted")[0].rsplit("<table", 2)[1]
    assert "Domestic burglary" not in changed


def test_headings_skip_no_level(demo):
    levels = [int(level) for level in re.findall(r"<h(\d)", compose(the_plan()).fragment)]
    assert levels[0] == 2
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_contents_carry_their_own_titles(demo):
    contents = compose(the_plan()).snapshot["contents"]
    titles = {entry["number"]: entry["title"] for entry in contents}
    assert titles["4.3"] == "Reduce re-offending"
    assert (
        Section.objects.get(title="Reducing re-offending", plan__slug=SLUG).contents_title
        == titles["4.3"]
    )


def test_script_that_reached_the_database_never_reaches_the_page(demo):
    block = Block.objects.filter(kind="text", section__plan__slug=SLUG).first()
    # Past the field's own cleaning, as a restore from elsewhere could.
    Block.objects.filter(pk=block.pk).update(text="<p>Fine</p><script>alert(1)</script>")
    fragment = compose(the_plan()).fragment
    assert "<script" not in fragment
    assert "alert" not in fragment


def test_template_like_text_stays_literal(demo):
    block = Block.objects.filter(kind="text", section__plan__slug=SLUG).first()
    Block.objects.filter(pk=block.pk).update(text="<p>{{ plan.title }} {% now 'Y' %}</p>")
    assert "{{ plan.title }} {% now 'Y' %}" in compose(the_plan()).fragment


def test_more_sections_need_no_more_queries(demo):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            compose(the_plan())
        return len(captured)

    few = queries()
    plan = the_plan()
    for number in range(40):
        section = Section.objects.create(
            plan=plan, order=50 + number, title=f"More {number}", anchor=f"more-{number}"
        )
        Block.objects.create(section=section, order=1, text="<p>More.</p>")
    assert queries() == few
