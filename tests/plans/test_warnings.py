"""What officers are warned of: each with its place, and nothing of it stops anything."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.models import RelatedDocument
from plans.documents.checklist import checklist
from plans.models import Block, Comment, KeptText, Picture, PlanLink, ProgressUpdate
from priorities.models import ListedPriority
from tests import factories

pytestmark = pytest.mark.once
TODAY = datetime.date(2011, 9, 1)
LONG = "This sentence goes on and on " + "and says one more thing " * 5 + "until nobody follows."


def warned(small, code, on=TODAY):
    """The words of what was found of one kind."""
    return [one.words for one in group(small, code, on)]


def group(small, code, on=TODAY):
    groups = checklist(small.again(), on).groups
    return next((each.found for each in groups if each.code == code), [])


def text(small, html):
    block = Block.objects.get(pk=small.block.pk)
    block.text = html
    block.save()
    return block


@pytest.fixture
def acting(small):
    """A section with a block of actions, and one action that lacks nothing."""
    small.actions = factories.block(small.section, text="", kind="actions")
    small.action = factories.action(
        small.section,
        "Light the underpass",
        lead_group=small.step.group,
        by_date=datetime.date(2011, 12, 1),
        prevention=True,
        all_priorities=True,
    )
    return small


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("owner", {"lead_group": None}),
        ("date", {"by_date": None}),
        ("element", {"prevention": False}),
        ("before", {"by_date": datetime.date(2011, 3, 31)}),
        ("past", {"by_date": datetime.date(2011, 8, 31)}),
    ],
)
def test_warning_of_an_action(acting, code, fields):
    assert warned(acting, code) == []
    type(acting.action).objects.update(**fields)
    assert warned(acting, code)[0].startswith("1.1 Light the underpass")
    assert f"#block-{acting.actions.uid}" in group(acting, code)[0].place.address


def test_warning_of_a_past_date_ends_with_the_report_that_it_is_complete(acting):
    type(acting.action).objects.update(by_date=datetime.date(2011, 6, 30))
    assert warned(acting, "past") == ["1.1 Light the underpass (30 June 2011)"]
    ProgressUpdate.objects.create(action=acting.action, year=2011, quarter=1, status="complete")
    assert warned(acting, "past") == []
    assert warned(acting, "past", on=datetime.date(2011, 6, 30)) == []


def test_warning_of_a_priority_without_action(acting):
    chosen = factories.priority_list(acting.partnership)
    rows = [factories.priority(acting.partnership, title) for title in ("Alcohol", "Burglary")]
    for order, row in enumerate(rows, start=1):
        ListedPriority.objects.create(
            priority_list=chosen, priority=row, wording=row.title, order=order
        )
    acting.plan.priority_list = chosen
    acting.plan.save()
    assert warned(acting, "unserved") == []
    acting.action.all_priorities = False
    acting.action.save()
    acting.action.priorities.add(rows[0])
    assert warned(acting, "unserved") == ["Burglary"]
    theme = chosen.themes.create(title="Drink")
    theme.priorities.add(rows[1])
    acting.action.theme = theme
    acting.action.save()
    assert warned(acting, "unserved") == []


def test_warning_of_a_figure_older_than_the_latest(small):
    assert warned(small, "figures") == []
    later = {
        "starts_on": datetime.date(2011, 4, 1),
        "ends_on": datetime.date(2011, 9, 30),
        "area": small.figure.area,
    }
    elsewhere = factories.figure(small.figure.measure, **later | {"area": factories.area()})
    assert warned(small, "figures") == []
    newer = factories.figure(small.figure.measure, **later)
    assert warned(small, "figures")[0].endswith("shows 2010/11, known to 30 September 2011")
    newer.internal = True
    newer.save()
    assert warned(small, "figures") == []
    assert elsewhere.pk


def test_warning_of_a_figure_after_the_plans_own_period_is_not_given(small):
    factories.figure(
        small.figure.measure,
        area=small.figure.area,
        starts_on=datetime.date(2024, 4, 1),
        ends_on=datetime.date(2025, 3, 31),
    )
    assert warned(small, "figures") == []


def test_warning_of_a_revised_figure(small):
    small.figure.standing = "revised"
    small.figure.save()
    assert warned(small, "figures")[0].endswith("revised since it was chosen")


def test_warning_of_a_related_document_past_its_review(small):
    related = RelatedDocument.objects.create(
        partnership=small.partnership, title="Protocol", review_on=datetime.date(2011, 8, 31)
    )
    PlanLink.objects.create(plan=small.plan, related=related, relation="informed_by")
    assert warned(small, "review") == ["Protocol: review 31 August 2011"]
    assert warned(small, "review", on=datetime.date(2011, 8, 31)) == []


def test_warning_of_a_picture_without_description(small):
    picture = Picture.objects.create(
        partnership=small.partnership, sha256="a" * 64, extension="png", width=1, height=1,
        description=" ",
    )  # fmt: skip
    factories.block(small.section, text="", kind="picture", picture=picture, caption="The square")
    assert warned(small, "pictures") == ["The square"]
    Picture.objects.update(description="A lit square")
    assert warned(small, "pictures") == []


def test_warning_of_long_sentences_leads_to_the_longest(small):
    block = text(small, f"<p>Short. {LONG}</p><p>{LONG} And {LONG}</p>")
    assert warned(small, "sentences")[0].startswith(
        "Introduction: 3 sentences, the longest of 35 words: “And This sentence goes on"
    )
    second = block.text.split('id="')[2][:10]
    assert group(small, "sentences")[0].place.address.endswith(f"#{second}")


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "One two three. " * 20 + "</p>",
        "<p>" + "See the list, e.g. Watch schemes. " * 10 + "</p>",
        "<table><tbody><tr><td>" + "word " * 60 + "</td></tr></tbody></table>",
        "<ul>" + "<li>five words in each point</li>" * 10 + "</ul>",
    ],
)
def test_warning_of_long_sentences_is_not_given(small, html):
    text(small, html)
    assert warned(small, "sentences") == []


def test_warning_of_a_heading_that_skips_a_level(small):
    text(small, "<h4>Small</h4><p>Words.</p>")
    assert warned(small, "headings") == ["“Small” is a small heading without a larger one above it"]
    text(small, "<h3>Large</h3><h4>Small</h4>")
    assert warned(small, "headings") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("click here", True),
        ("Here.", True),
        ("www.cumbria.police.uk", True),
        ("https://example.org/a", True),
        ("the police <strong>of</strong> Cumbria", False),
        ("Here to help: our contacts", False),
    ],
)
def test_warning_of_links_that_say_nothing(small, words, found):
    text(small, f'<p>Read <a href="https://example.org/">{words}</a> now.</p>')
    assert bool(warned(small, "links")) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("In 2010/11 we began", True),
        ("The year 2010 - 2011", True),
        ("In May 2010 a new group", True),
        ("Until 31 March 2011", True),
        ("From April 2011 on", False),
        ("In 2011-12 we will", False),
    ],
)
def test_warning_of_last_years_dates(small, words, found):
    text(small, f"<p>{words} and more.</p>")
    assert warned(small, "years") == []
    small.plan.predecessor = factories.plan(small.partnership, year=2010)
    small.plan.save()
    assert bool(warned(small, "years")) == found


def test_warning_of_an_empty_section(small):
    empty = factories.section(small.plan, "Summary")
    factories.block(empty, text="<p> </p>")
    assert warned(small, "empty") == ["Summary"]
    factories.block(empty, text="", kind="actions")
    assert warned(small, "empty") == []


def test_warning_of_open_comments_counts_them_by_section(small):
    for resolved in (None, None, timezone.now()):
        Comment.objects.create(
            plan=small.plan, section=small.section, text="Why?", author=small.officer,
            author_label="Officer", at=timezone.now(), resolved_at=resolved,
            resolved_by_label="Officer" if resolved else "",
        )  # fmt: skip
    assert warned(small, "comments") == ["Introduction: 2 comments"]


def test_warning_of_a_kept_text_names_its_author_and_not_its_words(officer, small):
    KeptText.objects.create(
        plan=small.plan, block=small.block, user=small.officer, where="1 Introduction",
        base_version=1, text="<p>Secret words.</p>", at=timezone.now(),
    )  # fmt: skip
    assert warned(small, "kept") == ["1 Introduction: kept for Partnership officer"]
    page = officer.get(reverse("plans:plan_checklist", args=[small.plan.uid])).text
    assert "kept for Partnership officer" in page
    assert "Secret words" not in page


def test_warnings_stop_nothing(acting):
    type(acting.action).objects.update(lead_group=None, by_date=None)
    text(acting, f"<p>{LONG}</p>")
    assert checklist(acting.again(), TODAY).warnings >= 3
    acting.submit()
    assert acting.again().state == "submitted"
