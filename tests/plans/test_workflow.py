"""How a plan moves from draft to edition, and every way in which it must not."""

import pytest
from django.utils import timezone

from partnership.models import Role, User
from plans import workflow
from plans.documents import compose
from plans.models import ApprovalRecord, ApprovalStep
from publishing.models import Edition
from records.models import Change
from records.moves import Refused
from records.saving import save_over


def change_text(small, words):
    block = small.section.blocks.get(pk=small.block.pk)
    block.text = f"<p>{words}</p>"
    save_over(block, base_version=block.version, by=small.officer)


def change_figure(small, change):
    figure = type(small.figure).objects.get(pk=small.figure.pk)
    figure.change = change
    save_over(figure, base_version=figure.version, by=small.officer)


def moves_of(plan):
    found = Change.objects.filter(target=plan.uid).order_by("pk")
    return [(change.action, change.actor_label) for change in found]


def test_submit_names_the_text_by_its_hash(small):
    small.submit()
    plan = small.again()
    assert plan.state == "submitted"
    assert plan.submitted_hash == compose(plan).content_hash
    assert "The first words." in plan.submitted_fragment


def test_submit_needs_a_body_that_agrees(small):
    small.step.delete()
    with pytest.raises(Refused, match="No body is named"):
        small.submit()
    assert small.again().state == "draft"


def test_executive_agrees_to_the_text(small):
    small.submit()
    answer = small.answer()
    assert small.again().state == "agreed"
    assert answer.content_hash == small.again().submitted_hash
    assert answer.by == small.executive.uid


def test_who_submitted_a_text_does_not_agree_to_it_for_the_executive_group(small):
    now = timezone.now()
    Role.objects.create(user=small.officer, partnership=small.partnership, kind="executive")
    both = User.objects.get(pk=small.officer.pk)  # an officer who sits on the group as well
    workflow.submit(small.plan, by=both, now=now)
    with pytest.raises(Refused, match="Another member of the executive group"):
        workflow.record(small.step, outcome="agreed", by=both, now=now)
    workflow.record(small.step, outcome="returned", by=both, now=now, comment="Not yet.")
    workflow.submit(small.plan, by=both, now=now)
    workflow.record(small.step, outcome="agreed", by=small.executive, now=now)
    assert small.again().state == "agreed"


def test_every_step_must_agree(small):
    other = ApprovalStep.objects.create(plan=small.plan, order=2, body="County council")
    small.submit()
    small.answer()
    assert small.again().state == "submitted"
    workflow.record(other, outcome="agreed", by=small.officer, now=timezone.now())
    assert small.again().state == "agreed"


@pytest.mark.parametrize("who", ["officer", "lead"])
def test_nobody_else_speaks_for_the_executive_group(small, who):
    small.submit()
    with pytest.raises(Refused, match="may not speak for the Executive Group"):
        small.answer(by=getattr(small, who))
    assert small.again().state == "submitted"
    assert not ApprovalRecord.objects.exists()


def test_return_needs_a_comment(small):
    small.submit()
    with pytest.raises(Refused, match="Give the reason"):
        small.answer("returned", comment="  ")
    assert small.again().state == "submitted"


def test_return_sends_the_plan_back_to_draft(small):
    small.submit()
    small.answer("returned", comment="Name the source.")
    assert small.again().state == "draft"
    assert Change.objects.get(action="plan.return").reason == "Name the source."


def test_nothing_is_recorded_on_a_draft(small):
    with pytest.raises(Refused, match="Nothing waits for an answer"):
        small.answer()


def test_reopen_needs_a_reason(small):
    small.submit()
    with pytest.raises(Refused, match="reason"):
        small.reopen(" ")
    assert small.again().state == "submitted"


def test_agreement_to_an_old_text_does_not_count(small):
    small.submit()
    small.answer()
    small.reopen()
    change_text(small, "Other words.")
    small.submit()
    assert small.again().state == "submitted"
    assert workflow.steps_open(small.again()) == [small.step]
    with pytest.raises(Refused, match="not agreed"):
        small.publish()
    small.answer()
    assert small.again().state == "agreed"


def test_reopened_and_submitted_unchanged_is_agreed_anew(small):
    """Else the plan would wait for ever for an answer that nobody is asked for."""
    small.submit()
    small.answer()
    small.reopen()
    small.submit()
    assert workflow.steps_open(small.again()) == [small.step]
    small.answer()
    assert small.again().state == "agreed"


@pytest.mark.parametrize("reached", ["draft", "submitted"])
def test_publish_is_refused_before_agreement(small, reached):
    if reached == "submitted":
        small.submit()
    with pytest.raises(Refused, match="not agreed"):
        small.publish()
    assert not Edition.objects.exists()


def test_publish_gives_what_was_agreed_to_the_letter(small):
    small.submit()
    small.answer()
    edition = small.publish()
    assert edition.number == 1
    assert edition.content_hash == small.again().submitted_hash
    assert edition.fragment == small.again().submitted_fragment
    assert small.again().state == "published"


def test_publish_refuses_what_changed_after_approval(small):
    small.submit()
    small.answer()
    change_figure(small, 280)
    with pytest.raises(workflow.ContentChanged) as refused:
        small.publish()
    shown = refused.value.differences
    assert any("277" in each.before and "280" in each.now for each in shown)
    assert not Edition.objects.exists()
    assert small.again().state == "agreed"


def test_publish_twice_gives_one_edition(small):
    small.submit()
    small.answer()
    small.publish()
    with pytest.raises(Refused, match="published already"):
        small.publish("Again")
    assert Edition.objects.count() == 1


def test_correction_needs_a_change_note(small):
    small.submit()
    small.answer()
    small.publish()
    small.reopen()
    change_figure(small, 280)
    small.submit()
    small.answer()
    with pytest.raises(Refused, match="Say what changed"):
        small.publish(" ")
    assert small.publish("One number corrected.").number == 2


def test_only_officers_submit_reopen_and_publish(small):
    for who in (small.executive, small.lead):
        with pytest.raises(Refused, match="may not"):
            workflow.submit(small.again(), by=who, now=timezone.now())
    small.submit()
    with pytest.raises(Refused, match="may not"):
        workflow.reopen(small.again(), reason="Mine", by=small.executive, now=timezone.now())
    small.answer()
    with pytest.raises(Refused, match="may not"):
        workflow.publish(small.again(), change_note="", by=small.executive, now=timezone.now())
    assert not Edition.objects.exists()


def test_each_move_leaves_its_line_in_the_audit(small):
    small.submit()
    small.answer("returned", comment="Shorter.")
    change_text(small, "Shorter words.")
    small.submit()
    small.answer()
    small.publish()
    small.reopen("A number was wrong.")
    officer, chair = "Partnership officer", "Chair"
    assert moves_of(small.plan) == [
        ("plan.submit", officer),
        ("plan.return", chair),
        ("plan.submit", officer),
        ("plan.agree", chair),
        ("plan.agree_sections", chair),
        ("plan.publish", officer),
        ("plan.reopen", officer),
    ]
    assert Change.objects.get(action="plan.reopen").reason == "A number was wrong."
    assert Change.objects.filter(action="edition.publish").count() == 1
