"""How a thing is kept: identity, version, tenancy and the audit."""

import uuid

from django.contrib.contenttypes.models import ContentType
from django.db import models
from simple_history.models import HistoricalRecords

from records.requests import lines_written, request_id


class RecordQuerySet(models.QuerySet):
    def for_partnership(self, partnership):
        """Only what belongs to one partnership, by the path that the model declares."""
        return self.filter(**{self.model.owned_by: partnership})


class Owned(models.Model):
    """Whatever belongs somewhere: known outside by its uid. On its own for what nobody edits."""

    owned_by = None  # path to the one partnership that owns it; None: installation-wide

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def owner(self):
        """The partnership it belongs to, or None where the whole installation shares it."""
        found = self
        for step in self.owned_by.split("__") if self.owned_by else ():
            found = getattr(found, step) if found is not None else None
        return found if self.owned_by else None


class Record(Owned):
    """Whatever people keep: saved only over the version last read, its history kept."""

    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True


class Erasure(Owned):
    """What was taken out of the portal for the sake of somebody's privacy, and why. Never edited.

    A rule of the retention schedule, a person who was made anonymous, an edition that named
    somebody. It tells how much was taken out of which tables, never what.
    """

    at = models.DateTimeField(db_index=True)
    rule = models.CharField(max_length=60, db_index=True)
    subject = models.UUIDField(null=True, db_index=True, help_text="uid of the person or thing")
    actor = models.UUIDField(null=True, help_text="uid of the person; empty: the portal itself")
    actor_label = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    counts = models.JSONField(default=dict)  # {table: rows}

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.rule} on {self.at:%d %B %Y}"


class Change(models.Model):
    """One line of the audit: who did what to which thing, when and why.

    Never edited, but for the words about a person that an ``Erasure`` takes out.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.UUIDField(null=True, help_text="uid of the person; empty: the portal itself")
    actor_label = models.CharField(max_length=200)
    action = models.CharField(max_length=60, db_index=True)
    kind = models.ForeignKey(ContentType, models.PROTECT, null=True, related_name="+")
    target = models.UUIDField(null=True, db_index=True)
    target_label = models.CharField(max_length=300, blank=True)
    partnership = models.UUIDField(null=True, db_index=True)
    reason = models.TextField(blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    request = models.CharField(max_length=36, blank=True, db_default="")
    taken_out = models.ForeignKey(Erasure, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.action}: {self.target_label} by {self.actor_label}"


def note(action, *, by, now, target=None, reason="", before=None, after=None):
    """Write one line of the audit; ``by`` is a person, or None for the portal itself."""
    lines_written.set(lines_written.get() + 1)
    owner = target.owner if isinstance(target, Owned) else None
    if target is not None and target._meta.label_lower == "partnership.partnership":
        owner = target
    return Change.objects.create(
        at=now,
        actor=by.uid if by else None,
        actor_label=by.label if by else "The portal",
        action=action,
        kind=ContentType.objects.get_for_model(target) if target is not None else None,
        target=getattr(target, "uid", None),
        target_label=str(target)[:300] if target is not None else "",
        partnership=owner.uid if owner else None,
        reason=reason,
        before=before,
        after=after,
        request=request_id.get(),
    )
