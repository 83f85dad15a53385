"""What a meeting speaks of: items, papers, decisions, and what somebody was asked to do."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.meetings import Meeting
from partnership.models import Group, Organisation, Partnership
from publishing.models import Edition
from records.fields import ChoiceField
from records.models import Record


class ItemKind(models.TextChoices):
    NOTES = "notes", "Notes of the last meeting"
    ACTIONS = "actions", "Open actions"
    REPORT = "report", "Performance report"
    OTHER = "other", "Other"


class Purpose(models.TextChoices):
    NOTE = "note", _("To note")
    DISCUSS = "discuss", _("For discussion")
    AGREE = "agree", _("For agreement")
    DECIDE = "decide", _("For decision")


class AgendaTemplate(Record):
    """The order in which a group usually meets."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="agenda_templates")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="agenda_template_name_once",
                violation_error_message="There is a template of this name.",
            )
        ]

    def __str__(self):
        return self.name


class Item(models.Model):
    """What an item of an agenda and one of a template have in common."""

    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    presenter = models.CharField(max_length=200, blank=True, help_text="A post, as in “the Chair”")
    kind = ChoiceField(max_length=10, choices=ItemKind, default=ItemKind.OTHER)
    purpose = ChoiceField(max_length=10, choices=Purpose, default=Purpose.DISCUSS)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title


class AgendaTemplateItem(Item, Record):
    """One usual item."""

    owned_by = "template__partnership"

    template = models.ForeignKey(AgendaTemplate, models.CASCADE, related_name="items")

    class Meta(Item.Meta):
        pass


class AgendaItem(Item, Record):
    """One item of a meeting's agenda, what was said to it, and what came of it."""

    owned_by = "meeting__partnership"

    class Outcome(models.TextChoices):
        NOTED = "noted", _("Noted")
        AGREED = "agreed", _("Agreed as written")
        CHANGED = "changed", _("Agreed with changes")
        DEFERRED = "deferred", _("Deferred")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    starts_at = models.TimeField(null=True, blank=True)
    asked = models.CharField(
        "decision needed", max_length=300, blank=True, help_text="As a question, in one sentence"
    )
    verbal = models.BooleanField(default=False, help_text="Told, without a paper")
    notes = models.TextField(blank=True)
    outcome = ChoiceField(max_length=10, choices=Outcome, blank=True)
    public = models.BooleanField(
        "the public sees this item", default=False, help_text="Its title, notes and outcome"
    )
    carried_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="carried_to"
    )

    class Meta(Item.Meta):
        pass


class Paper(Record):
    """Something to read for an item: a file, a link, or an edition of a report made here."""

    owned_by = "item__meeting__partnership"

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers")
    label = models.CharField(max_length=10, help_text="As in A: “Paper A”")
    title = models.CharField(max_length=200)
    file = models.FileField(blank=True, max_length=200, editable=False)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    size = models.PositiveBigIntegerField(null=True, editable=False)
    link = models.URLField(blank=True)
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    public = models.BooleanField("the public may read it", default=False)

    class Meta:
        ordering = ["label", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(file="") & Q(link="", edition=None)
                | Q(file="", edition=None) & ~Q(link="")
                | Q(file="", link="", edition__isnull=False),
                name="paper_is_one_thing",
                violation_error_message="Give a file or a link, one of them.",
            )
        ]

    def __str__(self):
        return f"Paper {self.label}: {self.title}"


class MeetingDecision(Record):
    """One decision in one sentence. It is never altered: a further one corrects it.

    A decision can set up, change or close a group; what it does to a priority stands with that.
    """

    owned_by = "item__meeting__partnership"

    class Effect(models.TextChoices):
        SET_UP = "set_up", "Sets it up"
        CHANGE = "change", "Changes it"
        CLOSE = "close", "Closes it"

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions")
    wording = models.CharField("decision, in one sentence", max_length=500)
    at = models.DateTimeField(editable=False)
    by_label = models.CharField(max_length=200, editable=False)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, editable=False, related_name="corrected_by"
    )
    public = models.BooleanField("the public sees it", default=False)
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, editable=False, related_name="decisions"
    )
    effect = ChoiceField(max_length=10, choices=Effect, blank=True, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group=None, effect="") | Q(group__isnull=False) & ~Q(effect=""),
                name="meeting_decision_effect_on_a_group",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(corrects=F("id")),
                name="meeting_decision_not_correcting_itself",
            ),
        ]

    def __str__(self):
        return self.wording


class MeetingAction(Record):
    """What a body or a post was asked to do, by when; followed from meeting to meeting."""

    owned_by = "meeting__partnership"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"
        DROPPED = "dropped", "No longer needed"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="actions")
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="actions"
    )
    decision = models.ForeignKey(
        MeetingDecision, models.PROTECT, null=True, editable=False, related_name="actions"
    )
    wording = models.CharField("what is to be done", max_length=500)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="meeting_actions"
    )
    post = models.CharField(max_length=200, blank=True, help_text="Where a post owns it")
    due_on = models.DateField("due", null=True, blank=True, help_text="Empty: not stated")
    state = ChoiceField(max_length=10, choices=State, default=State.OPEN, editable=False)
    ended_on = models.DateField(null=True, editable=False)
    ended_note = models.CharField("what came of it", max_length=500, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(post=""),
                name="meeting_action_has_an_owner",
                violation_error_message="Say who does it: a partner or a post.",
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_on=None)
                | ~Q(state="open") & Q(ended_on__isnull=False),
                name="meeting_action_ended_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(ended_note=""),
                name="meeting_action_dropped_with_reason",
                violation_error_message="Say why it is no longer needed.",
            ),
        ]
        indexes = [models.Index(fields=["meeting", "state"], name="meeting_action_open")]

    def __str__(self):
        return self.wording

    @property
    def owner_words(self):
        """Who does it, as screens name it: the post, and whose."""
        return ", ".join(filter(None, [self.post, str(self.organisation or "")]))
