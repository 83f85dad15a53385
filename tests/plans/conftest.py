"""A small plan with everybody who works on it."""

from types import SimpleNamespace

import django
import pytest
from django.utils import timezone

django.setup()  # the models below need the apps, and this file is read before pytest loads them

from plans import workflow  # noqa: E402
from plans.models import ApprovalStep, BlockFigure, Plan  # noqa: E402
from tests import factories  # noqa: E402


class SmallPlan(SimpleNamespace):
    """One section with a text and a figure, and the executive group that must agree."""

    def again(self):
        """The plan as it is stored now."""
        return Plan.objects.get(pk=self.plan.pk)

    def submit(self):
        workflow.submit(self.again(), by=self.officer, now=timezone.now())

    def answer(self, outcome="agreed", *, by=None, comment=""):
        step = ApprovalStep.objects.get(pk=self.step.pk)
        by = by or self.executive
        return workflow.record(step, outcome=outcome, by=by, now=timezone.now(), comment=comment)

    def reopen(self, reason="A number was wrong."):
        workflow.reopen(self.again(), reason=reason, by=self.officer, now=timezone.now())

    def publish(self, change_note=""):
        return workflow.publish(
            self.again(), change_note=change_note, by=self.officer, now=timezone.now()
        )


@pytest.fixture
def small(db):
    of = factories.partnership("small-place")
    group = factories.group(of)
    plan = factories.plan(of, slug="small-plan", title="Small Plan")
    section = factories.section(plan)
    block = factories.block(section, text="<p>The first words.</p>")
    figure = factories.figure(factories.measure(of))
    figures = factories.block(section, text="", kind="figures")
    BlockFigure.objects.create(block=figures, figure=figure, order=1)
    return SmallPlan(
        partnership=of,
        plan=plan,
        section=section,
        block=block,
        figure=figure,
        step=ApprovalStep.objects.create(plan=plan, order=1, group=group),
        officer=factories.user("officer", of, post="Partnership officer"),
        executive=factories.user("executive", of, post="Chair"),
        lead=factories.user("lead", of, group=factories.group(of, "Task Group", "task_and_finish")),
    )


@pytest.fixture
def officer(client, small):
    """A browser in which the officer is signed in."""
    client.force_login(small.officer)
    return client
