"""Documents that the public reads, their frozen editions, and the files made of each."""

import uuid

from django.db import models
from django.db.models import Case, F, Q, When

from partnership.models import Partnership
from publishing.models.formats import Format, suffix_of
from records.fields import ChoiceField
from records.models import Erasure, Owned, Record, RecordQuerySet

MOST_ATTEMPTS = 5


class Language(models.TextChoices):
    ENGLISH = "en", "English"
    WELSH = "cy", "Welsh"


class DocumentQuerySet(RecordQuerySet):
    def published(self):
        """Documents of which the public can read an edition (a withdrawn one under a notice)."""
        return self.filter(current_edition__isnull=False, internal=False)


class Document(Record):
    """Something that a partnership publishes again and again: its plan, an event's report."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=40)
    slug = models.SlugField("address", max_length=100)
    title = models.CharField(max_length=200)
    internal = models.BooleanField("not for the public", default=False, editable=False)
    current_edition = models.ForeignKey(
        "Edition", models.PROTECT, null=True, related_name="+", editable=False
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)
    # Another one with each change of what the public reads: no machine shows a copy of another.
    turn = models.UUIDField(default=uuid.uuid4, editable=False, null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["partnership", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "slug"],
                name="document_address_once",
                violation_error_message="This partnership has a document at this address.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                name="document_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(current_edition__isnull=False),
                name="document_withdrawn_was_public",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def withdrawn(self):
        return self.withdrawn_at is not None

    @property
    def newest_edition(self):
        """The last edition made, seen by the public or not."""
        return self.editions.order_by("-number").first()

    @property
    def upcoming_edition(self):
        """The edition that the public does not see yet because its files are not whole."""
        current = self.current_edition
        return (
            self.editions.filter(number__gt=current.number if current else 0)
            .order_by("-number")
            .first()
        )


class EditionQuerySet(RecordQuerySet):
    def public(self):
        """Editions that the public may read: the current one and those before it."""
        return self.filter(
            number__lte=F("document__current_edition__number"), document__internal=False
        )


class Edition(Owned):
    """What was published, word for word, for ever. A correction is another edition.

    One that named somebody it should not have named can be taken out: its words are gone, its
    number, date, fingerprint and the reason (``taken_out``) stay.
    """

    owned_by = "document__partnership"

    document = models.ForeignKey(Document, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    language = ChoiceField(max_length=5, choices=Language, default=Language.ENGLISH)
    fragment = models.TextField()
    snapshot = models.JSONField()
    content_hash = models.CharField(max_length=64)
    change_note = models.TextField(blank=True)
    published_at = models.DateTimeField()
    published_by = models.UUIDField(null=True)
    published_by_label = models.CharField(max_length=200)
    taken_out = models.ForeignKey(
        Erasure, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="edition_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_number_from_one"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(change_note=""), name="edition_change_note_after_first"
            ),
        ]

    def __str__(self):
        return f"{self.title}, edition {self.number}"

    @property
    def is_public(self):
        current = self.document.current_edition
        return current is not None and self.number <= current.number

    def text_in(self, language, form="full"):
        """What this edition says in a language: itself, or an ``EditionText``; None: nothing.

        Either has ``title``, ``fragment``, ``snapshot`` and ``language``.
        """
        if language == self.language and form == "full":
            return self
        return self.texts.filter(language=language, form=form).order_by("-number").first()

    @property
    def pdf(self):
        """The PDF of this edition in its own language, or None where none is offered."""
        return self.renditions.filter(format=Format.PDF, language=self.language).first()


class State(models.TextChoices):
    WAITING = "waiting", "Waiting"
    RENDERING = "rendering", "In preparation"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be made"
    GONE = "gone", "Taken out"


class RenditionQuerySet(RecordQuerySet):
    def ready(self):
        return self.filter(state=State.READY)

    def claimable(self, now):
        """What nobody is making: waiting, or left by a worker that no longer renews its lease."""
        left = Q(state=State.RENDERING, lease_until__lt=now)
        return self.filter(Q(state=State.WAITING) | left, attempts__lt=MOST_ATTEMPTS)

    def in_turn(self):
        """What the public waits for first, then first tries: one plan's audio never delays
        another's PDF, and one hostile document never stops the others. Of these a correction of
        what people read by now goes before all that is new."""
        late = Case(When(format=Format.PDF, then=0), default=1)
        new = Case(When(edition__document__current_edition__isnull=False, then=0), default=1)
        return self.order_by(late, "attempts", new, "pk")


class Rendition(Owned):
    """One edition in one format: the row is the job that makes it, and then names the file."""

    owned_by = "edition__document__partnership"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="renditions")
    format = ChoiceField(max_length=20, choices=Format)
    language = ChoiceField(max_length=5, choices=Language, default=Language.ENGLISH)
    state = ChoiceField(max_length=10, choices=State, default=State.WAITING)
    lease_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=100, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    progress = models.PositiveIntegerField("pages so far", default=0)
    reason = models.TextField(blank=True)
    file = models.FileField(blank=True, max_length=200)
    size = models.PositiveBigIntegerField(null=True)
    pages = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    ready_at = models.DateTimeField(null=True)

    objects = RenditionQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "format", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "format", "language"], name="rendition_format_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.READY)
                | (~Q(file="") & Q(size__gt=0) & ~Q(sha256="") & Q(ready_at__isnull=False)),
                name="rendition_ready_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=State.RENDERING, lease_until__isnull=False) & ~Q(leased_by="")
                | ~Q(state=State.RENDERING) & Q(lease_until=None, leased_by=""),
                name="rendition_rendering_is_leased",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.FAILED) | ~Q(reason=""),
                name="rendition_failed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(attempts__lte=MOST_ATTEMPTS), name="rendition_attempts_capped"
            ),
        ]
        indexes = [
            models.Index(
                fields=["attempts", "id"],
                condition=Q(state__in=[State.WAITING, State.RENDERING]),
                name="rendition_unfinished",
            )
        ]

    def __str__(self):
        return f"{self.edition}, {self.get_format_display()}"

    @property
    def filename(self):
        """The name under which people keep it."""
        document = self.edition.document
        name = f"{document.partnership.slug}-{document.slug}-edition-{self.edition.number}"
        welsh = "-cymraeg" if self.language == Language.WELSH else ""
        return f"{name}{welsh}.{suffix_of(self.format)}"
