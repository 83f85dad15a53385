"""Live blocks: where their data lives, how figures are shown, what is news to whom, progress."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.documents import compose
from plans.models import Block, ProgressUpdate, SectionLook
from plans.models.blocks import BlockKind
from plans.workflow.parts import take_out_block
from priorities.models import Figure
from records.saving import save_over
from tests import factories
from tests.reading import words_of

HOUR = datetime.timedelta(hours=1)


def page_of(name, thing):
    return reverse(f"plans:{name}", args=[thing.uid])


@pytest.fixture
def figures(small):
    return small.section.blocks.get(kind="figures")


def revise(small, by=None, **fields):
    figure = Figure.objects.get(pk=small.figure.pk)
    for name, value in fields.items():
        setattr(figure, name, value)
    return save_over(figure, base_version=figure.version, by=by or small.officer)


@pytest.mark.once
def test_section_detail_says_where_the_data_lives(officer, small):
    page = officer.get(page_of("section_detail", small.section)).text
    home = reverse("priorities:measure_list", args=["small-place"])
    assert f'The data lives in <a href="{home}">Priorities, Figures</a>' in page
    assert "April 2010 to March 2011" in page
    assert "<strong>Not stated</strong>: levels (only changes are given)." in page
    assert "live block, 1 measure" in page


@pytest.mark.once
def test_every_live_block_has_a_home_and_opens(officer, small):
    kinds = [k for k in BlockKind if k not in ("text", "call_out", "picture", "figures")]
    for kind in kinds:
        factories.block(small.section, text="", kind=kind)
    page = officer.get(page_of("section_detail", small.section))
    assert page.status_code == 200
    homes = {b.kind: b.home for b in page.context["entry"].blocks if not b.is_written}
    assert [kind for kind, home in homes.items() if home is None] == [
        "candidates", "scores", "decisions",
    ]  # fmt: skip
    for home in filter(None, homes.values()):
        if not home.address.startswith("/admin/"):
            assert officer.get(home.address).status_code == 200, home


@pytest.mark.parametrize(
    ("way", "holds", "lacks"),
    [
        ("table", "<caption>Table 1.", 'figure-sentence"'),
        ("list", '<ul class="figure-sentences">', "<caption>"),
        ("sentence", '<p class="figure-sentence">Overall crime levels reduced', "<ul"),
    ],
)
def test_block_show_as_changes_what_is_composed(officer, small, figures, way, holds, lacks):
    data = {"show_as": way, "base_version": figures.version}
    officer.post(page_of("block_show_as", figures), data)
    fragment = compose(small.again()).fragment
    assert holds in fragment
    assert lacks not in fragment[fragment.index("The first words") :]
    assert "277" in fragment


def test_block_show_as_over_a_newer_version_is_refused(officer, small, figures):
    save_over(Block.objects.get(pk=figures.pk), base_version=figures.version, by=small.officer)
    data = {"show_as": "list", "base_version": figures.version}
    answer = officer.post(page_of("block_show_as", figures), data, follow=True)
    assert "Somebody changed this block meanwhile" in answer.text
    assert Block.objects.get(pk=figures.pk).show_as == "table"


@pytest.mark.once
@pytest.mark.parametrize("data", [{}, {"show_as": "pie", "base_version": 1}, {"show_as": "list"}])
def test_block_show_as_takes_nothing_else(officer, figures, data):
    answer = officer.post(page_of("block_show_as", figures), data, follow=True)
    assert "Choose a table, a list or a sentence." in answer.text


# ---- revised since my last look


def test_a_revised_figure_is_news_until_seen_and_to_each_person_alone(officer, client, small):
    address = page_of("section_detail", small.section)
    officer.get(address)
    other = factories.user("officer", small.partnership, post="Second officer")
    client.force_login(other)
    client.get(address)
    revise(small, change=280)
    for person in (other, small.officer):
        client.force_login(person)
        page = client.get(address).text
        assert "1 figure was revised on" in page
        assert "You saw: Overall crime levels reduced by 277 offences (6%)" in page
        assert "It is now: Overall crime levels reduced by 280 offences (6%)" in page
        assert "By Partnership officer" in page
    client.post(page_of("section_seen", small.section))
    assert "revised on" not in client.get(address).text
    client.force_login(other)
    assert "1 figure was revised on" in client.get(address).text


@pytest.mark.once
def test_a_first_look_finds_no_news_and_what_was_put_back_is_none(officer, small):
    revise(small, change=280)
    address = page_of("section_detail", small.section)
    assert "revised on" not in officer.get(address).text
    revise(small, change=290)
    revise(small, change=280)
    assert "revised on" not in officer.get(address).text


@pytest.mark.once
def test_section_detail_asks_no_more_for_more_revised_figures(
    officer, small, figures, django_assert_max_num_queries
):
    address = page_of("section_detail", small.section)
    officer.get(address)
    revise(small, change=280)
    with django_assert_max_num_queries(90) as few:
        officer.get(address)
    more = [factories.figure(factories.measure(small.partnership)) for _ in range(5)]
    figures.choose_figures([small.figure, *more])
    SectionLook.objects.update(at=timezone.now())
    for figure in more:
        figure.change = 12
        save_over(figure, base_version=1, by=small.officer)
    with django_assert_max_num_queries(len(few)):
        assert "5 figures were revised" in officer.get(address).text


def test_a_small_change_is_marked_in_words(officer, small):
    revise(small, change=2)
    page = officer.get(page_of("section_detail", small.section)).text
    assert '<span class="status status--wait">Small count</span>' in page


def test_a_block_that_is_taken_out_leaves_its_data(small, figures):
    take_out_block(figures, by=small.officer, now=timezone.now())
    assert Figure.objects.filter(pk=small.figure.pk).exists()
    assert figures.chosen_figures.count() == 1
    assert "277" not in words_of(compose(small.again()).fragment)


# ---- progress


@pytest.fixture
def progress(small):
    small.chapter = factories.section(small.plan, "Chapter")
    small.walk = factories.action(small.chapter, "Walk the streets")
    small.talk = factories.action(factories.section(small.plan, "Other"), "Talk in schools")
    factories.block(small.chapter, text="", kind="progress")
    return small


def update(action, quarter, status, commentary=""):
    return ProgressUpdate.objects.create(
        action=action, year=2011, quarter=quarter, status=status, commentary=commentary
    )


def test_progress_shows_the_last_update_of_each_action_of_its_chapter(progress):
    update(progress.walk, 1, "green")
    update(progress.walk, 2, "red", "Two officers left.")
    fragment = compose(progress.again()).fragment
    table = fragment[fragment.index('<table class="progress-table">') :]
    assert 'standing--bad">Off track' in table
    assert "Quarter 2, 2011-12" in table
    assert "Two officers left." in table
    assert "On track" not in table
    assert "Talk in schools" not in table
    assert '<th scope="row">2.1 Walk the streets</th>' in table


@pytest.mark.once
def test_progress_outside_an_action_chapter_shows_the_whole_plan(progress):
    factories.block(progress.section, text="", kind="progress")
    progress.chapter.blocks.all().delete()
    fragment = compose(progress.again()).fragment
    assert "Walk the streets" in fragment and "Talk in schools" in fragment
    assert fragment.count("No report yet") == 2


# ---- where a number appears


def test_figure_edit_lists_the_sections_that_show_it_and_the_editions_that_keep_it(officer, small):
    small.submit()
    small.answer()
    small.publish()
    small.reopen()
    revise(small, change=300)
    page = officer.get(page_of("figure_edit", small.figure)).text
    where = f"{page_of('section_detail', small.section)}#block-"
    assert where in page
    assert "Small Plan 2011-2012, section 1, Introduction" in page
    assert "edition 1</a> keeps the old number: “reduced 277 (6%)”" in page


@pytest.mark.once
def test_figure_edit_names_no_place_that_was_taken_out(officer, small, figures):
    take_out_block(figures, by=small.officer, now=timezone.now())
    assert "No plan shows it yet." in officer.get(page_of("figure_edit", small.figure)).text
