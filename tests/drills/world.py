"""Run once for each shape, in its installation: a partnership whose plans can all be published.

Each plan is public in its first edition, and agreed by everybody with the text of its second, so
that a drill begins with the officer's last button. The text of an edition names its number in
every paragraph: who reads two numbers on one page was shown half of each.
"""

import datetime
import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402

from partnership.models import Group, Partnership, Role, User  # noqa: E402
from plans import workflow  # noqa: E402
from plans.models import ApprovalStep, Block, Plan, Section  # noqa: E402
from publishing.models import Rendition  # noqa: E402
from publishing.workflow import make  # noqa: E402

LINES = {"large": 1500}  # whole seconds of work for the renderer, long enough to be killed in
FEW = 5


def text(edition, lines):
    said = f"Words of edition {edition} end."
    return "".join(f"<p>{said}</p>" for _ in range(lines))


class World:
    """The partnership, its officer, who agrees for it, and the plans."""

    def __init__(self, password):
        self.of = Partnership.objects.create(
            slug="drill-place", name="Drill Partnership", place_name="Drill Place"
        )
        self.group = Group.objects.create(
            partnership=self.of, name="Executive Group", kind="executive"
        )
        self.officer = self.person("officer", password)
        self.executive = self.person("executive", password)

    def person(self, kind, password):
        person = User.objects.create_user(f"{kind}@drill.example", password, post=kind.title())
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        Role.objects.create(user=person, kind=kind, partnership=self.of, from_date=yesterday)
        return person

    def plan(self, slug):
        plan = Plan.objects.create(
            partnership=self.of,
            slug=slug,
            title=f"Plan {slug}",
            year=2026,
            starts_on=datetime.date(2026, 4, 1),
            ends_on=datetime.date(2027, 3, 31),
        )
        section = Section.objects.create(plan=plan, title="Introduction", order=1, anchor="one")
        block = Block.objects.create(section=section, order=1, kind="text", text=text(1, FEW))
        ApprovalStep.objects.create(plan=plan, order=1, group=self.group)
        self.agree(plan)
        workflow.publish(self.again(plan), change_note="", by=self.officer, now=timezone.now())
        asked = {"by": self.officer, "now": timezone.now()}
        workflow.reopen(self.again(plan), reason="Other words.", **asked)
        Block.objects.filter(pk=block.pk).update(text=text(2, LINES.get(slug, FEW)))
        self.agree(plan)

    def agree(self, plan):
        workflow.submit(self.again(plan), by=self.officer, now=timezone.now())
        step = ApprovalStep.objects.get(plan=plan)
        workflow.record(step, outcome="agreed", by=self.executive, now=timezone.now())

    def again(self, plan):
        return Plan.objects.get(pk=plan.pk)


if __name__ == "__main__":
    world = World(password=sys.argv[1])
    for slug in sys.argv[2:]:
        world.plan(slug)
    for pk in Rendition.objects.values_list("pk", flat=True):
        make(pk, clock=timezone.now)
    waiting = Rendition.objects.exclude(state="ready")
    sys.exit(f"not made: {list(waiting)}" if waiting else 0)
