"""What came up again and again: themes, which words stand for them, and how reports name them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from events.models.contributions import Contribution, Level, Standing
from events.models.series import EventSeries
from events.models.workshops import Kind, ResidentType, Workshop
from partnership.models import Partnership, Topic
from records.fields import ChoiceField
from records.models import Owned, Record, RecordQuerySet

NAME_TAKEN = "There is a theme of this name already."


class ThemeQuerySet(RecordQuerySet):
    def standing(self):
        """Themes that can be chosen: not merged into another, not ended by a split."""
        return self.filter(merged_into=None, ended=False)

    def offered_for(self, event):
        """What an event's words can be coded into: its series' themes, else the general ones."""
        return self.standing().filter(partnership=event.partnership_id, series=event.series_id)

    def with_counts(self, event=None):
        """Adds ``entries``: how many contributions stand in it, those of merged themes included.

        One that stands in two themes which were merged counts once.
        """
        said = Tag.objects.live().filter(Q(theme=OuterRef("pk")) | Q(theme__root=OuterRef("pk")))
        if event is not None:
            said = said.filter(contribution__event=event)
        counted = (
            said.order_by().values(one=Value(1)).annotate(n=Count("contribution_id", distinct=True))
        )
        return self.annotate(entries=Coalesce(Subquery(counted.values("n")), 0))


class Theme(Record):
    """What several contributions say, across the events of a series; or what a report names.

    A merged theme stays, with all that stood in it: ``merged_into`` names what it is now part of,
    and ``root`` the end of that chain (None where it stands alone), kept by merge and split.
    """

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="themes")
    series = models.ForeignKey(
        EventSeries, models.PROTECT, null=True, blank=True, related_name="themes"
    )
    name = models.CharField(max_length=200)
    name_cy = models.CharField("name in Welsh", max_length=200, blank=True)
    kind = ChoiceField(max_length=20, choices=Kind, blank=True, help_text="Empty: any kind")
    session = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Number of the session of the series; empty: any"
    )
    level = ChoiceField(max_length=10, choices=Level, blank=True)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="themes")
    order = models.PositiveSmallIntegerField(default=0)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    root = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="members"
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="splits"
    )
    ended = models.BooleanField(default=False, editable=False)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "name"],
                condition=Q(merged_into=None, ended=False, series__isnull=False),
                name="theme_name_once_in_series",
                violation_error_message=NAME_TAKEN,
            ),
            models.UniqueConstraint(
                fields=["partnership", "name"],
                condition=Q(merged_into=None, ended=False, series=None),
                name="theme_name_once",
                violation_error_message=NAME_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="theme_not_merged_into_itself",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.series_id and self.series.partnership_id != self.partnership_id:
            raise ValidationError({"series": "The series is another partnership's."})


class TagQuerySet(RecordQuerySet):
    def live(self):
        """What counts: not ended by a split, of a contribution that is kept."""
        return self.filter(ended_at=None, contribution__standing=Standing.KEPT)


class Tag(Owned):
    """A contribution stands in a theme. A split ends a tag and makes another; none is deleted."""

    owned_by = "theme__partnership"

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="tags")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="tags")
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "theme"],
                condition=Q(ended_at=None),
                name="tag_once",
            )
        ]

    def __str__(self):
        return f"{self.theme}: {self.contribution}"


class Part(models.TextChoices):
    """Where in an evaluation report a theme is named."""

    KEY = "key", "Key themes identified"
    LOCAL = "local", "Key challenges that have an impact at the local / neighbourhood level"
    DIVISION = "division", "Key challenges that have an impact at divisional / county level"
    TOP_PRIORITY = "top_priority", "Top priorities for community safety"
    BARRIER = "barrier", "Main barriers identified"
    GOOD_PRACTICE = "good_practice", "Examples of good practice"
    ISSUE = "issue", "Key issues and barriers identified"
    ACTION = "action", "Actions to overcome barriers"
    OTHER = "other", "What else was said"


class ReportedTheme(Record):
    """A theme as an event's report names it: in which part, in which words."""

    owned_by = "workshop__event__partnership"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="reported_themes")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="reported")
    part = ChoiceField(max_length=15, choices=Part, default=Part.KEY)
    wording = models.TextField()
    wording_cy = models.TextField("wording in Welsh", blank=True)
    resident_type = models.ForeignKey(
        ResidentType, models.PROTECT, null=True, blank=True, related_name="+"
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["workshop", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "theme", "part"],
                name="reported_theme_once",
                violation_error_message="This part of the report names this theme already.",
            )
        ]

    def __str__(self):
        return self.wording[:80]
