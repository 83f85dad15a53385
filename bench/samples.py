"""The two plans that the bench publishes: the real one, and one of many pages made from it."""

from django.utils import timezone

from plans.documents import compose
from plans.models import Plan
from publishing.documents import print_html
from publishing.models import Rendition
from publishing.workflow import publish


class Sample:
    """A published plan that the bench publishes again and again, a little changed each time."""

    def __init__(self, plan, times=1):
        self.plan = plan
        self.composed = compose(plan)
        self.fragment = self.composed.fragment * times

    def html(self):
        return print_html(
            title=self.composed.title,
            fragment=self.fragment,
            snapshot=self.composed.snapshot,
            partnership=self.plan.partnership,
            edition_number=1,
            published_at=timezone.now(),
        )

    def publish(self):
        now = timezone.now()
        edition = publish(
            self.plan.document,
            title=self.composed.title,
            fragment=f"{self.fragment}<p>Published again at {now.isoformat()}.</p>",
            snapshot=self.composed.snapshot,
            change_note="Published again to see how long it takes.",
            by=None,
            now=now,
        )
        return edition.number

    def ready(self, number):
        rows = Rendition.objects.filter(edition__document=self.plan.document)
        return rows.ready().filter(edition__number=number).exists()

    def pages(self):
        rows = Rendition.objects.ready().filter(edition__document=self.plan.document)
        return rows.order_by("-edition__number").first().pages

    def address(self, number):
        return f"/{self.plan.partnership.slug}/plans/{self.plan.slug}/editions/{number}/plan.pdf"


def the_plan():
    return Plan.objects.get(partnership__slug="south-lakeland", slug="partnership-plan-2011-12")


def south_lakeland():
    return Sample(the_plan())


def sixty_pages(pages):
    """The real text so often that it fills about so many pages."""
    sample = Sample(the_plan())
    return Sample(sample.plan, times=max(1, round(pages / (sample.pages() - 2))))
