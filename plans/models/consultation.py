from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models import Contribution, Event
from plans.models.plans import Plan
from publishing.models import Document
from records.fields import ChoiceField
from records.models import Record, RecordQuerySet


class DraftQuerySet(RecordQuerySet):
    def public(self):
        """Drafts whose edition the public can read, open or closed."""
        return self.filter(document__current_edition__isnull=False, plan__partnership__public=True)


class ConsultationDraft(Record):
    """A text of a plan that was given to the public for comment: never the plan itself.

    The frozen edition belongs to a document of its own; the event gathers what people say.
    """

    owned_by = "plan__partnership"

    class State(models.TextChoices):
        OPEN = "open", _("Open for replies")
        CLOSED = "closed", _("Closed")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="consultation_drafts")
    number = models.PositiveSmallIntegerField(default=1, editable=False)
    document = models.OneToOneField(
        Document, models.PROTECT, editable=False, related_name="consultation_draft"
    )
    event = models.OneToOneField(
        Event, models.PROTECT, editable=False, related_name="consultation_draft"
    )
    introduction = models.TextField(help_text="What you ask of people, in a few sentences")
    opens_on = models.DateField(editable=False)
    closes_on = models.DateField("replies until", help_text="The last day, in full")
    reply_address = models.TextField(
        "where paper replies go", blank=True, help_text="Printed on the paper form"
    )
    state = ChoiceField(max_length=10, choices=State, default=State.OPEN, editable=False)
    report_published_at = models.DateTimeField(null=True, editable=False)
    example = models.BooleanField("demonstration", default=False, editable=False)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="consultation_draft_closes_after_it_opens",
                violation_error_message="The last day must not be before the first day.",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state="open"),
                name="consultation_draft_one_open",
                violation_error_message="This plan has an open draft already. Close that first.",
            ),
            models.UniqueConstraint(
                fields=["plan", "number"], name="consultation_draft_number_once"
            ),
        ]

    def __str__(self):
        return f"Draft for consultation: {self.plan}"

    @property
    def edition(self):
        """The frozen text, whether its files are whole already or not."""
        return self.document.newest_edition


class DraftReply(Record):
    """What somebody answered to a draft: looked at by an officer, then told what became of it.

    Only what was accepted becomes a contribution, and only that can be public.
    """

    owned_by = "draft__plan__partnership"

    class Standing(models.TextChoices):
        WAITING = "waiting", "Not looked at yet"
        ACCEPTED = "accepted", "Accepted"
        SET_ASIDE = "set_aside", "Set aside"

    class Origin(models.TextChoices):
        WEB = "web", "Web form"
        PAPER = "paper", "Paper form"
        OTHER = "other", "Letter or e-mail"

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("We changed the plan")
        PARTLY = "partly", _("We changed it in part")
        NOT_TAKEN = "not_taken", _("We did not change it")
        PASSED_ON = "passed_on", _("Passed on to others")

    draft = models.ForeignKey(ConsultationDraft, models.PROTECT, related_name="replies")
    anchor = models.CharField(max_length=80, blank=True, help_text="Empty: the whole plan")
    section_title = models.CharField(max_length=220, blank=True)
    text = models.TextField()
    origin = ChoiceField(max_length=10, choices=Origin, default=Origin.WEB)
    said_at = models.DateTimeField()
    standing = ChoiceField(
        max_length=10, choices=Standing, default=Standing.WAITING, editable=False
    )
    set_aside_reason = models.CharField(max_length=300, blank=True, editable=False)
    contribution = models.OneToOneField(
        Contribution, models.PROTECT, null=True, editable=False, related_name="draft_reply"
    )
    outcome = ChoiceField(max_length=10, choices=Outcome, blank=True)
    answer = models.TextField("our answer", blank=True)
    token_sha256 = models.CharField(
        max_length=64, blank=True, editable=False, help_text="Of the link by which it is followed"
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by_label = models.CharField(max_length=200, blank=True, editable=False)
    example = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing="accepted", contribution__isnull=False)
                | ~Q(standing="accepted") & Q(contribution=None),
                name="draft_reply_accepted_is_a_contribution",
            ),
            models.CheckConstraint(
                condition=Q(standing="set_aside") & ~Q(set_aside_reason="")
                | ~Q(standing="set_aside") & Q(set_aside_reason=""),
                name="draft_reply_set_aside_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answer="", answered_at=None, answered_by_label="")
                | ~Q(outcome="")
                & ~Q(answer="")
                & Q(answered_at__isnull=False)
                & ~Q(answered_by_label=""),
                name="draft_reply_answer_whole",
            ),
        ]

    def __str__(self):
        return f"Reply {self.pk} to {self.draft}"  # never the words: they are not moderated
