from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from partnership.models import Organisation, Partnership, RelatedDocument
from priorities.models import AssessmentRound, PriorityList
from publishing.models import Document
from records import periods
from records.fields import Period
from records.models import Record, RecordQuerySet


class PlanKind(models.TextChoices):
    FULL = "full", "Partnership plan"
    REFRESH = "refresh", "Annual refresh"
    SUMMARY = "summary", "Summary"
    DELIVERY = "delivery", "Delivery plan"
    PLACE = "place", "Plan for a place"
    STRATEGY = "strategy", "Thematic strategy"
    AGREEMENT = "agreement", "Community safety agreement"
    ASSESSMENT = "assessment", "Strategic assessment"
    REVIEW = "review", "Annual review"


class PlanState(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted for agreement"
    AGREED = "agreed", "Agreed"
    SCHEDULED = "scheduled", "Scheduled"
    PUBLISHED = "published", "Published"


class PlanQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Plans of the partnerships in which somebody has a role; all for administrators."""
        if user.is_superuser:
            return self
        return self.filter(partnership__in={role.partnership_id for role in user.current_roles})

    def published(self):
        """Plans of which the public can read an edition; an internal one never."""
        return self.filter(
            document__current_edition__isnull=False,
            partnership__public=True,
            audience=Plan.Audience.PUBLIC,
        )


class Plan(Record, Period):
    """One document of the round: written here, agreed, published, and refreshed next year."""

    owned_by = "partnership"

    class Audience(models.TextChoices):
        INTERNAL = "internal", "The partnership"
        MEMBERS = "members", "Members and partners"
        PUBLIC = "public", "Everybody"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=10, choices=PlanKind, default=PlanKind.FULL)
    title = models.CharField(max_length=180)
    title_cy = models.CharField("title in Welsh", max_length=200, blank=True)
    slug = models.SlugField(
        "address", max_length=80, help_text="For instance partnership-plan-2011-12"
    )
    year = models.PositiveSmallIntegerField(
        "plan year", help_text="The year in which it starts: 2011 for 2011-12"
    )
    version_label = models.CharField("version as stated", max_length=60, blank=True)
    summary = models.TextField(blank=True, help_text="One sentence on what it is for")
    summary_cy = models.TextField("summary in Welsh", blank=True)
    published_as_stated = models.CharField(
        "publication as stated", max_length=60, blank=True, help_text="As in “May 2011”"
    )
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PUBLIC)
    state = models.CharField(
        max_length=10, choices=PlanState, default=PlanState.DRAFT, editable=False
    )
    submitted_hash = models.CharField(max_length=64, blank=True, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    submitted_fragment = models.TextField(blank=True, editable=False)
    change_note = models.TextField("what changed, for the public", blank=True, editable=False)
    publish_at = models.DateTimeField(null=True, editable=False)
    publish_refused = models.TextField(
        blank=True, editable=False, help_text="Why it was not published when its time had come"
    )
    priority_list = models.ForeignKey(PriorityList, models.PROTECT, null=True, blank=True)
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    round = models.ForeignKey(
        AssessmentRound,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="assessment round that it tells of",
    )
    summary_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="summaries",
        verbose_name="public summary of",
    )
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, editable=False, related_name="plan"
    )
    example = models.BooleanField("demonstration", default=False, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["-starts_on", "title"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "slug"],
                name="plan_slug_once",
                violation_error_message="Another plan of this partnership has this address.",
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.SCHEDULED, publish_at__isnull=False)
                | ~Q(state=PlanState.SCHEDULED) & Q(publish_at=None),
                name="plan_scheduled_has_a_time",
            ),
        ]

    def __str__(self):
        return self.full_title

    @property
    def full_title(self):
        return f"{self.title} {self.years}"

    @property
    def label(self):
        return periods.plan_year_label(self.year)

    @property
    def is_public(self):
        """Whether it is written for everybody; what is not never reaches the public pages."""
        return self.audience == self.Audience.PUBLIC

    @property
    def is_carried_on(self):
        """Whether next year's is made out of it; what tells of one year is begun anew."""
        return self.kind not in (PlanKind.SUMMARY, PlanKind.ASSESSMENT, PlanKind.REVIEW)

    @property
    def is_open(self):
        """Whether its texts may be changed now."""
        return self.state == PlanState.DRAFT

    def clean(self):
        super().clean()
        if not (self.title or "").strip():
            raise ValidationError({"title": "Give the plan a title."})
        if self.kind == PlanKind.ASSESSMENT and self.is_public:
            raise ValidationError(
                "A strategic assessment holds what is not for everybody. Choose other readers, "
                "and make a public summary of it."
            )


class PlanPartner(Record):
    """A body in the plan's own list of partners, in its order and wording."""

    owned_by = "plan__partnership"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name_as_stated = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "organisation"], name="plan_partner_once")
        ]

    def __str__(self):
        return self.name_as_stated


class PlanLink(Record):
    """How a plan and another document stand to each other."""

    owned_by = "plan__partnership"

    class Relation(models.TextChoices):
        INFORMED_BY = "informed_by", "Informed by"
        CONTRIBUTES_TO = "contributes_to", "Contributes to"
        TAKES_ACCOUNT_OF = "takes_account_of", "Takes account of"
        REQUIRED_BY = "required_by", "Required by"
        REPORTED_IN = "reported_in", "Reported in"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="links")
    related = models.ForeignKey(RelatedDocument, models.PROTECT, related_name="plan_links")
    relation = models.CharField(max_length=20, choices=Relation)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "related", "relation"], name="plan_link_once")
        ]

    def __str__(self):
        return f"{self.get_relation_display()}: {self.related}"


@dataclass(frozen=True)
class Standing:
    """Whether a published plan counts today, in words and as one of the site's status kinds."""

    kind: str
    words: str
    detail: str

    @property
    def in_force(self):
        return self.kind == "good"


def standing_of(plan, on):
    """Computed from dates and editions, never typed: a plan cannot be called current too long."""
    document = plan.document
    if document.withdrawn_at:
        day = periods.day_label(localdate(document.withdrawn_at))
        return Standing("bad", "Withdrawn", f"on {day}. {document.withdrawn_reason}")
    if on < plan.starts_on:
        return Standing(
            "wait", "Not yet in force", f"starts on {periods.day_label(plan.starts_on)}"
        )
    if on > plan.ends_on:
        return Standing("wait", "No longer in force", f"ended on {periods.day_label(plan.ends_on)}")
    return Standing("good", "In force", f"until {periods.day_label(plan.ends_on)}")
