"""What people type about figures, with the faults said beside the field."""

from django import forms

from priorities.models import Figure
from records.forms import CheckedForm, DayInput

NUMBER = {"class": "govuk-input--width-10", "step": "any"}


class FigureForm(CheckedForm):
    """One published number; the change is a size without a sign, its direction a word."""

    class Meta:
        model = Figure
        fields = [
            *("direction", "change", "change_percent", "names_noun", "subject_as_stated", "level"),
            *("starts_on", "ends_on", "compared_starts_on", "compared_ends_on"),
        ]
        widgets = {
            "change": forms.NumberInput(attrs=NUMBER),
            "change_percent": forms.NumberInput(attrs=NUMBER),
            "level": forms.NumberInput(attrs=NUMBER),
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "compared_starts_on": DayInput(),
            "compared_ends_on": DayInput(),
        }

    def clean(self):
        cleaned = super().clean()
        for name in ("change", "change_percent"):
            value = cleaned.get(name)
            if value is not None and value < 0:
                self.add_error(name, "Write the size without a sign; the direction says the rest.")
            if value is not None and not cleaned.get("direction"):
                self.add_error("direction", "Say in which direction it changed.")
        if not cleaned.get("direction") and cleaned.get("level") is None:
            self.add_error("level", "Give a level, or a change with its direction.")
        return cleaned
