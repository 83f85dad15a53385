from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from partnership.models import Begun, Organisation, Partnership, RelatedDocument
from priorities.models import AssessmentRound, PriorityList
from publishing.models import Document
from records import periods
from records.fields import ChoiceField, Period
from records.models import Record, RecordQuerySet


class PlanKind(models.TextChoices):
    FULL = "full", gettext_lazy("Partnership plan")
    REFRESH = "refresh", gettext_lazy("Annual refresh")
    SUMMARY = "summary", gettext_lazy("Summary")
    DELIVERY = "delivery", gettext_lazy("Delivery plan")
    PLACE = "place", gettext_lazy("Plan for a place")
    STRATEGY = "strategy", gettext_lazy("Thematic strategy")
    AGREEMENT = "agreement", gettext_lazy("Community safety agreement")
    ASSESSMENT = "assessment", gettext_lazy("Strategic assessment")
    REVIEW = "review", gettext_lazy("Annual review")


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


class Plan(Begun, Record, Period):
    """One document of the round: written here, agreed, published, and refreshed next year."""

    owned_by = "partnership"

    class Audience(models.TextChoices):
        INTERNAL = "internal", "The partnership"
        MEMBERS = "members", "Members and partners"
        PUBLIC = "public", "Everybody"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="plans")
    kind = ChoiceField(max_length=10, choices=PlanKind, default=PlanKind.FULL)
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
    audience = ChoiceField(max_length=10, choices=Audience, default=Audience.PUBLIC)
    in_welsh = models.BooleanField(
        "published in English and Welsh",
        default=False,
        help_text="It is submitted only when no text is missing in one of them",
    )
    state = ChoiceField(max_length=10, choices=PlanState, default=PlanState.DRAFT, editable=False)
    submitted_hash = models.CharField(max_length=64, blank=True, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    submitted_fragment = models.TextField(blank=True, editable=False)
    change_note = models.TextField("what changed, for the public", blank=True, editable=False)
    publish_at = models.DateTimeField(null=True, editable=False)
    publish_refused = models.TextField(
        blank=True, editable=False, help_text="Why it was not published when its time had come"
    )
    extended_until = models.DateField("holds until", null=True, editable=False)
    extended_reason = models.CharField(
        "why it holds longer", max_length=300, blank=True, editable=False
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
                condition=Q(extended_until=None, extended_reason="")
                | Q(extended_until__gt=F("ends_on")) & ~Q(extended_reason=""),
                name="plan_extended_beyond_its_end",
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.SCHEDULED, publish_at__isnull=False)
                | ~Q(state=PlanState.SCHEDULED) & Q(publish_at=None),
                name="plan_scheduled_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(kind="assessment", audience="public")
                & Q(audience__in=["internal", "members", "public"]),
                name="plan_assessment_not_for_everybody",
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
    relation = ChoiceField(max_length=20, choices=Relation)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "related", "relation"], name="plan_link_once")
        ]

    def __str__(self):
        return f"{self.get_relation_display()}: {self.related}"
