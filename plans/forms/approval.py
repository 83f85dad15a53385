"""What people type when a plan is agreed, taken back or published."""

from django import forms

from plans.models.approval import Outcome
from records.forms import DayInput


class RecordForm(forms.Form):
    """What a body said to the submitted text."""

    outcome = forms.ChoiceField(
        label="What was decided", choices=Outcome.choices, widget=forms.RadioSelect
    )
    decided_on = forms.DateField(label="Date", widget=DayInput())
    minute = forms.CharField(
        label="Minute or web address", max_length=300, required=False,
        help_text="Leave empty where it is not stated",
    )  # fmt: skip
    comment = forms.CharField(
        label="Comment",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed when you return it: say what should change",
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") == Outcome.RETURNED and not cleaned.get("comment", "").strip():
            self.add_error("comment", "Say what should change.")
        return cleaned


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class PublishForm(forms.Form):
    """What readers are told about a new edition."""

    change_note = forms.CharField(
        label="What changed, for the public",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Shown on the plan’s page",
    )

    def __init__(self, *args, needed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["change_note"].required = needed
        self.fields["change_note"].error_messages["required"] = (
            "Say what changed since the last edition: readers are shown this."
        )
