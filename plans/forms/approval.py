"""What people type when a body has answered a plan."""

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
