from django.core.exceptions import ValidationError
from django.db import models

from plans.models.plans import Plan
from records.models import Record


class Section(Record):
    """A heading of a plan with its blocks; sections form a tree in a stated order."""

    owned_by = "plan__partnership"

    class Part(models.TextChoices):
        FRONT = "front", "Front part"
        MAIN = "main", "Main part"
        APPENDIX = "appendix", "Appendix"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    part = models.CharField(max_length=10, choices=Part, default=Part.MAIN)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    title_cy = models.CharField("title in Welsh", max_length=200, blank=True)
    contents_title = models.CharField(
        "title in the contents", max_length=200, blank=True, help_text="Where it differs"
    )
    contents_title_cy = models.CharField(
        "title in the contents, in Welsh", max_length=200, blank=True
    )
    anchor = models.SlugField(
        max_length=80, help_text="The lasting part of its address; never changed once published"
    )

    in_summary = models.BooleanField(
        "belongs in the public summary",
        default=False,
        help_text="Of an internal document: this section goes into its executive summary",
    )

    class Meta:
        ordering = ["plan", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "anchor"], name="section_anchor_once")
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if not (self.title or "").strip():
            raise ValidationError({"title": "Give the section a title."})
        if self.parent_id and self.parent.plan_id != self.plan_id:
            raise ValidationError({"parent": "The section above must be of the same plan."})


class Achievement(Record):
    """Something done before this plan began, told in it."""

    owned_by = "plan__partnership"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="achievements")
    year = models.PositiveSmallIntegerField("plan year", help_text="2010 for 2010-11")
    wording = models.TextField()
    wording_cy = models.TextField("wording in Welsh", blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return self.wording
