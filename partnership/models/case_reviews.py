"""The ASB case review: how to ask for one here, and the counts that must be published each year."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from partnership.models.partnerships import Partnership
from records.fields import RichTextField
from records.models import Record
from records.periods import plan_year_label


class CaseReview(Record):
    """How victims of persistent anti-social behaviour can ask for a review of their case.

    The relevant bodies must publish their procedure (Anti-social Behaviour, Crime and Policing
    Act 2014, section 104 and Schedule 4).
    """

    owned_by = "partnership"

    partnership = models.OneToOneField(
        Partnership, models.CASCADE, related_name="case_review", verbose_name="partnership"
    )
    threshold = RichTextField("threshold", help_text="When a case is reviewed, in plain words")
    threshold_cy = RichTextField("threshold in Welsh", blank=True)
    how_to_apply = RichTextField()
    how_to_apply_cy = RichTextField("how to apply, in Welsh", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField("online form", blank=True)
    example = models.BooleanField("demonstration", default=False, editable=False)

    def __str__(self):
        return f"ASB case review, {self.partnership}"


class CaseReviewYear(Record):
    """The four counts of one year that the Act asks to be published; empty: not stated."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="case_review_years")
    year = models.PositiveSmallIntegerField(
        "plan year", help_text="The year in which it starts: 2025 for 2025-26"
    )
    applications = models.PositiveIntegerField("applications for a review", null=True, blank=True)
    below_threshold = models.PositiveIntegerField(
        "decided that the threshold was not met", null=True, blank=True
    )
    reviews = models.PositiveIntegerField("reviews carried out", null=True, blank=True)
    recommendations = models.PositiveIntegerField(
        "reviews that led to recommendations", null=True, blank=True
    )
    note = models.TextField("notes", blank=True)
    note_cy = models.TextField("notes in Welsh", blank=True)
    example = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "year"],
                name="case_review_year_once",
                violation_error_message="This year has its counts already.",
            ),
            models.CheckConstraint(
                condition=Q(recommendations__lte=F("reviews"))
                | Q(recommendations=None)
                | Q(reviews=None),
                name="case_review_recommendations_of_reviews",
            ),
        ]

    def __str__(self):
        return f"ASB case reviews {self.label}"

    @property
    def label(self):
        return plan_year_label(self.year)

    def clean(self):
        super().clean()
        if None not in (self.recommendations, self.reviews) and self.recommendations > self.reviews:
            raise ValidationError(
                {"recommendations": "There cannot be more of these than reviews carried out."}
            )
