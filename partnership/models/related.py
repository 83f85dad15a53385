from django.db import models

from partnership.models.organisations import Organisation
from partnership.models.partnerships import Partnership
from records.models import Record


class RelatedDocument(Record):
    """A document that work here builds on or contributes to: a parent strategy, a protocol."""

    owned_by = "partnership"

    class Kind(models.TextChoices):
        ASSESSMENT = "assessment", "Strategic assessment"
        STRATEGY = "strategy", "Strategy or plan"
        GUIDANCE = "guidance", "Guidance"
        TERMS = "terms", "Terms of reference"
        PROTOCOL = "protocol", "Information sharing protocol"
        OTHER = "other", "Other"

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="related_documents")
    title = models.CharField(max_length=300)
    title_cy = models.CharField("title in Welsh", max_length=300, blank=True)
    owner_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name="owner"
    )
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OTHER)
    link = models.URLField(max_length=500, blank=True)
    date_as_stated = models.CharField(max_length=100, blank=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["title"]

    def __str__(self):
        return self.title
