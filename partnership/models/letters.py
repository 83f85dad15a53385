"""Mails that the portal owes somebody: each is a row until the mail server has taken it."""

from django.db import models
from django.db.models import Q

from partnership.models.partnerships import Partnership
from records.fields import ChoiceField
from records.models import Owned, RecordQuerySet

MOST_ATTEMPTS = 8
TAKEN_OUT = "taken.out@portal.invalid"  # in place of whom a letter went to


class LetterState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Could not be sent"


class LetterQuerySet(RecordQuerySet):
    def claimable(self, now):
        """What nobody is sending: waiting and due, or left by a sender whose lease has ended."""
        waiting = Q(state=LetterState.WAITING, not_before__lte=now)
        left = Q(state=LetterState.SENDING, lease_until__lt=now)
        return self.filter(waiting | left, attempts__lt=MOST_ATTEMPTS)


class Letter(Owned):
    """One mail to one person. ``key`` says what it is for: the same key is never written twice.

    It keeps its Message-ID through every attempt, so that a mailbox that gets it twice after a
    fault can tell that it is one.
    """

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="letters")
    key = models.CharField(max_length=200, unique=True)
    about = models.UUIDField("what it is about", null=True, db_index=True)
    to = models.EmailField("to")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=200, unique=True)
    state = ChoiceField(max_length=10, choices=LetterState, default=LetterState.WAITING)
    written_at = models.DateTimeField()
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=100, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sending", lease_until__isnull=False)
                | ~Q(state="sending") & Q(lease_until=None),
                name="letter_sending_is_leased",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(reason=""), name="letter_failed_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="letter_sent_has_time"
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=Q(state__in=["waiting", "sending"]),
                name="letter_unsent",
            )
        ]

    def __str__(self):
        return f"{self.subject} to {self.to}"
