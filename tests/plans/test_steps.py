"""The steps to agreement: their order, what each body can say, and who arranges the list."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from plans import workflow
from plans.documents.steps import asked, steps_now
from plans.models import ApprovalRecord, ApprovalStep
from plans.workflow.steps import copy_steps, move_step, remove_step
from records.models import Change
from records.moves import Refused
from records.saving import save_over
from tests import factories


@pytest.fixture
def long(small):
    """Two consulted side by side, the group agrees, the council adopts, then the call-in."""
    small.step.order = 2
    small.step.save()
    small.chairs = add(small, 1, "consulted", "Task group chairs")
    small.network = add(small, 1, "consulted", "Champion Network")
    small.council = add(small, 3, "adopted", "District Council")
    small.call_in = add(small, 4, "call_in", "Overview committee")
    return small


def add(small, order, kind, body):
    return ApprovalStep.objects.create(plan=small.plan, order=order, kind=kind, body=body)


def say(small, step, outcome="agreed", by=None, **more):
    by = by or (small.executive if step.group_id else small.officer)
    return workflow.record(step, outcome=outcome, by=by, now=timezone.now(), **more)


def up_to_council(small):
    small.submit()
    for step in (small.network, small.chairs, small.step):
        say(small, step)


def names(steps):
    return [step.group.name if step.group else step.body for step in steps]


def address(name, thing):
    return reverse(f"plans:{name}", args=[thing.uid])


def listed(small):
    return [(step.order, names([step])[0]) for step in small.plan.approval_steps.all()]


# ---- the order holds


def test_side_by_side_steps_go_in_any_order(long):
    long.submit()
    assert names(steps_now(long.again())) == ["Task group chairs", "Champion Network"]
    say(long, long.network)
    assert names(steps_now(long.again())) == ["Task group chairs"]
    say(long, long.chairs)
    assert names(steps_now(long.again())) == ["Executive Group"]


def test_no_step_can_be_skipped(long):
    long.submit()
    say(long, long.chairs)
    with pytest.raises(Refused, match="Consulted: Champion Network” is not recorded yet"):
        say(long, long.step)
    with pytest.raises(Refused, match="comes after another"):
        say(long, long.council)
    assert ApprovalRecord.objects.count() == 1
    assert long.again().state == "submitted"


def test_a_skipped_step_is_refused_by_the_page_too(officer, long):
    long.submit()
    typed = {"outcome": "agreed", "decided_on": "2011-05-18"}
    data = {f"step-{long.council.pk}-{key}": value for key, value in typed.items()}
    page = officer.post(address("approval_record", long.council), data, follow=True).text
    assert "This step comes after another" in page
    assert address("approval_record", long.council) not in page
    assert not ApprovalRecord.objects.exists()


def test_the_last_step_agrees_the_plan_and_its_sections(long):
    up_to_council(long)
    say(long, long.council, decided_on=datetime.date(2011, 5, 18), minute="CAB/11/37")
    assert long.again().state == "submitted"
    say(long, long.call_in)
    assert long.again().state == "agreed"
    assert long.plan.sections.get().state == "agreed"


def test_nothing_is_agreed_without_a_body_that_agrees(small):
    small.step.kind = "endorsed"
    small.step.save()
    with pytest.raises(Refused, match="agrees, adopts or ratifies"):
        small.submit()


# ---- what a body can say


def test_adopted_with_changes_opens_the_text_and_shows_the_difference_when_it_is_back(
    officer, long
):
    up_to_council(long)
    with pytest.raises(Refused, match="Say what changes"):
        say(long, long.council, "changed", comment=" ")
    say(long, long.council, "changed", comment="Name the streets.")
    assert long.again().state == "draft"
    assert "Name the streets." in officer.get(address("plan_detail", long.plan)).text
    block = type(long.block).objects.get(pk=long.block.pk)
    block.text = "<p>The words with streets.</p>"
    save_over(block, base_version=block.version, by=long.officer)
    up_to_council(long)
    page = officer.get(address("plan_agree", long.plan)).text
    assert "What has changed since the text that District Council answered" in page
    assert "removed: </span>first<" in page
    assert "added: </span>with streets<" in page
    assert "Adopted with changes" in page


def test_put_off_needs_its_reason_and_sends_the_text_back(long):
    up_to_council(long)
    with pytest.raises(Refused, match="Give the reason"):
        say(long, long.council, "returned")
    say(long, long.council, "returned", comment="Not before the budget.")
    assert long.again().state == "draft"


def test_each_kind_has_its_own_words(officer, long):
    long.submit()
    page = officer.get(address("plan_agree", long.plan)).text
    assert "What came of asking Champion Network?" in page
    assert "Side by side with Task group chairs." in page
    up = [long.network, long.chairs, long.step]
    for step in up:
        say(long, step)
    page = officer.get(address("plan_agree", long.plan)).text
    assert "What did District Council decide?" in page
    assert "Put off or refused (give the reason)" in page
    say(long, long.council)
    assert "Called in (give the reason)" in officer.get(address("plan_agree", long.plan)).text


def test_date_is_required_and_lies_not_ahead(officer, long):
    up_to_council(long)
    ahead = timezone.localdate() + datetime.timedelta(days=1)
    for day, words in (("", "Give the date."), (ahead.isoformat(), "This day has not come yet.")):
        typed = {"outcome": "agreed", "decided_on": day, "minute": "Kept as typed"}
        data = {f"step-{long.council.pk}-{key}": value for key, value in typed.items()}
        page = officer.post(address("approval_record", long.council), data).text
        assert words in page
        assert "Kept as typed" in page
    assert not long.council.records.exists()


def test_a_planned_day_that_has_passed_is_said(officer, long):
    day = timezone.localdate() - datetime.timedelta(days=1)
    ApprovalStep.objects.filter(pk=long.council.pk).update(planned_on=day)
    up_to_council(long)
    page = officer.get(address("plan_agree", long.plan)).text
    assert f"Planned for {day.day} {day:%B %Y}. Today is" in page


# ---- corrections


def test_a_record_is_corrected_by_a_further_one_and_both_are_shown(officer, long):
    up_to_council(long)
    say(long, long.chairs, minute="Wrong")
    say(long, long.chairs, minute="Right")
    page = officer.get(address("plan_agree", long.plan)).text
    assert "minute Right" in page
    assert "Corrected since: Answered" in page
    assert long.chairs.records.count() == 3
    assert long.again().state == "submitted"


def test_a_correction_that_takes_the_yes_back_opens_the_text(long):
    up_to_council(long)
    say(long, long.step, "returned", comment="The minute says otherwise.")
    assert long.again().state == "draft"


def test_a_correction_after_agreement_takes_the_agreement_back(small):
    small.submit()
    small.answer()
    small.answer("returned", comment="Called in.")
    assert small.again().state == "draft"
    with pytest.raises(Refused, match="not agreed"):
        small.publish()


def test_what_is_published_is_corrected_in_its_minute_alone(small):
    small.submit()
    small.answer()
    small.publish()
    small.answer()
    assert small.again().state == "published"
    with pytest.raises(Refused, match="published already"):
        small.answer("returned", comment="Too late")
    assert small.again().state == "published"


# ---- reopening


def test_reopen_names_what_will_fall(officer, long):
    up_to_council(long)
    page = officer.get(address("plan_reopen", long.plan)).text
    today = timezone.localdate()
    day = f"{today.day} {today:%B %Y}"
    assert f"The Executive Group’s agreement of {day} will no longer count." in page
    assert f"Task group chairs’ answer of {day} will no longer count." in page
    officer.post(address("plan_reopen", long.plan), {"reason": "A number was wrong."})
    assert long.again().state == "draft"
    assert ApprovalRecord.objects.count() == 3


def test_changed_data_is_shown_and_can_be_submitted_again_at_once(officer, small):
    small.submit()
    assert "Data has changed" not in officer.get(address("plan_agree", small.plan)).text
    small.figure.change = 280
    save_over(small.figure, base_version=1, by=small.officer)
    page = officer.get(address("plan_agree", small.plan)).text
    assert "Data has changed since the text was submitted" in page
    assert "added: </span>280<" in page
    before = small.again().submitted_hash
    typed = {"reason": "One figure was revised.", "again": "1"}
    officer.post(address("plan_reopen", small.plan), typed)
    assert small.again().state == "submitted"
    assert small.again().submitted_hash != before
    assert Change.objects.get(action="plan.reopen").reason == "One figure was revised."


# ---- the list


def typed_step(**fields):
    return {"kind": "adopted", "group": "", "body": "County Council"} | fields


def test_officers_keep_their_own_list(officer, small):
    page = officer.post(address("step_add", small.plan), typed_step(), follow=True).text
    assert "Adopted: County Council" in page
    added = ApprovalStep.objects.get(body="County Council")
    edited = typed_step(kind="ratified", base_version=added.version, planned_on="2011-05-18")
    officer.post(address("step_edit", added), edited | {"planned_source": "forward plan, item 7"})
    added.refresh_from_db()
    assert (added.kind, added.planned_source) == ("ratified", "forward plan, item 7")
    officer.post(address("step_remove", added))
    assert not ApprovalStep.objects.filter(pk=added.pk).exists()


def test_a_step_names_one_body(officer, small):
    for typed in (typed_step(body=" "), typed_step(group=small.step.group_id)):
        page = officer.post(address("step_add", small.plan), typed).text
        assert "Name a group or another body, one of them." in page
    assert small.plan.approval_steps.count() == 1


def test_an_edit_over_a_newer_one_is_refused(officer, long):
    typed = typed_step(base_version=long.council.version, body="Mine")
    save_over(long.council, base_version=long.council.version, by=long.officer)
    assert officer.post(address("step_edit", long.council), typed).status_code == 409


@pytest.mark.parametrize("who", ["executive", "lead"])
def test_nobody_else_arranges_the_list(client, small, who):
    client.force_login(getattr(small, who))
    for name, thing in (("step_list", small.plan), ("step_edit", small.step)):
        assert client.get(address(name, thing)).status_code == 403
    assert client.post(address("step_remove", small.step)).status_code == 403


MOVED = [
    ("council", "up", ["1 Task", "1 Champion", "2 District", "3 Executive", "4 Overview"]),
    ("council", "beside", ["1 Task", "1 Champion", "2 Executive", "2 District", "3 Overview"]),
    ("council", "down", ["1 Task", "1 Champion", "2 Executive", "3 Overview", "4 District"]),
    ("network", "up", ["1 Champion", "2 Task", "3 Executive", "4 District", "5 Overview"]),
    ("network", "down", ["1 Task", "2 Champion", "3 Executive", "4 District", "5 Overview"]),
    ("chairs", "beside", ["1 Task", "1 Champion", "2 Executive", "3 District", "4 Overview"]),
]


@pytest.mark.once
@pytest.mark.parametrize(("which", "how", "wanted"), MOVED)
def test_steps_are_put_in_order_and_side_by_side(long, which, how, wanted):
    move_step(getattr(long, which), how=how, by=long.officer)
    assert [f"{order} {name.split()[0]}" for order, name in listed(long)] == wanted


def test_later_only_steps_behind_the_open_ones_are_free(officer, long):
    up_to_council(long)
    with pytest.raises(Refused, match="cannot be arranged now"):
        remove_step(long.council, by=long.officer, now=timezone.now())
    with pytest.raises(Refused, match="cannot be arranged now"):
        move_step(long.chairs, how="down", by=long.officer)
    page = officer.get(address("step_list", long.plan)).text
    assert address("step_edit", long.call_in) in page
    assert address("step_edit", long.council) not in page
    remove_step(long.call_in, by=long.officer, now=timezone.now())
    officer.post(address("step_add", long.plan), typed_step())
    assert listed(long)[-1] == (4, "County Council")


def test_the_last_agreeing_step_stays_while_others_wait(small):
    small.step.order = 2
    small.step.save()
    add(small, 1, "consulted", "Everybody")
    small.submit()
    with pytest.raises(Refused, match="One step must remain"):
        remove_step(small.step, by=small.officer, now=timezone.now())
    assert ApprovalStep.objects.filter(pk=small.step.pk).exists()


def test_a_step_with_an_answer_keeps_its_body(officer, small):
    small.submit()
    small.answer("returned", comment="Shorter.")
    with pytest.raises(Refused, match="answer on record"):
        remove_step(small.step, by=small.officer, now=timezone.now())
    version = ApprovalStep.objects.get(pk=small.step.pk).version
    typed = typed_step(base_version=version, planned_on="2011-05-18")
    officer.post(address("step_edit", small.step), typed)
    small.step.refresh_from_db()
    assert small.step.planned_on == datetime.date(2011, 5, 18)
    assert small.step.group is not None


def test_the_steps_of_last_plan_are_copied_without_its_dates(officer, long):
    day = datetime.date(2011, 5, 18)
    ApprovalStep.objects.filter(pk=long.council.pk).update(planned_on=day)
    following = factories.plan(
        long.partnership,
        title="Next Plan",
        year=2012,
        starts_on=datetime.date(2012, 4, 1),
        ends_on=datetime.date(2013, 3, 31),
    )
    own = ApprovalStep.objects.create(plan=following, order=1, group=long.step.group)
    extra = ApprovalStep.objects.create(plan=following, order=2, kind="endorsed", body="Board")
    page = officer.post(address("step_copy", following), follow=True).text
    assert "Copied 4 steps." in page
    found = [(s.order, names([s])[0], s.planned_on) for s in following.approval_steps.all()]
    assert found == [
        (1, "Task group chairs", None),
        (1, "Champion Network", None),
        (2, "Executive Group", None),
        (3, "District Council", None),
        (4, "Overview committee", None),
        (5, "Board", None),
    ]
    assert following.approval_steps.filter(pk__in=[own.pk, extra.pk]).count() == 2
    assert copy_steps(following, by=long.officer, now=timezone.now()) == 0


def test_the_page_needs_the_same_queries_for_few_steps_and_many(
    officer, small, django_assert_max_num_queries
):
    small.submit()
    with django_assert_max_num_queries(100) as few:
        officer.get(address("plan_agree", small.plan))
    for number in range(6):
        add(small, 1, "consulted", f"Body {number}")
    with django_assert_max_num_queries(len(few)):
        officer.get(address("plan_agree", small.plan))
    assert len(asked(small.again())) == 7
