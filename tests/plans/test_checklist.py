"""What is asked of a plan, and whether its own data shows it or somebody states it."""

import contextlib
import datetime
import tomllib
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnership.models import ContactPoint, RelatedDocument, ReportingLine
from plans.documents.checklist import checklist
from plans.management.commands.load_requirements import FILE
from plans.models import (
    Budget,
    FundingSource,
    PlanLink,
    PlanPartner,
    Requirement,
    RequirementStatement,
)
from plans.models.requirements import Evidence
from plans.workflow.requirements import load_requirements, read_requirements
from priorities.models import FindingStatement, ListedPriority, Survey
from records.models import Change
from records.saving import save_over
from tests import factories

TODAY = datetime.date(2011, 4, 19)


@pytest.fixture
def asked(small):
    """One requirement of each kind of evidence, by its name."""
    return {
        kind.value: Requirement.objects.create(
            code=kind.value, title=kind.value.title(), wording="Asked.", source_kind="own",
            source="Us", evidence=kind, evidence_kind="assessment" if kind == "links" else "",
            order=order,
        )
        for order, kind in enumerate(Evidence)
    }  # fmt: skip


def item(small, code):
    found = checklist(small.again(), TODAY)
    return next(one for one in found.items if one.requirement.code == code)


def with_list(small, *strands):
    chosen = factories.priority_list(small.partnership)
    for order, strand in enumerate(strands, start=1):
        priority = factories.priority(small.partnership, f"P{order}", strands=[strand])
        ListedPriority.objects.create(
            priority_list=chosen, priority=priority, wording=f"P{order}", order=order
        )
    small.plan.priority_list = chosen
    small.plan.save()
    return chosen


def strands(small):
    with_list(small, "crime", "substance", "reoffending")


def priorities(small):
    with_list(small, "crime")
    factories.block(small.section, text="", kind="priorities")


def actions(small):
    factories.block(small.section, text="", kind="actions")
    factories.action(small.section, all_priorities=True)


def money(small):
    Budget.objects.create(plan=small.plan, name="Budget", year=2011, amount=100)
    FundingSource.objects.create(
        plan=small.plan, name="Grant", kind="grant", wording="A grant", amount=100
    )
    factories.block(small.section, text="", kind="budget")
    factories.block(small.section, text="", kind="funding_sources")


def findings(small):
    survey = Survey.objects.create(partnership=small.partnership, name="Survey", year=2010)
    block = factories.block(small.section, text="", kind="findings")
    block.statements.add(FindingStatement.objects.create(survey=survey, wording="9% think so"))


def structure(small):
    upper = factories.group(small.partnership, "Board", "external")
    lower = small.partnership.groups.get(kind="executive")
    ReportingLine.objects.create(lower=lower, upper=upper)
    factories.block(small.section, text="", kind="structure")


def partners(small):
    PlanPartner.objects.create(
        plan=small.plan, organisation=factories.organisation("Police"), name_as_stated="Police"
    )
    factories.block(small.section, text="", kind="partners")


def summary(small):
    small.plan.summary = "The aim is to keep crime low."
    small.plan.save()


def contact(small):
    for purpose in ("plan", "formats"):
        ContactPoint.objects.create(partnership=small.partnership, purpose=purpose, name="Team")
    factories.block(small.section, text="", kind="contact")


def links(small):
    related = RelatedDocument.objects.create(
        partnership=small.partnership, title="Assessment 2010", kind="assessment"
    )
    PlanLink.objects.create(plan=small.plan, related=related, relation="informed_by")


COMPLETIONS = [
    *(strands, priorities, actions, money, findings, structure, partners, summary, contact, links)
]


@pytest.mark.once
@pytest.mark.parametrize("complete", COMPLETIONS)
def test_checklist_line_is_met_by_content(small, asked, complete):
    code = complete.__name__
    before = item(small, code)
    assert (before.met, bool(before.found.detail)) == (False, True)
    complete(small)
    after = item(small, code)
    assert (after.met, after.found.detail) == (True, "")
    assert after.found.how


@pytest.mark.once
def test_checklist_line_of_measures_is_met_by_figures(small, asked):
    assert item(small, "measures").found.how == "1 figure in 1"
    small.section.blocks.filter(kind="figures").first().chosen_figures.all().delete()
    assert item(small, "measures").found.detail == "No figures are chosen"


@pytest.mark.once
def test_checklist_counts_what_of_a_budget_has_no_lines(small, asked):
    money(small)
    small.plan.funding_sources.update(amount=None)
    Budget.objects.update(amount=Decimal(28442))
    assert item(small, "money").found.detail == "£28,442 has no lines"
    small.plan.funding_sources.update(amount=Decimal("442.50"))
    assert item(small, "money").found.detail == "£27,999.50 of £28,442 has no lines"


@pytest.mark.once
def test_checklist_names_lines_of_the_structure_not_confirmed(small, asked):
    structure(small)
    ReportingLine.objects.update(confirmed=False)
    assert item(small, "structure").found.detail == "All lines “not yet confirmed”"


@pytest.mark.once
def test_checklist_points_out_actions_that_no_reader_sees(small, asked):
    actions(small)
    hidden = factories.section(small.plan, "Hidden")
    factories.action(hidden, all_priorities=True)
    found = item(small, "actions")
    assert (found.met, found.found.detail) == (False, "1 action not shown in 2")


@pytest.mark.once
def test_checklist_names_strands_that_nobody_spoke_for(small, asked):
    with_list(small, "crime", "substance")
    assert "Reduce re-offending" in item(small, "strands").found.detail


def stated(small, requirement, **fields):
    return RequirementStatement.objects.create(
        plan=small.plan,
        requirement=requirement,
        **{
            "statement": "In another document.",
            "stated_by": "Partnership officer",
            "stated_on": TODAY,
        }
        | fields,
    )


@pytest.mark.once
def test_statement_meets_a_line_and_hides_nothing(officer, small, asked):
    stated(small, asked["money"])
    found = item(small, "money")
    assert (found.met, found.only_stated, found.found.detail) == (
        *(True, True), "No budget is stated",
    )  # fmt: skip
    page = officer.get(reverse("plans:plan_checklist", args=[small.plan.uid])).text
    assert "No budget is stated" in page
    assert "Stated by Partnership officer, 19 April 2011" in page


@pytest.mark.once
def test_statement_leads_to_the_section_that_it_names(small, asked):
    stated(small, asked["stated"], section=small.section)
    assert str(small.section.uid) in item(small, "stated").place.address


@pytest.mark.once
def test_checklist_asks_what_holds_for_nation_kind_and_day(small):
    lines = read_requirements(tomllib.loads(FILE.read_text()))
    load_requirements(lines, now=timezone.now())

    def codes(**fields):
        for name, value in fields.items():
            setattr(small.plan, name, value)
        return {one.code for one in Requirement.objects.asked_of(small.plan)}

    early = codes()
    assert len(early) == 15
    assert "england-public-meeting" in early
    assert early.isdisjoint({"england-copy", "wales-strands", "equality"})
    later = codes(starts_on=datetime.date(2013, 4, 1))
    assert later - early == {"england-copy", "equality", "england-value"}
    assert early - later == {"england-public-meeting"}
    assert codes(kind="review") == {"formats"}
    small.partnership.nation = "wales"
    small.plan.partnership = small.partnership
    assert "wales-welsh" in codes(kind="full")
    assert not {code for code in codes() if code.startswith("england")}


def test_load_requirements_twice_is_as_once(db):
    call_command("load_requirements", verbosity=0)
    stored = list(Requirement.objects.values())
    audit = Change.objects.count()
    call_command("load_requirements", verbosity=0)
    assert list(Requirement.objects.values()) == stored
    assert (len(stored), Change.objects.count()) == (28, audit)


@pytest.mark.once
def test_load_requirements_keeps_what_an_administrator_changed(db):
    lines = read_requirements(tomllib.loads(FILE.read_text()))
    load_requirements(lines, now=timezone.now())
    ours = Requirement.objects.get(code="partners")
    ours.title = "Who made it"
    save_over(ours, base_version=ours.version, by=factories.administrator())
    changed = lines | {
        "partners": lines["partners"] | {"title": "Partners, all of them"},
        "formats": lines["formats"] | {"title": "Other formats"},
    }
    loaded = load_requirements(changed, now=timezone.now())
    assert (loaded.new, loaded.changed, loaded.kept) == (0, 1, 1)
    assert Requirement.objects.get(code="partners").title == "Who made it"
    assert Requirement.objects.get(code="formats").title == "Other formats"


@pytest.mark.once
def test_load_requirements_ends_a_line_that_went_and_deletes_nothing(db):
    lines = read_requirements(tomllib.loads(FILE.read_text()))
    now = timezone.make_aware(datetime.datetime(2027, 1, 10, 12))
    load_requirements(lines, now=now)
    without = {code: values for code, values in lines.items() if code != "answers"}
    assert load_requirements(without, now=now).ended == 1
    assert Requirement.objects.get(code="answers").to_date == datetime.date(2027, 1, 9)
    assert load_requirements(without, now=now + datetime.timedelta(days=5)).ended == 0


def test_doctor_says_how_to_load_what_is_asked(db, capsys):
    def said():
        with contextlib.suppress(SystemExit):
            call_command("doctor", wait=0)
        return capsys.readouterr().out

    assert "manage.py load_requirements" in said()
    call_command("load_requirements", verbosity=0)
    assert "good     what is asked of plans" in said()


# ---- the pages


def test_requirement_state_is_filled_in_with_post_and_day(officer, small, asked):
    address = reverse("plans:requirement_state", args=[small.plan.uid, asked["stated"].uid])
    form = officer.get(address).context["form"]
    assert form.initial["stated_by"] == "Partnership officer"
    assert form.initial["stated_on"] == timezone.localdate()
    typed = {"stated_by": "Chair", "stated_on": "2011-05-05", "base_version": 1}
    answer = officer.post(address, typed | {"statement": "  "})
    assert "This field is required" in answer.text or "Say how it is met" in answer.text
    assert "Chair" in answer.text
    answer = officer.post(address, typed | {"statement": "Section 4.4 says it."})
    assert answer.status_code == 302
    assert item(small, "stated").met


@pytest.mark.once
def test_requirement_state_over_a_newer_one_shows_both(officer, small, asked):
    one = stated(small, asked["stated"])
    one.statement = "Theirs"
    save_over(one, base_version=1, by=small.officer)
    address = reverse("plans:requirement_state", args=[small.plan.uid, asked["stated"].uid])
    answer = officer.post(
        address,
        {"statement": "Mine", "stated_by": "Me", "stated_on": "2011-05-05", "base_version": 1},
    )
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert "Mine" in answer.text


@pytest.mark.once
def test_requirement_withdraw_opens_the_line_and_is_kept_on_record(officer, small, asked):
    one = stated(small, asked["stated"])
    address = reverse("plans:requirement_withdraw", args=[small.plan.uid, asked["stated"].uid])
    officer.post(address)
    assert not item(small, "stated").met
    change = Change.objects.get(action="requirementstatement.withdraw")
    assert change.before["statement"] == "In another document."
    assert RequirementStatement.history.filter(id=one.pk, history_type="-").exists()


@pytest.mark.once
def test_plan_checklist_after_submit_names_what_is_missing_first(officer, small, asked):
    address = reverse("plans:plan_checklist", args=[small.plan.uid])
    assert 'class="govuk-error-summary' not in officer.get(address).text
    page = officer.get(f"{address}?submit=1").text
    missing = len(checklist(small.again(), TODAY).missing)
    assert f"Before you submit: {missing} to do" in page
    assert 'href="#money"' in page
    assert page.index('id="money"') < page.index('id="measures"')


@pytest.mark.once
def test_plan_checklist_offers_the_button_when_all_is_in_place(officer, small):
    address = reverse("plans:plan_checklist", args=[small.plan.uid])
    submit = f'action="{reverse("plans:plan_submit", args=[small.plan.uid])}"'
    assert submit in officer.get(address).text
    Requirement.objects.create(
        code="more", title="More", wording="Asked.", source_kind="own", source="Us"
    )
    assert submit not in officer.get(address).text


@pytest.mark.once
def test_plan_checklist_asks_the_database_no_more_for_a_long_plan(
    officer, small, asked, django_assert_num_queries
):
    actions(small)
    priorities(small)
    count = _queries(small)
    for number in range(12):
        more = factories.section(small.plan, f"Section {number}")
        factories.block(more, text="<p>More words.</p>")
        factories.block(more, text="", kind="actions")
        factories.action(more, all_priorities=True)
        figures = factories.block(more, text="", kind="figures")
        figures.choose_figures([factories.figure(factories.measure(small.partnership))])
    with django_assert_num_queries(count):
        checklist(small.again(), TODAY)


def _queries(small):
    with CaptureQueriesContext(connection) as made:
        checklist(small.again(), TODAY)
    return len(made)


@pytest.mark.once
def test_start_says_how_far_the_draft_is(officer, small, asked):
    page = officer.get(reverse("portal:start")).text
    assert "1 of 13 in place" in page
    assert "To do: strands, priorities, actions and 9 more." in page
    assert reverse("plans:plan_checklist", args=[small.plan.uid]) in page
    small.submit()
    assert "in place" not in officer.get(reverse("portal:start")).text


@pytest.mark.once
def test_section_shows_the_checklist_beside_its_text(officer, small, asked):
    page = officer.get(reverse("plans:section_detail", args=[small.section.uid])).text
    assert "1 of 13 in place" in page
    assert "No budget is stated" in page
