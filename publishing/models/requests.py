"""What readers ask for: a document in another format or language."""

from django.db import models
from django.db.models import Q

from partnership.models import Partnership
from publishing.models.documents import Document
from records.fields import ChoiceField
from records.models import Record


class FormatRequest(Record):
    """Somebody needs a document in another form; followed until they have it.

    It holds what is needed to answer and no more; how to reach the person is taken out when it
    is no longer needed (``contact_removed_at``).
    """

    owned_by = "partnership"

    class Wanted(models.TextChoices):
        LARGE = "large", "Large print on paper"
        BRAILLE = "braille", "Braille on paper"
        AUDIO = "audio", "Audio"
        EASY_READ = "easy_read", "Easy Read"
        BSL = "bsl", "British Sign Language"
        WELSH = "welsh", "Welsh"
        LANGUAGE = "language", "Another language"
        PAPER = "paper", "Paper"
        OTHER = "other", "Something else"

    class State(models.TextChoices):
        NEW = "new", "New"
        WORKING = "working", "Being made"
        SENT = "sent", "Sent"
        REFUSED = "refused", "Cannot be made"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="format_requests")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="requests"
    )
    wanted = ChoiceField("format", max_length=10, choices=Wanted)
    language = models.CharField("which language", max_length=60, blank=True)
    words = models.TextField("anything else", blank=True)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField("postal address", blank=True)
    asked_at = models.DateTimeField(editable=False)
    promised_on = models.DateField("promised by")
    state = ChoiceField(max_length=10, choices=State, default=State.NEW, editable=False)
    outcome = models.TextField("what became of it", blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    contact_removed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["promised_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="", phone="", address="") | Q(contact_removed_at__isnull=False),
                name="format_request_can_be_answered",
                violation_error_message="Say how we can reach you.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["new", "working"], closed_at=None)
                | Q(state__in=["sent", "refused"], closed_at__isnull=False) & ~Q(outcome=""),
                name="format_request_closed_with_outcome",
            ),
        ]

    def __str__(self):
        return f"{self.get_wanted_display()} asked for on {self.asked_at:%d.%m.%Y}"
