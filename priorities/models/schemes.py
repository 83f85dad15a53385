"""By which criteria candidates are scored."""

from django.db import models
from django.db.models import F, Q

from partnership.models import Partnership
from records.fields import ChoiceField
from records.models import Record


class ScoringScheme(Record):
    """By which criteria candidates are scored; one that was used is never changed, only renewed."""

    owned_by = "partnership"

    class Scorers(models.TextChoices):
        MEMBERS = "members", "Each executive member, without names"
        ORGANISATIONS = "organisations", "Each organisation, openly"
        SESSION = "session", "One score, agreed at a session"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="scoring_schemes")
    name = models.CharField(max_length=200)
    issue = models.PositiveSmallIntegerField("version of the scheme", default=1)
    scorers = ChoiceField("who scores", max_length=15, choices=Scorers, default=Scorers.MEMBERS)
    lowest = models.PositiveSmallIntegerField("lowest score", default=1)
    highest = models.PositiveSmallIntegerField("highest score", default=4)
    opens_after = models.PositiveSmallIntegerField(
        "others' scores open when so many have scored", default=3
    )
    example = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["name", "-issue"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name", "issue"],
                name="scoring_scheme_once",
                violation_error_message="There is a scheme of this name and version.",
            ),
            models.CheckConstraint(
                condition=Q(highest__gt=F("lowest")),
                name="scoring_scheme_scale_in_order",
                violation_error_message="The highest score must be above the lowest.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, version {self.issue}"

    @property
    def values(self):
        """The scores that can be given, lowest first."""
        return range(self.lowest, self.highest + 1)


class Criterion(Record):
    """One question of a scheme; where less is graver, a low score speaks for a priority."""

    owned_by = "scheme__partnership"

    class Direction(models.TextChoices):
        HIGH = "high", "A high score speaks for a priority"
        LOW = "low", "A low score speaks for a priority"

    scheme = models.ForeignKey(ScoringScheme, models.CASCADE, related_name="criteria")
    name = models.CharField(max_length=100)
    name_cy = models.CharField("name in Welsh", max_length=100, blank=True)
    meaning = models.CharField(max_length=200, blank=True, help_text="As in “how often it happens”")
    low_word = models.CharField("word at the lowest score", max_length=40, default="low")
    high_word = models.CharField("word at the highest score", max_length=40, default="high")
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    direction = ChoiceField(max_length=5, choices=Direction, default=Direction.HIGH)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "name"],
                name="criterion_name_once",
                violation_error_message="This scheme has a criterion of this name.",
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0),
                name="criterion_weight_above_nought",
                violation_error_message="A weight is above 0.",
            ),
        ]

    def __str__(self):
        return self.name
