"""What officers type for a report on a quarter."""

from django import forms

from plans.models import Ask, QuarterReport
from priorities.models import Target
from records.forms import CheckedForm


class AskForm(CheckedForm):
    """What the executive group is asked about one thing: to decide, or to note."""

    decide = forms.TypedChoiceField(
        label="What is asked",
        choices=[("", "To note"), ("yes", "A decision")],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Ask
        fields = ["decide", "words"]
        labels = {"words": "In words"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["decide"] = "yes" if self.instance.decide else ""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decide") and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", "Write what is to be decided.")
        return cleaned


class QuarterReportForm(CheckedForm):
    """What stands at the head of a report, and which measures are drawn large."""

    class Meta:
        model = QuarterReport
        fields = ["introduction", "charted"]
        widgets = {
            "introduction": forms.Textarea(attrs={"rows": 4}),
            "charted": forms.CheckboxSelectMultiple,
        }
        help_texts = {"charted": "Without a choice the first measure with a figure is drawn"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        quarter = self.instance.quarter
        self.fields["charted"].queryset = Target.objects.filter(
            partnership=quarter.partnership, year=quarter.year
        ).select_related("measure")


class EditionForm(forms.Form):
    """A report is made as it stands: which edition that is, and what changed."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    change_note = forms.CharField(
        label="What changed since the last edition",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
