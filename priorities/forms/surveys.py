"""What an officer types about a survey: who was asked, when and how."""

from django import forms

from priorities.models import Survey
from records.forms import CheckedForm

SHORT = {"class": "govuk-input--width-5"}


class SurveyForm(CheckedForm):
    """One wave of a survey; its results join those of other waves only if these words agree."""

    class Meta:
        model = Survey
        fields = [
            *("name", "name_cy", "short_name", "year", "population", "method", "responses"),
        ]
        widgets = {
            "year": forms.NumberInput(attrs=SHORT),
            "responses": forms.NumberInput(attrs=SHORT),
        }
        help_texts = {
            "population": "As in “Residents aged 18 and over”. Lines join only waves of the same "
            "people, so write it alike in each wave.",
            "method": "As in “By post”",
            "responses": "Leave it empty if it is not stated",
        }

    def clean_year(self):
        year = self.cleaned_data["year"]
        if not 1900 <= year <= 2100:
            raise forms.ValidationError("Write the year with four digits, as in 2010.")
        return year
