"""“You said, we did”: what was asked and said, and what became of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Contribution, Event, Theme
from partnership.models import Area, Group, Organisation, Partnership, Topic
from plans.models.actions import Action
from priorities.models import FindingStatement, Priority
from records.fields import ChoiceField
from records.models import Record, RecordQuerySet


class Answer(models.TextChoices):
    """What became of it; a reasoned no and a passing on are answers too."""

    WAITING = "waiting", _("Waiting for an answer")
    LOOKED_AT = "looked_at", _("Being looked at")
    DONE = "done", _("Done")
    DIFFERENTLY = "differently", _("Done differently")
    NOT_DONE = "not_done", _("Not done because")
    PASSED_ON = "passed_on", _("Passed on to")


# A thread is answered with one of these; the others still owe somebody an answer.
ENDS = (Answer.DONE, Answer.DIFFERENTLY, Answer.NOT_DONE, Answer.PASSED_ON)


class ResponseQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Answers of the partnerships in which somebody has a role; all for administrators."""
        if user.is_superuser:
            return self
        return self.filter(partnership__in={role.partnership_id for role in user.current_roles})

    def published(self):
        """Answers that an officer has approved for everybody."""
        return self.filter(approved_at__isnull=False, partnership__public=True)


class Response(Record):
    """The answer to what people said: to one theme, finding, contribution or consultation.

    ``did`` is what the public reads; an unapproved change of it is not shown (approving copies
    nothing: a change takes the approval back).
    """

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="responses")
    title = models.CharField(max_length=180, help_text="As in “When meetings are held”")
    title_cy = models.CharField("title in Welsh", max_length=200, blank=True)
    slug = models.SlugField("address", max_length=80, editable=False)
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="responses",
        help_text="Where it was said, or the consultation that is answered as a whole",
    )  # fmt: skip
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="responses"
    )
    contribution = models.ForeignKey(
        Contribution, models.PROTECT, null=True, blank=True, related_name="responses"
    )
    finding = models.ForeignKey(
        FindingStatement, models.PROTECT, null=True, blank=True, related_name="responses"
    )
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="responses"
    )
    areas = models.ManyToManyField(Area, blank=True, related_name="responses")
    asked = models.TextField("we asked", blank=True)
    asked_cy = models.TextField("we asked, in Welsh", blank=True)
    said = models.TextField("you said", help_text="In the words of those who said it")
    said_cy = models.TextField("you said, in Welsh", blank=True)
    answer = ChoiceField(max_length=12, choices=Answer, default=Answer.WAITING)
    did = models.TextField("what we did, or why not", blank=True)
    did_cy = models.TextField("what we did, in Welsh", blank=True)
    passed_to = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="passed on to",
    )  # fmt: skip
    passed_words = models.CharField(
        "passed on to, in words", max_length=200, blank=True, help_text="Where it is no body here"
    )
    changed = models.TextField("what happens next", blank=True)
    due_on = models.DateField("answer due", null=True, blank=True)
    owed_by = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="who answers"
    )
    priority = models.ForeignKey(
        Priority, models.PROTECT, null=True, blank=True, related_name="responses"
    )
    actions = models.ManyToManyField(Action, blank=True, related_name="responses")
    answered_on = models.DateField("date of the answer", null=True, blank=True)
    approved_at = models.DateTimeField("approved for the public", null=True, editable=False)
    approved_by_label = models.CharField(max_length=200, blank=True, editable=False)
    example = models.BooleanField("demonstration", default=False, editable=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["-answered_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "slug"],
                name="response_slug_once",
                violation_error_message="Another answer of this partnership has this address.",
            ),
            models.CheckConstraint(
                condition=Q(event__isnull=False)
                | Q(theme__isnull=False)
                | Q(contribution__isnull=False)
                | Q(finding__isnull=False),
                name="response_to_something",
                violation_error_message="Say what it answers.",
            ),
            models.CheckConstraint(
                condition=Q(answer="waiting") | ~Q(did=""),
                name="response_says_something",
                violation_error_message="Write what was done, or why not.",
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=["done", "differently", "not_done", "passed_on"])
                | Q(answered_on__isnull=False),
                name="response_answered_on_a_day",
                violation_error_message="Give the date of the answer.",
            ),
            models.CheckConstraint(
                condition=~Q(answer="passed_on") | Q(passed_to__isnull=False) | ~Q(passed_words=""),
                name="response_passed_on_to_somebody",
                violation_error_message="Say to whom it was passed on.",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "approved_at"], name="response_public")]

    def __str__(self):
        return self.title

    @property
    def is_end(self):
        """Whether the thread has come to its end; a waiting one still owes an answer."""
        return self.answer in ENDS

    @property
    def receiver(self):
        return str(self.passed_to or self.passed_words)


class ResponseUpdate(Record):
    """What has happened since: a further dated line of an answer."""

    owned_by = "response__partnership"

    response = models.ForeignKey(Response, models.CASCADE, related_name="updates")
    on = models.DateField("date")
    words = models.TextField("what happened")
    words_cy = models.TextField("what happened, in Welsh", blank=True)
    approved_at = models.DateTimeField("approved for the public", null=True, editable=False)
    approved_by_label = models.CharField(max_length=200, blank=True, editable=False)
    example = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"{self.on}: {self.words[:60]}"
