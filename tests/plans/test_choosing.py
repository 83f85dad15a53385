"""What an officer chooses for a live block, and what a new plan begins with."""

from django.urls import reverse

from plans.models import Block, Plan
from priorities.models import Figure, Measure
from tests import factories

SLUG = "partnership-plan-2011-12"


def test_block_edit_chooses_figures_and_keeps_their_order(client, demo):
    plan = Plan.objects.get(slug=SLUG)
    Plan.objects.filter(pk=plan.pk).update(state="draft")
    block = Block.objects.get(kind="figures", section__plan__slug=SLUG)
    first, *rest = [chosen.figure for chosen in block.chosen_figures.all()]
    client.force_login(demo.user("officer"))
    kept = [str(figure.pk) for figure in rest]
    data = {"base_version": block.version, "caption": block.caption, "chosen": kept}
    client.post(reverse("plans:block_edit", args=[block.uid]), data)
    assert [chosen.figure for chosen in block.chosen_figures.all()] == rest
    block.refresh_from_db()
    data |= {"base_version": block.version, "chosen": [*kept, str(first.pk)]}
    client.post(reverse("plans:block_edit", args=[block.uid]), data)
    assert [chosen.figure for chosen in block.chosen_figures.all()] == [*rest, first]


def test_block_edit_refuses_figures_of_another_partnership(client, demo):
    plan = Plan.objects.get(slug=SLUG)
    Plan.objects.filter(pk=plan.pk).update(state="draft")
    block = Block.objects.get(kind="figures", section__plan__slug=SLUG)
    foreign = factories.figure(factories.measure(factories.partnership("elsewhere")))
    client.force_login(demo.user("officer"))
    data = {"base_version": block.version, "caption": "", "chosen": [foreign.pk]}
    answer = client.post(reverse("plans:block_edit", args=[block.uid]), data)
    assert answer.status_code == 200
    assert block.chosen_figures.count() == 9


def test_block_edit_offers_what_counts_and_may_be_read(client, demo):
    plan = Plan.objects.get(slug=SLUG)
    Plan.objects.filter(pk=plan.pk).update(state="draft")
    measure = Measure.objects.get(name="Overall crime")
    place = Figure.objects.filter(measure=measure).first().area
    arriving = factories.level(measure, 4101, place, 2008, standing="arriving")
    internal = factories.level(measure, 4102, place, 2007, internal=True)
    client.force_login(demo.user("officer"))
    page = client.get(
        reverse(
            "plans:block_edit",
            args=[Block.objects.get(kind="figures", section__plan__slug=SLUG).uid],
        )
    )
    offered = set(page.context["form"].fields["chosen"].queryset)
    assert not offered & {arriving, internal}
    assert {figure.measure.code for figure in offered} >= {"c2:total", "prc:domestic-burglary"}
    assert {figure.area.name for figure in offered} == {"South Lakeland"}


def test_plan_add_names_the_executive_group_as_the_body_that_agrees(client, demo):
    client.force_login(demo.user("officer"))
    data = {
        "title": "Next plan", "kind": "refresh", "audience": "public", "year": 2012,
        "slug": "next-plan",
        "starts_on": "2012-04-01", "ends_on": "2013-03-31",
    }  # fmt: skip
    client.post(reverse("plans:plan_add", args=["south-lakeland"]), data)
    step = Plan.objects.get(slug="next-plan").approval_steps.get()
    assert step.group.name == "Executive Group"
