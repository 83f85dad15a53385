"""What an officer types about a quarter: when reports are due, a question, a correction."""

import datetime

from django import forms

from plans.models.progress import Progress
from priorities.models.measures import Unit
from records.forms import DayInput

LATEST = datetime.timedelta(days=120)  # later than this is a slip of the keyboard
LONGEST = 2000


class QuarterForm(forms.Form):
    """Until when reports of a quarter are in time."""

    due_on = forms.DateField(
        label="Reports are due on",
        widget=DayInput(),
        help_text="The last day on which a report is in time. It can be sent until you close the "
        "quarter",
        error_messages={
            "required": "Choose the day on which reports are due.",
            "invalid": "Write the day as a date.",
        },
    )

    def __init__(self, *args, quarter, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.quarter, self.on = quarter, on

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < self.on:
            raise forms.ValidationError("Choose a day that is not over yet.")
        if day <= self.quarter.ends_on:
            raise forms.ValidationError("Choose a day after the end of the quarter.")
        if day > max(self.on, self.quarter.ends_on) + LATEST:
            raise forms.ValidationError("Choose a day within four months.")
        return day


class QuestionForm(forms.Form):
    """What the officer asks a group about its report."""

    question = forms.CharField(
        label="Question to the group",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="It goes to each lead by mail, and stands at the top of the report",
        error_messages={"required": "Write the question to the group."},
    )


class _Correction(forms.Form):
    reason = forms.CharField(
        label="Why it is corrected",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stands beside the correction, with the date and your post",
        error_messages={"required": "Say why it is corrected."},
    )


class ActionCorrectionForm(_Correction):
    """How an action stood, rightly."""

    status = forms.ChoiceField(
        label="How it stood",
        choices=[(one.value, one.in_words) for one in Progress],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it stood."},
    )
    commentary = forms.CharField(
        label="What happened, and what happens next",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    field_order = ["status", "commentary", "reason"]


class MeasureCorrectionForm(_Correction):
    """What a measure was, rightly."""

    value = forms.DecimalField(
        label="Figure of the quarter",
        max_digits=14,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"}),
        error_messages={
            "required": "Give the figure.",
            "invalid": "Write a number, as in 95 or 12.5.",
        },
    )
    explanation = forms.CharField(
        label="Why it rose or fell",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    field_order = ["value", "explanation", "reason"]

    def __init__(self, *args, measure, **kwargs):
        super().__init__(*args, **kwargs)
        self.measure = measure
        self.fields["value"].help_text = f"{measure.get_unit_display()}, {measure.noun}"

    def clean_value(self):
        value, unit = self.cleaned_data["value"], self.measure.unit
        if value < 0:
            raise forms.ValidationError("A figure is not below 0.")
        if unit == Unit.COUNT and value != int(value):
            raise forms.ValidationError("A count is a whole number.")
        if unit == Unit.SHARE and value > 100:
            raise forms.ValidationError("A share is at most 100 per cent.")
        return value
