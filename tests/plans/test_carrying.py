"""Next year's plan out of this one: what is copied, what each part became, what the public sees."""

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.documents import compose
from plans.documents.stale import stale_dates
from plans.models import Achievement, Action, FundingSource, Plan, ProgressUpdate, Section
from plans.workflow import carrying
from publishing.models import Document, Edition
from records.moves import Refused
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def last(small):
    """Last year's plan with a section below, actions, an objective and a source of money."""
    below = factories.section(small.plan, "Alcohol", parent=small.section)
    small.action = factories.action(below, "Walk the streets by 31 March 2012")
    small.action.lead_organisations.add(factories.organisation("Council"))
    small.other = factories.action(below, "Write a blog")
    FundingSource.objects.create(
        plan=small.plan, name="Grant", kind="grant", wording="A grant", amount=28442
    )
    return small


@pytest.fixture
def following(last):
    return carrying.start_next(last.plan, by=last.officer, now=timezone.now())


def copy_of(part):
    return type(part).with_taken_out.get(came_from=part)


def marked(part, mark, last, reason=""):
    make = carrying.mark_section if isinstance(part, Section) else carrying.mark_action
    asked = {"mark": mark, "reason": reason, "base_version": part.version}
    return make(part, **asked, by=last.officer, now=timezone.now())


def test_next_years_plan_is_a_copy_that_knows_where_it_came_from(last, following):
    assert (following.label, following.period) == ("2012-13", "April 2012 to March 2013")
    assert following.predecessor == last.plan
    assert following.state == "draft"
    assert [s.title for s in following.sections.all()] == ["Introduction", "Alcohol"]
    below = following.sections.get(title="Alcohol")
    assert below.parent == following.sections.get(title="Introduction")
    action = copy_of(last.action)
    assert (action.section, action.wording) == (below, last.action.wording)
    assert [body.name for body in action.lead_organisations.all()] == ["Council"]
    assert "The first words." in compose(following).fragment


def test_paragraphs_keep_their_ids_into_next_year(last, following):
    block = copy_of(last.section).blocks.get(kind="text")
    last.block.refresh_from_db()
    assert block.text == last.block.text


def test_amounts_and_dates_of_agreement_are_next_years_to_state(last, following):
    assert following.funding_sources.get().amount is None
    assert following.approval_steps.get().planned_on is None


def test_next_year_is_begun_once(last, following):
    with pytest.raises(Refused, match="begun already"):
        carrying.start_next(last.plan, by=last.officer, now=timezone.now())


def test_plan_next_leads_to_the_plan_that_is_begun(officer, last):
    address = reverse("plans:plan_next", args=[last.plan.uid])
    first, second = officer.post(address), officer.post(address)
    assert first.url == second.url
    assert Plan.objects.filter(predecessor=last.plan).count() == 1


def test_a_dropped_action_leaves_the_plan_with_its_reason_and_can_come_back(last, following):
    action = copy_of(last.action)
    with pytest.raises(Refused, match="Say why"):
        marked(action, "dropped", last)
    action = marked(action, "dropped", last, "No money")
    assert not Action.objects.filter(pk=action.pk).exists()
    assert "Walk the streets" not in compose(following).fragment
    marked(action, "kept", last)
    assert Action.objects.filter(pk=action.pk).exists()


def test_a_finished_action_becomes_a_draft_achievement(last, following):
    action = marked(copy_of(last.action), "done", last)
    told = Achievement.objects.get(plan=following)
    assert (told.wording, told.year) == (last.action.wording, 2011)
    assert not Action.objects.filter(pk=action.pk).exists()
    marked(action, "kept", last)
    assert not Achievement.objects.filter(plan=following).exists()


def test_an_achievement_that_was_worked_on_is_not_taken_away(last, following):
    action = marked(copy_of(last.action), "done", last)
    Achievement.objects.filter(plan=following).update(version=2)
    with pytest.raises(Refused, match="worked on"):
        marked(action, "kept", last)


def test_plan_carry_marks_all_at_once_or_nothing(officer, last, following):
    address = reverse("plans:plan_carry", args=[following.uid])
    one, two = copy_of(last.action), copy_of(last.other)
    answer = officer.post(address, {f"mark-{one.uid}": "kept", f"mark-{two.uid}": "dropped"})
    assert answer.status_code == 409
    assert "Say why it is dropped" in answer.text
    one.refresh_from_db()
    assert one.mark == ""
    answer = officer.post(
        address,
        {f"mark-{one.uid}": "kept", f"mark-{two.uid}": "dropped", f"note-{two.uid}": "Nobody read"},
    )
    assert answer.status_code == 302
    assert (copy_of(last.action).mark, copy_of(last.other).mark) == ("kept", "dropped")


def test_plan_carry_refuses_a_mark_over_a_newer_one(officer, last, following):
    action = copy_of(last.action)
    address = reverse("plans:plan_carry", args=[following.uid])
    old = {f"mark-{action.uid}": "changed", f"version-{action.uid}": action.version}
    marked(action, "kept", last)
    answer = officer.post(address, old)
    assert answer.status_code == 409
    assert "marked" in answer.text
    assert copy_of(last.action).mark == "kept"


def test_a_section_dropped_with_its_actions_goes_in_one_save(officer, last, following):
    section = copy_of(last.action.section)
    address = reverse("plans:plan_carry", args=[following.uid])
    asked = {f"mark-{section.uid}": "dropped", f"note-{section.uid}": "Merged with chapter 1"}
    for action in (copy_of(last.action), copy_of(last.other)):
        asked |= {f"mark-{action.uid}": "dropped", f"note-{action.uid}": "Merged"}
    assert officer.post(address, asked).status_code == 302
    assert [s.title for s in following.sections.all()] == ["Introduction"]


def test_what_was_complete_is_suggested_as_done(officer, last, following):
    ProgressUpdate.objects.create(action=last.action, year=2011, quarter=4, status="complete")
    address = reverse("plans:plan_carry", args=[following.uid])
    assert "it was complete in quarter 4" in officer.get(address).text
    officer.post(address, {"suggested": "1"})
    assert copy_of(last.action).mark == "done"


def test_dates_of_last_year_are_pointed_out(officer, last, following):
    page = officer.get(reverse("plans:plan_carry", args=[following.uid])).text
    assert "Names last year" in page
    assert "31 March 2012" in page


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("From April 2011 to March 2012", ["April 2011", "March 2012"]),
        ("the plan for 2011-12 and 2011/2012", ["2011-12", "2011/2012"]),
        ("in 2009/10 it was higher, in 2012-13 lower", []),
        ("£2,011 and 20112 people", []),
    ],
)
def test_stale_dates(following, words, found):
    assert stale_dates(words, following) == found


def test_a_plan_without_predecessor_has_no_stale_dates(last):
    assert stale_dates("2010-11", last.plan) == []


def published(plan):
    composed = compose(plan)
    document = Document.objects.create(
        partnership=plan.partnership, kind="plan", slug=plan.slug, title=plan.title
    )
    document.current_edition = Edition.objects.create(
        document=document,
        number=1,
        title=plan.full_title,
        fragment=composed.fragment,
        snapshot=composed.snapshot,
        content_hash=composed.content_hash,
        published_at=timezone.now(),
    )
    document.save()
    plan.document = document
    plan.save()


def test_plan_since_shows_everybody_what_changed(client, last, following):
    marked(copy_of(last.other), "dropped", last, "Nobody read it")
    block = copy_of(last.section).blocks.get(kind="text")
    block.text = block.text.replace("first words", "other words")
    block.save()
    address = reverse("plans:plan_since", args=[last.partnership.slug, following.slug])
    assert client.get(address).status_code == 404
    for plan in (last.plan, following):
        plan.refresh_from_db()
        published(plan)
    page = client.get(address).text
    assert "Nobody read it" in page
    assert "other" in page
    assert "first" in page
