from django.core.exceptions import ValidationError
from django.db import models

from plans.models.plans import Plan
from records.fields import ChoiceField
from records.models import Record, RecordQuerySet


class SectionState(models.TextChoices):
    """How far a section is. That it is empty is seen, not stored."""

    DRAFT = "draft", "Draft"
    READY = "ready", "Ready"
    AGREED = "agreed", "Agreed"


class Mark(models.TextChoices):
    """What became of a part of last year's plan in this year's."""

    KEPT = "kept", "Kept"
    CHANGED = "changed", "Changed"
    DROPPED = "dropped", "Dropped"
    DONE = "done", "Done"


class InPlace(models.Manager.from_queryset(RecordQuerySet)):
    """What stands in its plan: not what was taken out of it."""

    def get_queryset(self):
        return super().get_queryset().filter(taken_out_at=None)


class Removable(models.Model):
    """A part of a plan that can be taken out and put back, with all that hangs on it."""

    taken_out_at = models.DateTimeField(null=True, editable=False)

    objects = InPlace()
    with_taken_out = RecordQuerySet.as_manager()

    class Meta:
        abstract = True


class Carried(models.Model):
    """A part of a plan that came from last year's, and what became of it here."""

    came_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="carried_to"
    )
    mark = ChoiceField(max_length=10, choices=Mark, blank=True, editable=False)
    mark_note = models.CharField("why", max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True


class Section(Removable, Carried, Record):
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
    part = ChoiceField(max_length=10, choices=Part, default=Part.MAIN)
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
    state = ChoiceField(
        max_length=10, choices=SectionState, default=SectionState.DRAFT, editable=False
    )

    class Meta:
        ordering = ["plan", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "anchor"],
                condition=models.Q(taken_out_at=None),
                name="section_anchor_once",
            ),
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
    came_from = models.OneToOneField(
        "plans.Action",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="achievement",
        verbose_name="finished action that it tells of",
    )

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return self.wording
