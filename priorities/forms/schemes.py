"""What people type about a scoring scheme and its criteria."""

from django import forms
from django.db import transaction

from priorities.models import Criterion, ScoringScheme
from priorities.workflow.schemes import lock_open
from records.forms import CheckedForm

SHORT = {"class": "govuk-input--width-2"}
MOST_VALUES = 10


class SchemeForm(CheckedForm):
    """Who scores, and from which number to which."""

    class Meta:
        model = ScoringScheme
        fields = ["name", "scorers", "lowest", "highest", "opens_after"]
        widgets = {
            "scorers": forms.RadioSelect,
            "lowest": forms.NumberInput(attrs=SHORT),
            "highest": forms.NumberInput(attrs=SHORT),
            "opens_after": forms.NumberInput(attrs=SHORT),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        opening = self.fields["opens_after"]
        opening.help_text = (
            "With fewer, a spread would tell who gave which score. Only where members score."
        )

    def clean(self):
        cleaned = super().clean()
        lowest, highest = cleaned.get("lowest"), cleaned.get("highest")
        if lowest is not None and highest is not None:
            if highest <= lowest:
                self.add_error("highest", "The highest score must be above the lowest.")
            elif highest - lowest >= MOST_VALUES:
                self.add_error("highest", f"Use at most {MOST_VALUES} different scores.")
        return cleaned

    def clean_name(self):
        name, scheme = self.cleaned_data["name"], self.instance
        others = ScoringScheme.objects.for_partnership(scheme.partnership).exclude(pk=scheme.pk)
        if others.filter(name=name, issue=scheme.issue).exists():
            raise forms.ValidationError("There is a scheme of this name and version.")
        return name

    @transaction.atomic
    def save_as(self, by):
        if self.instance.pk:
            lock_open(self.instance)
        return super().save_as(by)


class CriterionForm(CheckedForm):
    """One question of a scheme, its weight, and which way it speaks for a priority."""

    class Meta:
        model = Criterion
        fields = [
            *("name", "name_cy", "meaning", "low_word", "high_word"),
            *("weight", "direction", "order"),
        ]
        widgets = {
            "direction": forms.RadioSelect,
            "weight": forms.NumberInput(attrs={"class": "govuk-input--width-4", "step": "any"}),
            "order": forms.NumberInput(attrs=SHORT),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.scheme.partnership.uses_welsh:
            del self.fields["name_cy"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = self.instance.scheme.criteria.exclude(pk=self.instance.pk)
        if others.filter(name=name).exists():
            raise forms.ValidationError("This scheme has a criterion of this name.")
        return name

    @transaction.atomic
    def save_as(self, by):
        lock_open(self.instance.scheme)
        return super().save_as(by)
