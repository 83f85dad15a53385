"""Meetings of groups: when and where, who came, and how far their notes are."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnership.models import Begun, Group, Organisation, Partnership
from records.fields import ChoiceField
from records.models import Record, RecordQuerySet
from records.periods import day_label


class MeetingState(models.TextChoices):
    """How far a meeting and its notes have come."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held, notes being written")
    SENT = "sent", _("Notes sent for agreement")
    AGREED = "agreed", _("Notes agreed")
    CANCELLED = "cancelled", _("Cancelled")


class MeetingQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Meetings of the partnerships in which somebody has a role, and of groups that are lent
        to one of these; all for administrators."""
        if user.is_superuser:
            return self
        return self.seen_in({role.partnership_id for role in user.current_roles})

    def seen_in(self, partnerships):
        """Meetings of some partnerships, and those at which only groups lent to them meet: what
        another group says there is its own partnership's."""
        lent = Group.objects.filter(lent_to__in=partnerships).values("pk")
        through = Meeting.groups.through.objects
        theirs = through.filter(group__in=lent).values("meeting")
        others = through.exclude(group__in=lent).values("meeting")
        return self.filter(Q(partnership__in=partnerships) | Q(pk__in=theirs) & ~Q(pk__in=others))

    def announced(self):
        """Meetings of which everybody may know day and place."""
        return self.filter(announced_at__isnull=False, partnership__public=True)

    def noted(self):
        """Of these, those whose notes are public as far as an officer allows."""
        return self.announced().filter(notes_published_at__isnull=False)


class Meeting(Begun, Record):
    """One meeting of one or more groups: its day, its notes, and what the public sees of it."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="meetings")
    groups = models.ManyToManyField(Group, related_name="meetings")
    title = models.CharField(max_length=180)
    title_cy = models.CharField("title in Welsh", max_length=200, blank=True)
    slug = models.SlugField("address", max_length=80, help_text="For instance executive-april-2012")
    held_on = models.DateField("date")
    starts_at = models.TimeField("from", null=True, blank=True)
    ends_at = models.TimeField("to", null=True, blank=True)
    venue = models.CharField(max_length=200, blank=True)
    open_to_all = models.BooleanField(
        "open to the public", default=False, help_text="Anybody may come and listen"
    )
    moved_from = models.DateField(null=True, editable=False)
    state = ChoiceField(
        max_length=10, choices=MeetingState, default=MeetingState.PLANNED, editable=False
    )
    cancelled_reason = models.CharField(max_length=300, blank=True, editable=False)
    current_item = models.ForeignKey(
        "events.AgendaItem", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    sent_at = models.DateTimeField("notes sent", null=True, editable=False)
    answer_by = models.DateField("answers wanted by", null=True, editable=False)
    agreed_on = models.DateField("notes agreed", null=True, editable=False)
    agreed_with_changes = models.BooleanField(default=False, editable=False)
    announced_at = models.DateTimeField(null=True, editable=False)
    notes_published_at = models.DateTimeField(null=True, editable=False)
    example = models.BooleanField("demonstration", default=False, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "slug"],
                name="meeting_slug_once",
                violation_error_message="Another meeting of this partnership has this address.",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True)
                | Q(ends_at__isnull=True)
                | Q(ends_at__gt=F("starts_at")),
                name="meeting_times_in_order",
                violation_error_message="It ends before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(cancelled_reason="")
                | ~Q(state="cancelled") & Q(cancelled_reason=""),
                name="meeting_cancelled_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="agreed", agreed_on__isnull=False)
                | ~Q(state="agreed") & Q(agreed_on=None),
                name="meeting_agreed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(notes_published_at=None)
                | Q(state="agreed", announced_at__isnull=False),
                name="meeting_public_notes_are_agreed",
                violation_error_message="Only agreed notes of an announced meeting are published.",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "held_on"], name="meeting_calendar")]

    def __str__(self):
        return f"{self.title}, {day_label(self.held_on)}"

    @property
    def when(self):
        """“Thursday 26 April 2012, 10:00 to 12:00”."""
        day = f"{self.held_on:%A} {day_label(self.held_on)}"
        if not self.starts_at:
            return day
        until = f" to {self.ends_at:%H:%M}" if self.ends_at else ""
        return f"{day}, {self.starts_at:%H:%M}{until}"

    @property
    def is_open(self):
        """Whether its notes may still be written."""
        return self.state in (MeetingState.PLANNED, MeetingState.HELD)

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "It must end after it starts."})


class MeetingAttendance(Record):
    """Whether a body was there; a row without a state stands for “not recorded”."""

    owned_by = "meeting__partnership"

    class State(models.TextChoices):
        PRESENT = "present", _("Present")
        APOLOGIES = "apologies", _("Apologies")
        SUBSTITUTE = "substitute", _("Substitute")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="meetings_attended"
    )
    post = models.CharField(max_length=200, blank=True, help_text="Where it is no organisation")
    state = ChoiceField(max_length=10, choices=State, blank=True)
    substitute = models.CharField(
        "post of the substitute", max_length=200, blank=True, help_text="Posts, not names"
    )

    class Meta:
        ordering = ["organisation__name", "post", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                condition=Q(organisation__isnull=False),
                name="meeting_attendance_once",
                violation_error_message="This body is in the list already.",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(post=""),
                name="meeting_attendance_of_somebody",
                violation_error_message="Name an organisation or a post.",
            ),
            models.CheckConstraint(
                condition=Q(substitute="") | Q(state="substitute"),
                name="meeting_substitute_came_as_one",
            ),
        ]

    def __str__(self):
        return str(self.organisation or self.post)


class NotesAnswer(Record):
    """What a member said to notes that were sent round: agreed, or what should be corrected."""

    owned_by = "meeting__partnership"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="notes_answers")
    user = models.ForeignKey("partnership.User", models.PROTECT, related_name="+")
    agreed = models.BooleanField()
    words = models.TextField("what should be corrected", blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="notes_answered_once"),
            models.CheckConstraint(
                condition=Q(agreed=True) | ~Q(words=""),
                name="notes_correction_has_words",
                violation_error_message="Say what should be corrected.",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {'agreed' if self.agreed else 'corrections'}"
