"""What a front page says of the plan on each day: computed, never typed."""

import datetime

import pytest
from django.utils import timezone

from plans.models import ConsultationDraft, PastPlan
from publishing.models import Document, Edition
from tests import factories


@pytest.fixture
def lakes(db):
    return factories.partnership("lakes", public=True)


@pytest.fixture
def on(monkeypatch, client):
    """The front page as somebody reads it on a day."""

    def read(day, address="/lakes/"):
        at = datetime.datetime.fromisoformat(f"{day}T11:00+00:00")
        monkeypatch.setattr(timezone, "now", lambda: at)
        return client.get(address).text

    return read


def published(plan, *, editions=1, note=""):
    document = Document.objects.create(
        partnership=plan.partnership, kind="plan", slug=plan.slug, title=plan.full_title
    )
    for number in range(1, editions + 1):
        edition = Edition.objects.create(
            document=document,
            number=number,
            title=plan.full_title,
            fragment="<p>Words</p>",
            snapshot={"period": "1 April 2011 to 31 March 2012", "contents": []},
            content_hash="a" * 64,
            change_note=note if number > 1 else "",
            published_at=datetime.datetime(2011, 4, number, tzinfo=datetime.UTC),
            published_by_label="Officer",
        )
    document.current_edition = edition
    document.save()
    plan.document, plan.state = document, "published"
    plan.save()
    return plan


def next_year(of, **fields):
    dates = {"starts_on": datetime.date(2012, 4, 1), "ends_on": datetime.date(2013, 3, 31)}
    return factories.plan(of, title="Next plan", slug="next", year=2012, **dates, **fields)


def drafted(plan, closes_on):
    dates = {"opens_on": datetime.date(2011, 1, 10), "closes_on": closes_on}
    document = published(factories.plan(plan.partnership, slug="frozen", audience="members"))
    event = factories.event(plan.partnership, title="Draft", state="public", slug="draft")
    return ConsultationDraft.objects.create(
        plan=plan, introduction="Say", document=document.document, event=event, **dates
    )


def test_the_plan_in_force_shows_the_year_with_today_in_it(lakes, on):
    published(factories.plan(lakes, slug="plan"))
    page = on("2011-07-12")
    assert "status--good" in page and "In force" in page
    assert "Edition 1, published here on 1 April 2011." in page
    assert "Today, 12 July 2011, is in quarter 2 of the plan year: Jul to Sep." in page
    knot = 25 + 24.4 * 11 / 92  # the second quarter, eleven of its days gone
    assert f'cx="{knot:.2f}%"' in page


def test_a_corrected_plan_says_what_changed(lakes, on):
    published(factories.plan(lakes, slug="plan"), editions=2, note="A number in section 9.")
    page = on("2011-07-12")
    assert "Edition 2, 2 April 2011: A number in section 9." in page
    assert '<a href="/lakes/plans/plan/editions/2/changes/">What changed</a>' in page


def test_before_and_after_its_year_a_plan_is_not_called_current(lakes, on):
    published(factories.plan(lakes, slug="plan"))
    page = on("2011-03-02")
    assert "Not yet in force" in page and "It starts on 1 April 2011." in page
    page = on("2012-05-01")
    assert "No longer in force" in page and "It ended on 31 March 2012." in page
    assert "No later plan has been published here." in page and "Today, " not in page


def test_a_plan_published_elsewhere_is_named_in_its_years(lakes, on):
    published(factories.plan(lakes, slug="plan"))
    for year, shown in ((2010, True), (2012, True), (2013, False)):
        PastPlan.objects.create(
            partnership=lakes, title="Plan", slug=f"plan-{year}", public=shown,
            starts_on=datetime.date(year, 4, 1), ends_on=datetime.date(year + 1, 3, 31),
            original="a.pdf", original_name="a.pdf", size=1, sha256=f"{year}",
        )  # fmt: skip
    page = on("2011-03-02")
    assert "Until then the plan for 2010-2011 is in force." in page
    assert '<a href="/lakes/past-plans/plan-2010/">Read that plan</a>' in page
    page = on("2012-05-01")
    assert "It ended on 31 March 2012. The plan for 2012-2013 is in force." in page
    assert "No later plan" not in page and "/lakes/past-plans/plan-2012/" in page
    assert "/past-plans/" not in on("2013-05-01")


def test_a_plan_that_ended_says_at_which_step_the_next_one_is(lakes, on):
    published(factories.plan(lakes, slug="plan"))
    following = next_year(lakes)
    assert "The next one is being written." in on("2012-05-01")
    following.state = "submitted"
    following.save()
    assert "The next one is with the partners for agreement." in on("2012-05-01")
    drafted(following, datetime.date(2012, 6, 1))
    page = on("2012-05-01")
    assert "The next one is out for comment until 1 June 2012." in page
    assert "out for comment" not in on("2012-06-02")
    published(following)
    assert "The next" not in on("2012-06-02") and "In force" in on("2012-06-02")


def test_while_a_plan_holds_the_one_after_it_is_named(lakes, on):
    published(factories.plan(lakes, slug="plan"))
    published(next_year(lakes))
    page = on("2012-02-01")
    assert "In force" in page and "The next plan starts on 1 April 2012." in page
    assert '<a href="/lakes/plans/next/">Read the next plan</a>' in page


def test_without_a_plan_an_open_draft_is_shown_until_its_last_day(lakes, on):
    drafted(factories.plan(lakes, slug="plan"), datetime.date(2011, 3, 11))
    page = on("2011-03-11")
    assert "Draft for comment" in page and "at the end of 11 March 2011" in page
    assert "Read the draft and comment" in page
    page = on("2011-03-12")
    assert "Draft for comment" not in page and "No plan is published here yet." in page


def test_a_withdrawn_plan_gives_the_reason_and_stays(lakes, on):
    plan = published(factories.plan(lakes, slug="plan"))
    at = datetime.datetime(2011, 8, 2, 9, 0, tzinfo=datetime.UTC)
    Document.objects.filter(pk=plan.document_id).update(
        withdrawn_at=at, withdrawn_reason="Figures in section 2 were wrong."
    )
    page = on("2011-09-01")
    assert "status-band--warn" in page and "Withdrawn" in page
    assert "It was withdrawn on 2 August 2011. Figures in section 2 were wrong." in page
    assert '<a href="/lakes/plans/plan/">Read why</a>' in page and "In force" not in page


def test_a_number_that_no_longer_holds_is_not_shown(lakes, on):
    lakes.contact_points.create(
        purpose="non_emergency", name="Police", phone="101", to_date=datetime.date(2011, 6, 30)
    )
    assert 'href="tel:101"' in on("2011-06-30")
    page = on("2011-07-01")
    assert "tel:101" not in page and "The number that stood here no longer holds." in page
    assert "/lakes/contacts/" in page


def test_without_a_meeting_or_an_answer_the_page_says_so(lakes, on):
    page = on("2011-07-01")
    assert "No public meeting is planned." in page and "Tell us what matters to you" in page
    assert "No answers yet." in page
