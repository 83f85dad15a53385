"""Who writes where just now, what could not be saved in its place, and what somebody has seen."""

from django.conf import settings
from django.db import models

from plans.models.blocks import Block
from plans.models.plans import Plan
from plans.models.sections import Section
from records.models import Owned


class Presence(models.Model):
    """A window in which somebody has a section open. It never locks anything.

    ``seen_at`` is the window's last sign of life, ``typed_at`` its last key, ``opened_at`` when
    its owner chose to work in it: of several windows of one person the latest opened one writes.
    """

    owned_by = "section__plan__partnership"

    section = models.ForeignKey(Section, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    window = models.UUIDField(help_text="Made by the browser for each window")
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    typed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["section", "window"], name="presence_once_a_window")
        ]

    def __str__(self):
        return f"{self.user} in {self.section}"


class KeptText(Owned):
    """Words that could not be saved where they were typed: kept for their author, until joined.

    The block moved on (``block`` says which), or it was taken out of the plan. ``base`` is the
    text that the author started from, ``text`` what they made of it.
    """

    owned_by = "plan__partnership"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="kept_texts")
    block = models.ForeignKey(Block, models.SET_NULL, null=True, related_name="kept_texts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_texts")
    where = models.CharField(max_length=220, help_text="Number and title of the section")
    base_version = models.PositiveIntegerField()
    base = models.TextField(blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["block", "user"], name="kept_text_once_a_block")
        ]

    def __str__(self):
        return f"{self.where}: kept for {self.user}"


class SectionLook(models.Model):
    """When somebody last looked at a section: what its live data said since is new to them."""

    owned_by = "section__plan__partnership"

    section = models.ForeignKey(Section, models.CASCADE, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["section", "user"], name="section_look_once")
        ]

    def __str__(self):
        return f"{self.user} saw {self.section}"


class SeenText(models.Model):
    """A whole plan as somebody read it once, kept to show them what changed since."""

    owned_by = "plan__partnership"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="seen_texts")
    content_hash = models.CharField(max_length=64)
    fragment = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "content_hash"], name="seen_text_once")
        ]

    def __str__(self):
        return f"{self.plan} {self.content_hash[:8]}"


class PlanLook(models.Model):
    """The text of a plan that somebody marked as read, and when."""

    owned_by = "plan__partnership"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    text = models.ForeignKey(SeenText, models.PROTECT, related_name="looks")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="plan_look_once")]

    def __str__(self):
        return f"{self.user} read {self.plan}"
