from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.models import Partnership
from plans.models.plans import Plan, PlanKind
from records.fields import ChoiceField, Period
from records.imports import FileImport
from records.models import Record, RecordQuerySet


class PastPlanQuerySet(RecordQuerySet):
    def visible_to(self, user):
        if user.is_superuser:
            return self
        return self.filter(partnership__in={role.partnership_id for role in user.current_roles})

    def published(self):
        """What officers have put on the public site."""
        return self.filter(public=True, partnership__public=True)


class PastPlan(Record, Period):
    """A plan that was published elsewhere, in its original file: kept, listed, never altered."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="past_plans")
    kind = ChoiceField(max_length=10, choices=PlanKind, default=PlanKind.FULL)
    title = models.CharField(max_length=180)
    title_cy = models.CharField("title in Welsh", max_length=200, blank=True)
    slug = models.SlugField("address", max_length=80)
    summary = models.TextField(blank=True, help_text="What it says, for people who do not open it")
    summary_cy = models.TextField("summary in Welsh", blank=True)
    published_as_stated = models.CharField(
        "publication as stated", max_length=60, blank=True, help_text="As in “May 2008”"
    )
    original = models.FileField(max_length=200, editable=False)
    original_name = models.CharField(max_length=200, editable=False)
    media_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveBigIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    public = models.BooleanField("on the public site", default=False)

    objects = PastPlanQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["-starts_on", "title"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "slug"],
                name="past_plan_slug_once",
                violation_error_message="Another past plan has this address.",
            ),
            models.UniqueConstraint(
                fields=["partnership", "sha256"],
                name="past_plan_file_once",
                violation_error_message="This very file is here already.",
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0) & ~Q(sha256="") & ~Q(original=""),
                name="past_plan_has_its_file",
            ),
        ]

    def __str__(self):
        return f"{self.title} {self.years}"


class PlanImport(FileImport):
    """A Word file that becomes a draft: read by a worker, looked at, then taken in whole.

    ``preview`` holds what was understood: {"title", "sections": [{"level", "title", "blocks"}],
    "pictures": [{"name", "width", "height", "description"}], "left_out": [words]}.
    """

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="plan_imports")
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="imports",
        help_text="The draft that it became",
    )  # fmt: skip
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
