from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models.series import EventSeries
from partnership.models import Area, Begun, ContactPoint, Organisation, Partnership
from publishing.models import Document
from records import periods
from records.fields import ChoiceField, Qualifier, RichTextField
from records.models import Record, RecordQuerySet


class EventKind(models.TextChoices):
    """How people were heard: they came together, or they answered a consultation."""

    WORKSHOPS = "workshops", gettext_lazy("Workshop event")
    PUBLIC_MEETING = "public_meeting", gettext_lazy("Public meeting")
    CONFERENCE = "conference", gettext_lazy("Conference")
    SEMINAR = "seminar", gettext_lazy("Seminar with presentations")
    SURVEY = "survey", gettext_lazy("Survey")
    WEB = "web", gettext_lazy("Web consultation")
    FOCUS_GROUPS = "focus_groups", gettext_lazy("Focus groups")
    QUESTIONS = "questions", gettext_lazy("Question-and-answer session")
    DRAFT = "draft", gettext_lazy("Comments on a draft")


CONSULTATIONS = {
    *(EventKind.SURVEY, EventKind.WEB, EventKind.FOCUS_GROUPS),
    *(EventKind.QUESTIONS, EventKind.DRAFT),
}


class EventState(models.TextChoices):
    PLANNED = "planned", "Not public"
    PUBLIC = "public", "Public"
    CANCELLED = "cancelled", "Cancelled"


class Capture(models.TextChoices):
    """Whether the tables' links work."""

    NOT_YET = "not_yet", "Not open yet"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class EventQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Events of the partnerships in which somebody has a role; all for administrators."""
        if user.is_superuser:
            return self
        return self.filter(partnership__in={role.partnership_id for role in user.current_roles})

    def published(self):
        """Events that the public can find, cancelled ones with their notice."""
        return self.filter(
            state__in=[EventState.PUBLIC, EventState.CANCELLED], partnership__public=True
        )

    def reported(self):
        """Events of which the public can read an evaluation report."""
        return self.published().filter(document__current_edition__isnull=False)


class Event(Begun, Record):
    """One occasion on which people were heard: an event, or a consultation of several weeks."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="events")
    series = models.ForeignKey(
        EventSeries, models.PROTECT, null=True, blank=True, related_name="events"
    )
    kind = ChoiceField(max_length=20, choices=EventKind, default=EventKind.WORKSHOPS)
    title = models.CharField(max_length=180)
    title_cy = models.CharField("title in Welsh", max_length=200, blank=True)
    short_name = models.CharField(
        "name within the series", max_length=80, blank=True, help_text="As in “Northern Division”"
    )
    slug = models.SlugField("address", max_length=80, help_text="For instance community-evening")
    summary = models.TextField(blank=True, help_text="One sentence for the public list of events")
    summary_cy = models.TextField("summary in Welsh", blank=True)
    host = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="hosted_events"
    )
    venue = models.CharField(max_length=200, blank=True)
    areas = models.ManyToManyField(Area, blank=True, related_name="events")
    place_as_stated = models.CharField(
        max_length=200, blank=True, help_text="As in “Lancaster and Wyre Council areas”"
    )
    date_as_stated = models.CharField(
        max_length=100, blank=True, help_text="As in “Monday 23rd November”"
    )
    starts_on = models.DateField("first day", null=True, blank=True)
    ends_on = models.DateField(
        "last day", null=True, blank=True, help_text="Only if it lasts longer than a day"
    )
    date_note = models.CharField(
        "how the date was found",
        max_length=200,
        blank=True,
        help_text="Where the source leaves something out, for instance the year",
    )
    starts_at = models.TimeField("from", null=True, blank=True)
    ends_at = models.TimeField("to", null=True, blank=True)
    horizon = models.CharField(
        "time that it looks ahead", max_length=60, blank=True, help_text="As in “12 to 18 months”"
    )
    headcount = models.PositiveIntegerField("people who took part", null=True, blank=True)
    headcount_qualifier = ChoiceField(
        "how exact", max_length=10, choices=Qualifier, default=Qualifier.EXACT
    )
    duty = models.CharField(
        "duty that it fulfils", max_length=200, blank=True, help_text="As in “SI 2007/1830 reg. 12”"
    )
    background = RichTextField("background and objectives", blank=True)
    background_cy = RichTextField("background in Welsh", blank=True)
    format = RichTextField("event format", blank=True)
    format_cy = RichTextField("format in Welsh", blank=True)
    closing = RichTextField("what happens next", blank=True)
    closing_cy = RichTextField("what happens next, in Welsh", blank=True)
    contact = models.ForeignKey(
        ContactPoint,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="contact for the full data",
    )
    state = ChoiceField(
        max_length=10, choices=EventState, default=EventState.PLANNED, editable=False
    )
    capture = ChoiceField(max_length=10, choices=Capture, default=Capture.NOT_YET, editable=False)
    capture_closed_at = models.DateTimeField(null=True, editable=False)
    themes_released = models.BooleanField(
        "themes on the wall", default=False, help_text="Show the themes' names on the wall display"
    )
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, editable=False, related_name="event"
    )
    example = models.BooleanField("demonstration", default=False, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "slug"],
                name="event_slug_once",
                violation_error_message="Another event of this partnership has this address.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="event_dates_in_order",
                violation_error_message="It ends before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=False) | ~Q(date_as_stated="") | Q(state="planned"),
                name="event_public_with_date",
                violation_error_message="Give the date before it becomes public.",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_consultation(self):
        return self.kind in CONSULTATIONS

    @property
    def place(self):
        """Venue and area as one line."""
        return ", ".join(filter(None, [self.venue, self.place_as_stated]))

    @property
    def when(self):
        """The day or days in words; as stated where no day could be resolved."""
        if not self.starts_on:
            return self.date_as_stated or _("Date not stated")
        if self.ends_on and self.ends_on != self.starts_on:
            return periods.span(self.starts_on, self.ends_on)
        return date_format(self.starts_on, "l j F Y")

    @property
    def people(self):
        """How many took part, in words."""
        if self.headcount is None:
            return _("not recorded")
        exact = self.headcount_qualifier == Qualifier.EXACT
        about = "" if exact else f"{self.get_headcount_qualifier_display()} "
        return f"{about}{self.headcount:,}"

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "The last day must not be before the first day."})
        if self.ends_on and not self.starts_on:
            raise ValidationError({"starts_on": "Give the first day too."})
        if self.series_id and self.partnership_id != self.series.partnership_id:
            raise ValidationError({"series": "The series is another partnership's."})
