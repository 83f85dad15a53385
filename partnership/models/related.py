import uuid
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _

from partnership.models.organisations import Organisation
from partnership.models.partnerships import Partnership
from partnership.models.topics import Topic
from records.fields import ChoiceField
from records.models import Record, RecordQuerySet


def kept_name(related, name):
    """Where an uploaded document lies: under a name of ours, with nothing of the sender's."""
    return f"library/{uuid.uuid4().hex}{PurePath(name).suffix.lower()}"


class RelatedDocumentQuerySet(RecordQuerySet):
    def published(self):
        """What everybody may find in the library of a public partnership."""
        return self.filter(public=True, partnership__public=True)


class RelatedDocument(Record):
    """A document that work here builds on or contributes to: a parent strategy, a protocol."""

    owned_by = "partnership"

    class Kind(models.TextChoices):
        ASSESSMENT = "assessment", _("Strategic assessment")
        STRATEGY = "strategy", _("Strategy or plan")
        GUIDANCE = "guidance", _("Guidance")
        TERMS = "terms", _("Terms of reference")
        PROTOCOL = "protocol", _("Information sharing protocol")
        OTHER = "other", _("Other")

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="related_documents")
    title = models.CharField(max_length=300)
    title_cy = models.CharField("title in Welsh", max_length=300, blank=True)
    owner_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name="owner"
    )
    kind = ChoiceField(max_length=12, choices=Kind, default=Kind.OTHER)
    summary = models.CharField(
        "what it is for", max_length=300, blank=True, help_text="One sentence, for the library"
    )
    summary_cy = models.CharField("what it is for, in Welsh", max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to=kept_name, max_length=200, blank=True)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    date_as_stated = models.CharField(max_length=100, blank=True)
    review_on = models.DateField(null=True, blank=True)
    public = models.BooleanField(
        "shown in the public library", default=True, help_text="Untick what only members may see"
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="related_documents")

    objects = RelatedDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["title"]

    def __str__(self):
        return self.title
