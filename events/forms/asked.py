"""What a consultation asked of whom, and how the answers came in."""

from django import forms

from events.forms.lines import as_line, numbered_lines
from events.models import Consultation
from events.workflow.consultations import set_channels
from records.forms import CheckedForm

LONGEST_NAME = 120


class ConsultationForm(CheckedForm):
    """The numbers are kept as stated; what they give is computed beside them."""

    channels = forms.CharField(
        label="How answers came in",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=(
            "One way a line, with its number of responses after a semicolon: “Post; 1,204”. "
            "No number means that it was not recorded."
        ),
    )

    class Meta:
        model = Consultation
        fields = [
            *("asked", "asked_of", "method", "subjects", "commissioned_by", "undertaken_by"),
            *("sample", "responses", "rate_as_stated", "source_id"),
        ]
        widgets = {
            "asked": forms.Textarea(attrs={"rows": 3}),
            "sample": forms.NumberInput(attrs={"class": "govuk-input--width-10"}),
            "responses": forms.NumberInput(attrs={"class": "govuk-input--width-10"}),
            "rate_as_stated": forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("sample", "responses", "rate_as_stated"):
            self.fields[name].help_text = "Leave empty if not recorded"
        if self.instance.pk:
            rows = self.instance.channels.all()
            lines = [as_line(channel.name, channel.responses) for channel in rows]
            self.fields["channels"].initial = "\n".join(lines)

    def clean_channels(self):
        rows = numbered_lines(self.cleaned_data["channels"], longest=LONGEST_NAME)
        if len({name for name, _ in rows}) < len(rows):
            raise forms.ValidationError("Name each way once.")
        return rows

    def save_as(self, by):
        consultation = super().save_as(by)
        set_channels(consultation, self.cleaned_data["channels"], by=by)
        return consultation
