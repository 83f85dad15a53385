"""What a decision of a meeting does to a priority."""

from django import forms

from events.models import MeetingDecision
from priorities.models import Priority

Effect = MeetingDecision.Effect


class PriorityEffectForm(forms.Form):
    """Set up, rename or retire: which priority, and its title."""

    effect = forms.ChoiceField(
        label="What the decision does",
        choices=[
            (Effect.SET_UP, "It sets up a new priority"),
            (Effect.CHANGE, "It gives a priority another title"),
            (Effect.CLOSE, "It retires a priority"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the decision does."},
    )
    priority = forms.ModelChoiceField(
        label="Priority",
        queryset=None,
        to_field_name="uid",
        required=False,
        empty_label="None: it is a new one",
        error_messages={"invalid_choice": "Choose a priority."},
    )
    title = forms.CharField(
        label="Title", required=False, max_length=200, help_text="Of the new one, or its new title"
    )

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        standing = partnership.priorities.filter(state=Priority.State.STANDING)
        self.fields["priority"].queryset = standing

    def clean(self):
        cleaned = super().clean()
        effect = cleaned.get("effect")
        if effect in (Effect.SET_UP, Effect.CHANGE) and not cleaned.get("title"):
            self.add_error("title", "Give the priority a title.")
        if effect in (Effect.CHANGE, Effect.CLOSE) and not cleaned.get("priority"):
            self.add_error("priority", "Choose the priority.")
        return cleaned
