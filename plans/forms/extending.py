from django import forms

from records.forms import DayInput


class ExtensionForm(forms.Form):
    """Until when a published plan holds beyond its last day, and why."""

    until = forms.DateField(
        label="It holds until",
        required=False,
        widget=DayInput(),
        help_text="Leave it empty to take an extension back.",
    )
    reason = forms.CharField(
        label="Why, for the public",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why: readers are shown this."},
    )
