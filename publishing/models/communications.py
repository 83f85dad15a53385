"""What is told about the partnership's work: its plan of messages, and its news."""

from django.db import models
from django.db.models import Q

from partnership.models import Organisation, Partnership
from publishing.models.documents import Document
from records.fields import ChoiceField, RichTextField
from records.models import Record, RecordQuerySet


class Channel(models.TextChoices):
    MESSAGING = "messaging", "Community messaging system"
    SOCIAL = "social", "Social media"
    PRESS = "press", "Press release"
    PRINT = "print", "Leaflet or poster"
    MEETING = "meeting", "Meeting or event"
    NEWS = "news", "News on this site"
    PARTNERS = "partners", "Partners’ own channels"
    OTHER = "other", "Other"


class Communication(Record):
    """One line of the communication plan: what is said to whom, by which way, when, by whom."""

    owned_by = "partnership"

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        DONE = "done", "Done"
        DROPPED = "dropped", "Dropped"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="communications")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="communications"
    )
    message = models.TextField("key message", max_length=1000)
    audience = models.CharField(max_length=200)
    channel = ChoiceField(max_length=10, choices=Channel)
    due_on = models.DateField("date")
    who = models.CharField("who does it", max_length=200, help_text="A post, not a name")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = ChoiceField(max_length=10, choices=State, default=State.PLANNED, editable=False)
    outcome = models.TextField("what came of it", blank=True, editable=False)
    closed_on = models.DateField(null=True, editable=False)
    example = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="planned", closed_on=None)
                | ~Q(state="planned") & Q(closed_on__isnull=False),
                name="communication_closed_has_a_day",
            ),
        ]

    def __str__(self):
        return self.message[:80]


class PostQuerySet(RecordQuerySet):
    def published(self):
        """News that the public can read; withdrawn ones only under their notice."""
        return self.filter(published_at__isnull=False, partnership__public=True)


class Post(Record):
    """News of the partnership."""

    owned_by = "partnership"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="posts")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="posts",
        verbose_name="publication that it tells of",
    )  # fmt: skip
    slug = models.SlugField("address", max_length=100, editable=False)
    title = models.CharField(max_length=160)
    title_cy = models.CharField("title in Welsh", max_length=160, blank=True)
    summary = models.CharField(
        max_length=300, help_text="One or two sentences, for lists and feeds"
    )
    summary_cy = models.CharField("summary in Welsh", max_length=300, blank=True)
    body = RichTextField()
    body_cy = RichTextField("body in Welsh", blank=True)
    state = ChoiceField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)
    example = models.BooleanField("demonstration", default=False, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "slug"], name="post_address_once"),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None)
                | Q(state__in=["published", "withdrawn"], published_at__isnull=False),
                name="post_published_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""),
                name="post_withdrawn_with_reason",
            ),
        ]

    def __str__(self):
        return self.title
