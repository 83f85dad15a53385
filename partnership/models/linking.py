"""Partnerships that are part of others, and what came after one that ended."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from partnership.models.partnerships import Partnership
from records.fields import ChoiceField, Dated
from records.models import Record

RING = "{whole} would be part of itself: it is part of {part}, directly or through others."


class PartnershipLink(Record, Dated):
    """One partnership is part of another, for a time: a district's of its county's.

    The whole has no sight of what a part has not published.
    """

    owned_by = "part"

    whole = models.ForeignKey(Partnership, models.PROTECT, related_name="part_links")
    part = models.ForeignKey(Partnership, models.PROTECT, related_name="whole_links")

    class Meta(Dated.Meta):
        ordering = ["part__name", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(whole=F("part")),
                name="partnership_not_in_itself",
                violation_error_message="A partnership cannot be part of itself.",
            ),
            models.UniqueConstraint(
                fields=["whole", "part"],
                condition=Q(to_date=None),
                name="partnership_link_once",
                violation_error_message="It is part of this one already.",
            ),
        ]

    def __str__(self):
        return f"{self.part} in {self.whole}"

    def clean(self):
        super().clean()
        if self.whole_id and self.part_id and self.whole_id != self.part_id and self.closes_ring():
            words = RING.format(whole=self.whole, part=self.part)
            raise ValidationError({"whole": words})

    def closes_ring(self):
        """Whether the part would then, on some day, be above its own whole."""
        above = {}
        for link in PartnershipLink.objects.exclude(pk=self.pk):
            above.setdefault(link.part_id, []).append(link)
        days = (self.from_date or datetime.date.min, self.to_date or datetime.date.max)
        waiting, seen = [(self.whole_id, days)], set()
        while waiting:
            step = waiting.pop()
            if step in seen:
                continue
            seen.add(step)
            key, (first, last) = step
            if key == self.part_id:
                return True
            for link in above.get(key, []):
                begins = max(first, link.from_date or first)
                ends = min(last, link.to_date or last)
                if begins <= ends:
                    waiting.append((link.whole_id, (begins, ends)))
        return False


class SuccessionKind(models.TextChoices):
    MERGED = "merged", "Merged with others"
    SPLIT = "split", "Split"
    FOLLOWED = "followed", "Followed by another"


class Succession(Record):
    """What continues the work of a partnership that ended, from a day on."""

    owned_by = "predecessor"

    predecessor = models.ForeignKey(Partnership, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Partnership, models.PROTECT, related_name="precessions")
    on = models.DateField("first day of the one that follows")
    kind = ChoiceField(max_length=10, choices=SuccessionKind)

    class Meta:
        ordering = ["on", "successor__name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_by_another"
            ),
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
        ]

    def __str__(self):
        return f"{self.successor} continues {self.predecessor}"
