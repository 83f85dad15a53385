from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.models import Group, Organisation, Partnership, Topic
from priorities.models.strands import StrandsField
from records.fields import ChoiceField, Period
from records.models import Record, RecordQuerySet


class ListState(models.TextChoices):
    DRAFT = "draft", "Not public"
    PUBLISHED = "published", "Public"


class PriorityListQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Lists of the partnerships in which somebody has a role; all for administrators."""
        if user.is_superuser:
            return self
        return self.filter(partnership__in={role.partnership_id for role in user.current_roles})

    def published(self):
        """Lists that everybody can read."""
        return self.filter(state=ListState.PUBLISHED, partnership__public=True)


class PriorityList(Record, Period):
    """The priorities that somebody set for a period; several lists may hold at once."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="priority_lists")
    title = models.CharField(max_length=200)
    title_cy = models.CharField("title in Welsh", max_length=200, blank=True)
    set_by = models.CharField(max_length=200, help_text="As stated: “The Executive Group”")
    own = models.BooleanField(
        "set by the partnership itself",
        default=True,
        help_text="Off: another body set it, and it stands beside the partnership's own list",
    )
    basis = models.CharField(
        "on what it was agreed",
        max_length=200,
        blank=True,
        help_text="As in “the Strategic Assessment of October 2010”",
    )
    round = models.OneToOneField(
        "priorities.AssessmentRound",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="priority_list",
    )
    drawn_from = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="drawn",
        verbose_name="the list of a shared round that it repeats",
    )  # fmt: skip
    state = ChoiceField(max_length=10, choices=ListState, default=ListState.DRAFT, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    example = models.BooleanField("demonstration", default=False, editable=False)

    objects = PriorityListQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["-starts_on", "title"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None)
                | Q(state="published", published_at__isnull=False),
                name="priority_list_published_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["partnership", "drawn_from"], name="priority_list_drawn_once"
            ),
            models.CheckConstraint(
                condition=Q(drawn_from=None) | Q(round=None),
                name="priority_list_of_a_round_or_drawn",
            ),
        ]

    def __str__(self):
        return self.title


class Priority(Record):
    """What a partnership has agreed to work on first."""

    owned_by = "partnership"

    class Origin(models.TextChoices):
        LOCAL = "local", "Chosen locally"
        MANDATED = "mandated", "Set by another body"

    class State(models.TextChoices):
        STANDING = "standing", "Stands"
        MERGED = "merged", "Merged into another"
        RETIRED = "retired", "Retired"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="priorities")
    title = models.CharField(max_length=200)
    title_cy = models.CharField("title in Welsh", max_length=200, blank=True)
    slug = models.SlugField("address", max_length=80, blank=True, editable=False)
    strands = StrandsField("statutory strands")
    origin = ChoiceField(max_length=10, choices=Origin, default=Origin.LOCAL)
    mandated_by = models.CharField(max_length=200, blank=True)
    topics = models.ManyToManyField(Topic, blank=True)
    delivery_group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True)
    leads = models.ManyToManyField(Organisation, blank=True, related_name="+")
    state = ChoiceField(max_length=10, choices=State, default=State.STANDING, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged"
    )

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "priorities"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "title"],
                name="priority_title_once",
                violation_error_message="There is a priority with this title.",
            ),
            models.UniqueConstraint(
                fields=["partnership", "slug"],
                condition=~Q(slug=""),
                name="priority_address_once",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) & ~Q(state="merged")
                | Q(merged_into__isnull=False, state="merged") & ~Q(merged_into=models.F("id")),
                name="priority_merged_into_another",
            ),
            models.CheckConstraint(
                condition=~Q(origin="mandated") | ~Q(mandated_by=""),
                name="priority_mandated_by_somebody",
                violation_error_message="Say which body set it.",
            ),
        ]

    def __str__(self):
        return self.title


class ListedPriority(Record):
    """A priority's place and wording in one list."""

    owned_by = "priority_list__partnership"

    priority_list = models.ForeignKey(PriorityList, models.CASCADE, related_name="entries")
    priority = models.ForeignKey(Priority, models.PROTECT, related_name="listed")
    wording = models.CharField(max_length=300)
    wording_cy = models.CharField("wording in Welsh", max_length=300, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "listed priorities"
        constraints = [
            models.UniqueConstraint(fields=["priority_list", "priority"], name="listed_once"),
            models.UniqueConstraint(fields=["priority_list", "order"], name="listed_order_once"),
        ]

    def __str__(self):
        return self.wording


class CrossCuttingTheme(Record):
    """A cause or concern that runs across several priorities, such as alcohol."""

    owned_by = "priority_list__partnership"

    priority_list = models.ForeignKey(PriorityList, models.CASCADE, related_name="themes")
    title = models.CharField(max_length=200)
    title_cy = models.CharField("title in Welsh", max_length=200, blank=True)
    statement = models.TextField(blank=True)
    statement_cy = models.TextField("statement in Welsh", blank=True)
    priorities = models.ManyToManyField(Priority, related_name="themes")

    class Meta:
        ordering = ["title"]

    def __str__(self):
        return self.title


class ReferralVerb(models.TextChoices):
    ADDRESSED = "addressed", _("addressed through")
    CONSIDERED = "considered", _("considered by")
    WORKED_ON = "worked_on", _("worked on with")


class Referral(Record):
    """Something that matters and is looked after by another body, in a stated way."""

    owned_by = "priority_list__partnership"

    priority_list = models.ForeignKey(PriorityList, models.CASCADE, related_name="referrals")
    subject = models.CharField(max_length=200)
    subject_cy = models.CharField("subject in Welsh", max_length=200, blank=True)
    verb = ChoiceField(max_length=12, choices=ReferralVerb)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True)
    way_back = models.TextField("how it can come back", blank=True)
    strands = StrandsField("statutory strands")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True)
    why = models.TextField("why it is left to others", blank=True)
    answer = models.TextField("their answer", blank=True)
    answered_on = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(group=None),
                name="referral_to_one_body",
                violation_error_message="Name the organisation or the group, not both.",
            )
        ]

    def __str__(self):
        return self.sentence

    @property
    def receiver(self):
        return self.organisation or self.group

    @property
    def sentence(self):
        """“Road safety to be addressed through the Cumbria Road Safety Partnership”."""
        if self.receiver is None:
            return f"{self.subject} to be looked after by others; by whom is not stated"
        return f"{self.subject} to be {self.get_verb_display()} the {self.receiver.name}"
