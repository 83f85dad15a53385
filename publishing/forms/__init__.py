"""What people type when something is published or taken back."""

from django import forms


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Give the reason."},
    )


class PublishForm(forms.Form):
    """What readers are told about a new edition."""

    change_note = forms.CharField(
        label="What changed, for the public",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Shown on its public page",
    )

    def __init__(self, *args, needed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["change_note"].required = needed
        self.fields["change_note"].error_messages["required"] = (
            "Say what changed since the last edition: readers are shown this."
        )
