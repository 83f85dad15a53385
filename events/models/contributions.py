"""What people said, in their words, and which of those words the public does not see."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from events.models.pieces import cut
from events.models.workshops import Kind, ResidentType, Table, Workshop
from records.fields import ChoiceField
from records.models import Owned, Record, RecordQuerySet

LONGEST = 2000
SHORT = 60


class Heading(models.TextChoices):
    """The four priority headings: how urgent and how essential, as the tables placed it."""

    URGENT_ESSENTIAL = "urgent_essential", _("Urgent & Essential")
    URGENT = "urgent", _("Urgent but not Essential")
    ESSENTIAL = "essential", _("Not Urgent but Essential")
    NEITHER = "neither", _("Not Urgent or Essential")

    @property
    def urgent(self):
        return self in (Heading.URGENT_ESSENTIAL, Heading.URGENT)

    @property
    def essential(self):
        return self in (Heading.URGENT_ESSENTIAL, Heading.ESSENTIAL)


def heading_of(urgent, essential):
    """The heading that two answers give, or None where nobody placed it."""
    if urgent is None or essential is None:
        return None
    return next(h for h in Heading if h.urgent == urgent and h.essential == essential)


class Level(models.TextChoices):
    LOCAL = "local", _("Local or neighbourhood")
    DIVISION = "division", _("Division or county")


class Origin(models.TextChoices):
    """How the words came in."""

    TABLE = "table", "Typed at the table"
    PAPER = "paper", "From paper"
    TYPED = "typed", "Typed in afterwards"
    IMPORT = "import", "Imported"
    WEB = "web", "Sent in by web form"


class Standing(models.TextChoices):
    KEPT = "kept", "Kept"
    REMOVED = "removed", "Removed by the table"
    ARRIVING = "arriving", "Of an import that is not finished"


class ContributionQuerySet(RecordQuerySet):
    def kept(self):
        """What counts: not removed at the table, not of an unfinished import."""
        return self.filter(standing=Standing.KEPT)

    def coded(self):
        """What has a theme, or a reason for having none."""
        return self.kept().filter(~Q(no_theme_reason="") | Q(has_theme=True))

    def uncoded(self):
        """What still waits for a theme; what was skipped comes last."""
        waiting = self.kept().filter(no_theme_reason="", has_theme=False)
        return waiting.order_by(F("skipped_at").asc(nulls_first=True), "pk")


class Contribution(Record):
    """One thought in the words of those who had it: from a table, a session or a consultation."""

    owned_by = "event__partnership"

    event = models.ForeignKey(Event, models.PROTECT, related_name="contributions")
    workshop = models.ForeignKey(
        Workshop, models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    table = models.ForeignKey(
        Table, models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    kind = ChoiceField(max_length=20, choices=Kind, default=Kind.CHALLENGE)
    text = models.TextField("words", validators=[MaxLengthValidator(LONGEST)])
    urgent = models.BooleanField(null=True, blank=True)
    essential = models.BooleanField(null=True, blank=True)
    level = ChoiceField(max_length=10, choices=Level, blank=True)
    resident_type = models.ForeignKey(
        ResidentType, models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    top_priority = models.BooleanField("the table's top priority", default=False)
    origin = ChoiceField(max_length=10, choices=Origin, default=Origin.TYPED, editable=False)
    standing = ChoiceField(max_length=10, choices=Standing, default=Standing.KEPT, editable=False)
    said_at = models.DateTimeField(null=True, editable=False)
    source = models.CharField("reference in its source", max_length=100, blank=True)
    batch = models.ForeignKey(
        "events.ContributionImport", models.PROTECT, null=True, editable=False, related_name="rows"
    )
    has_theme = models.BooleanField(default=False, editable=False)
    no_theme_reason = models.CharField(max_length=300, blank=True)
    skipped_at = models.DateTimeField(null=True, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["event", "standing", "id"]),
            models.Index(fields=["workshop", "standing", "has_theme"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(urgent__isnull=True, essential__isnull=True)
                | Q(urgent__isnull=False, essential__isnull=False),
                name="contribution_heading_whole",
                violation_error_message="A heading says both how urgent and how essential.",
            ),
            models.UniqueConstraint(
                fields=["workshop", "table"],
                condition=Q(top_priority=True, standing="kept"),
                name="contribution_one_top_priority",
                violation_error_message="This table has a top priority in this session already.",
            ),
            models.CheckConstraint(
                condition=~Q(has_theme=True) | Q(no_theme_reason=""),
                name="contribution_theme_or_reason",
                violation_error_message="It has a theme, so it needs no reason for having none.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"  # never the words: some are redacted

    def get_kind_display(self):
        """As Django gives it, without translating every other kind in each row of a list."""
        return str(Kind(self.kind).label)

    @property
    def heading(self):
        return heading_of(self.urgent, self.essential)

    @heading.setter
    def heading(self, value):
        found = Heading(value) if value else None
        self.urgent = found.urgent if found else None
        self.essential = found.essential if found else None

    @property
    def pieces(self):
        """The words as everybody may see them, in pieces: said, or removed for a reason."""
        return cut(self.text, self.redactions.all())

    @property
    def public_text(self):
        """As plain text, with each removed part named by its reason."""
        return "".join(piece.shown for piece in self.pieces)

    @property
    def short(self):
        """Its first words, to tell it from others beside a link."""
        words = self.public_text
        return words if len(words) <= SHORT else f"{words[: SHORT - 1]}…"

    @property
    def public_html(self):
        return format_html_join(
            "",
            "{}",
            (
                (piece.words if piece.said else format_html(REMOVED, piece.words),)
                for piece in self.pieces
            ),
        )

    def clean(self):
        super().clean()
        if not (self.text or "").strip():
            raise ValidationError({"text": "Write what was said."})
        for name in ("workshop", "table"):
            part = getattr(self, name)
            if part is not None and part.event_id != self.event_id:
                raise ValidationError({name: "This is another event's."})
        if self.resident_type and self.resident_type.workshop_id != self.workshop_id:
            raise ValidationError({"resident_type": "This session does not have this type."})


REMOVED = '<span class="removed">removed: {}</span>'


class Redaction(Owned):
    """Words that only officers still see, with the reason. Another adds to it; none replaces it.

    ``starts_at`` and ``ends_at`` count characters of the contribution's text; the end is outside.
    """

    owned_by = "contribution__event__partnership"

    class Reason(models.TextChoices):
        IDENTIFIES = "identifies", "Could identify a person or household"
        NAMES = "names", "Names a person"
        UNPROVEN = "unproven", "Says something about a person that is not known to be true"
        CASE = "case", "About a case now in court or under review"
        OFFENSIVE = "offensive", "Offensive words"

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="redactions")
    starts_at = models.PositiveIntegerField()
    ends_at = models.PositiveIntegerField()
    reason = ChoiceField(max_length=12, choices=Reason)
    at = models.DateTimeField()
    by = models.UUIDField()
    by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="redaction_holds_words"
            )
        ]

    def __str__(self):
        return f"{self.get_reason_display()} ({self.contribution_id})"
