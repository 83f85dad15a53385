"""What people say of an action's progress."""

from django import forms

from plans.models.progress import NEEDS_WORDS, Progress, ProgressUpdate
from plans.workflow.progress import report
from records.forms import CheckedForm


class ProgressForm(CheckedForm):
    """How an action stands in one quarter, why, and who told it."""

    status = forms.ChoiceField(
        label="How does it stand?",
        choices=[choice for choice in Progress.choices if choice[0] != Progress.GREY],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it stands."},
    )

    class Meta:
        model = ProgressUpdate
        fields = ["status", "commentary", "told_by"]
        widgets = {"commentary": forms.Textarea(attrs={"rows": 5, "maxlength": 5000})}

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["commentary"].label = "What was done, and why it stands so"

    def clean(self):
        cleaned = super().clean()
        said = (cleaned.get("commentary") or "").strip()
        if cleaned.get("status") in NEEDS_WORDS and not said:
            self.add_error("commentary", "Say why it is late, at risk or off track.")
        return cleaned

    def save_as(self, by):
        """Save it as a report, with its line in the audit."""
        base = self.cleaned_data["base_version"]
        return report(self.instance, base_version=base, by=by, now=self.now)
