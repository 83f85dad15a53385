import secrets

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from partnership.models import Organisation
from records.fields import ChoiceField, RichTextField
from records.models import Owned, Record

# Letters and figures that nobody mistakes for each other on paper.
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


class Kind(models.TextChoices):
    """What a contribution is; a workshop says which kinds it collects."""

    CHALLENGE = "challenge", _("Challenge")
    BARRIER = "barrier", _("Barrier")
    GOOD_PRACTICE = "good_practice", _("Good practice")
    ISSUE = "issue", _("Issue")
    ACTION = "action", _("Action")
    QUESTION = "question", _("Question")
    REQUEST = "request", _("Request")
    OFFER = "offer", _("Offer of help")
    COMMENT = "comment", _("Comment on a document")


class SessionState(models.TextChoices):
    WAITING = "waiting", "Not open yet"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


def known_kinds(kinds):
    """The kinds that a workshop collects are a list of at least one known kind."""
    if not isinstance(kinds, list) or not kinds or set(kinds) - set(Kind.values):
        raise ValidationError("Choose at least one kind of contribution.")


def only_challenges():
    return [Kind.CHALLENGE.value]


class Workshop(Record):
    """One session of an event: a question put to the tables, or a presentation."""

    owned_by = "event__partnership"

    class Form(models.TextChoices):
        WORKSHOP = "workshop", "Workshop"
        PRESENTATION = "presentation", "Presentation"

    event = models.ForeignKey(Event, models.CASCADE, related_name="workshops")
    order = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    form = ChoiceField(max_length=12, choices=Form, default=Form.WORKSHOP)
    title = models.CharField(max_length=200, blank=True, help_text="As in “Workshop Session 1”")
    title_cy = models.CharField("title in Welsh", max_length=200, blank=True)
    question = models.TextField(blank=True)
    question_cy = models.TextField("question in Welsh", blank=True)
    about = RichTextField("how it worked", blank=True)
    about_cy = RichTextField("how it worked, in Welsh", blank=True)
    method = models.CharField(max_length=200, blank=True, help_text="As in “round table”")
    audience = models.CharField(max_length=200, blank=True)
    collects = models.JSONField(default=only_challenges, validators=[known_kinds])
    asks_heading = models.BooleanField("asks how urgent and how essential", default=False)
    asks_level = models.BooleanField("asks where it can be dealt with", default=False)
    asks_top_priority = models.BooleanField("asks for the table's top priority", default=False)
    speaker_post = models.CharField("speaker's post", max_length=200, blank=True)
    speaker_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    message = models.TextField("what it said", blank=True)
    figures_shown = models.TextField("figures that it showed", blank=True)
    state = ChoiceField(
        max_length=10, choices=SessionState, default=SessionState.WAITING, editable=False
    )
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["event", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "order"],
                name="workshop_order_once",
                violation_error_message="Another session of this event has this number.",
            ),
            models.UniqueConstraint(
                fields=["event"], condition=Q(state="open"), name="workshop_one_open"
            ),
        ]

    def __str__(self):
        return self.title or f"Session {self.order}"

    @property
    def kinds(self):
        """What it collects, as (value, words) in the order of the list of kinds."""
        return [choice for choice in Kind.choices if choice[0] in self.collects]


class ResidentType(Record):
    """A kind of resident whose part a table takes, for instance by a life-size cut-out."""

    owned_by = "workshop__event__partnership"

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="resident_types")
    name = models.CharField(max_length=120)
    name_cy = models.CharField("name in Welsh", max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["workshop", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "name"],
                name="resident_type_once",
                violation_error_message="This session has this resident type already.",
            )
        ]

    def __str__(self):
        return self.name


def new_token():
    """The part of a table's address that nobody guesses (39 bits)."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))


def new_pin():
    return f"{secrets.randbelow(1_000_000):06d}"


class Table(Record):
    """A table at an event, with the link and the PIN by which its scribes write."""

    owned_by = "event__partnership"

    event = models.ForeignKey(Event, models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    token = models.CharField(
        max_length=20, unique=True, default=new_token, editable=False, db_index=True
    )
    pin = models.CharField(
        "PIN",
        max_length=6,
        default=new_pin,
        editable=False,
        validators=[RegexValidator(r"^\d{6}$", "A PIN has six figures.")],
    )
    facilitator = models.CharField(
        max_length=200, blank=True, help_text="A post, never a person's name"
    )
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="+")

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number"],
                name="table_number_once",
                violation_error_message="This event has a table of this number.",
            )
        ]

    def __str__(self):
        return f"Table {self.number}"


class BackStory(Record):
    """The resident whom a table spoke for, and the story that it gave them."""

    owned_by = "table__event__partnership"

    table = models.ForeignKey(Table, models.CASCADE, related_name="back_stories")
    resident_type = models.ForeignKey(ResidentType, models.CASCADE, related_name="back_stories")
    story = models.TextField(blank=True)

    class Meta:
        ordering = ["table", "resident_type"]
        verbose_name_plural = "back stories"
        constraints = [
            models.UniqueConstraint(fields=["table", "resident_type"], name="back_story_once")
        ]

    def __str__(self):
        return f"{self.resident_type} at {self.table}"

    def clean(self):
        super().clean()
        if self.table.event_id != self.resident_type.workshop.event_id:
            raise ValidationError({"resident_type": "This is another event's."})


class CaptureDevice(Owned):
    """A device or an address that has knocked at a table: for counting and for slowing down.

    ``key`` is a random name that the device was given, or the hash of a network address.
    """

    owned_by = "table__event__partnership"

    table = models.ForeignKey(Table, models.CASCADE, related_name="devices")
    key = models.CharField(max_length=80)
    wrong_tries = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "key"], name="capture_device_once")]

    def __str__(self):
        return f"A device at {self.table}"
