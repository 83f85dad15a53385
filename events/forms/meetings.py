"""What officers type to set up meetings: one or a year of them, and moving one."""

from django import forms
from django.db.models import Q

from events.documents.meeting_people import groups_to_meet
from events.forms.days import MOST, DaysField
from events.forms.events import ClockInput
from events.models import AgendaTemplate, Meeting
from events.workflow import meetings
from records.forms import CheckedForm, DayInput

CLOCKS = {"starts_at": ClockInput(), "ends_at": ClockInput()}


class MeetingForm(CheckedForm):
    """Who meets, where and at what time."""

    class Meta:
        model = Meeting
        fields = [
            *("groups", "title", "title_cy", "starts_at", "ends_at"),
            *("venue", "open_to_all"),
        ]
        widgets = CLOCKS | {"groups": forms.CheckboxSelectMultiple}
        labels = {"groups": "Which groups meet", "starts_at": "Starts at", "ends_at": "Ends at"}
        help_texts = {"groups": "Meetings of one group follow one another: what is left open goes "
                      "on the next agenda."}  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        groups = groups_to_meet(self.instance.partnership)
        chosen = self.instance.groups.values("pk") if self.instance.pk else []
        self.fields["groups"].queryset = groups.filter(~Q(state="ended") | Q(pk__in=chosen))
        self.fields["groups"].error_messages["required"] = "Tick the group that meets."


class NewMeetingForm(MeetingForm):
    """One meeting, or all that a group has in a year, each with the usual agenda."""

    held_on = forms.DateField(
        label="Date",
        widget=DayInput(),
        error_messages={"required": "Give the day on which it meets."},
    )
    further = DaysField(
        label="Further dates of the same group",
        required=False,
        help_text="To plan a year at once. One in a line, as in 26 July 2012 or 26/07/2012. Each "
        "becomes a meeting of its own, with the same place and time.",
    )
    template = forms.ModelChoiceField(
        AgendaTemplate.objects.none(),
        label="Agenda from a template",
        required=False,
        empty_label="No agenda yet",
    )
    field_order = [
        *("groups", "title", "title_cy", "held_on", "further", "starts_at", "ends_at", "venue"),
        *("open_to_all", "template"),
    ]

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        templates = AgendaTemplate.objects.for_partnership(self.instance.partnership)
        self.fields["template"].queryset = templates
        self.fields["title"].required = False
        self.fields["title"].help_text = "Leave empty to take the name of the group"

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("title") and cleaned.get("groups"):
            names = " and ".join(group.name for group in cleaned["groups"])
            cleaned["title"] = self.instance.title = names[:180]
        return cleaned

    def save_as(self, by):
        chosen = self.cleaned_data
        self.made = meetings.plan(
            self.instance,
            groups=chosen["groups"],
            days=sorted({chosen["held_on"], *chosen["further"]})[:MOST],
            template=chosen["template"],
            by=by,
            now=self.now,
        )
        return self.made[0]


class MoveForm(CheckedForm):
    """Another day or hour, and why; the day on which it was is said to everybody."""

    reason = forms.CharField(
        max_length=300, required=False, help_text="Kept in the audit. The public does not see it."
    )

    class Meta:
        model = Meeting
        fields = ["held_on", "starts_at", "ends_at"]
        widgets = CLOCKS | {"held_on": DayInput()}
        labels = {"held_on": "New date", "starts_at": "Starts at", "ends_at": "Ends at"}

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now

    def save_as(self, by):
        chosen = self.cleaned_data
        return meetings.move(
            self.instance,
            day=chosen["held_on"],
            starts_at=chosen["starts_at"],
            ends_at=chosen["ends_at"],
            reason=chosen["reason"],
            base_version=chosen["base_version"],
            by=by,
            now=self.now,
        )


class CancelForm(forms.Form):
    """Why a meeting is called off, in the words that everybody reads."""

    reason = forms.CharField(
        max_length=300,
        error_messages={"required": "Say why it is cancelled."},
        help_text="Members read it, and the public where the meeting is announced. Name no person.",
    )
