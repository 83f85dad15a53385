"""Easy Read: the plan once more in short sentences, each beside a picture, by the officer."""

from django.db import models

from plans.models.blocks import Picture
from plans.models.plans import Plan
from records.models import Record


class EasyRead(Record):
    """The Easy Read text of a plan; what of it is public is frozen with an edition."""

    owned_by = "plan__partnership"

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="easy_read")
    title = models.CharField(max_length=180)
    title_cy = models.CharField("title in Welsh", max_length=180, blank=True)
    tested_with = models.CharField(
        "who read it before it was published",
        max_length=300,
        blank=True,
        help_text="Easy Read is checked by people with learning disabilities",
    )

    def __str__(self):
        return self.title


class EasyReadLine(Record):
    """One thought: a picture at the left, one or two short sentences at the right."""

    owned_by = "easy_read__plan__partnership"

    easy_read = models.ForeignKey(EasyRead, models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField()
    heading = models.BooleanField("is a heading", default=False)
    words = models.CharField(max_length=300)
    words_cy = models.CharField("words in Welsh", max_length=300, blank=True)
    picture = models.ForeignKey(Picture, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["easy_read", "order", "pk"]

    def __str__(self):
        return self.words
