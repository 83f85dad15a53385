"""What officers type of a measure's target."""

from django import forms
from django.db.models import Q

from partnership.models import Group
from partnership.models.groups import GroupState
from priorities.models import Measure, Priority, Target
from priorities.models.measures import Unit
from records.forms import CheckedForm

FIRST_YEAR, LAST_YEAR = 1998, 2100  # partnerships begin with the Act of 1998
NUMBER = {"class": "govuk-input--width-10", "step": "any"}
NATIONAL = "A national measure comes from its own files, so no group reports it."


class TargetForm(CheckedForm):
    """The target of a year, its tolerance, and who reports the measure."""

    class Meta:
        model = Target
        fields = [
            *("value", "upper", "wording", "baseline", "baseline_words"),
            *("tolerance", "adds_up", "group", "priority"),
        ]
        widgets = {
            name: forms.NumberInput(attrs=NUMBER)
            for name in ("value", "upper", "baseline", "tolerance")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        of = self.instance.partnership
        ours = Q(partnership=of) | Q(lent_to=of)
        kept = Q(pk=self.instance.group_id)
        groups = Group.objects.filter(ours & ~Q(state=GroupState.ENDED) | kept).distinct()
        self.fields["group"].queryset = groups
        self.fields["priority"].queryset = Priority.objects.filter(partnership=of)
        self.fields["group"].empty_label = "An officer or an import fills it"
        self.fields["priority"].empty_label = "None"

    def measure_of(self, cleaned):
        """The measure that the target is of."""
        return self.instance.measure

    def clean(self):
        cleaned = super().clean()
        measure = self.measure_of(cleaned)
        self._check_range(cleaned)
        if measure is not None:
            self._check_unit(measure, cleaned)
            if cleaned.get("group") and measure.partnership_id != self.instance.partnership_id:
                self.add_error("group", NATIONAL)
        return cleaned

    def _check_range(self, cleaned):
        low, high = cleaned.get("value"), cleaned.get("upper")
        if high is not None and low is None and "value" not in self.errors:
            self.add_error("value", "A range needs a lower number too.")
        if high is not None and low is not None and high <= low:
            self.add_error("upper", "A range goes from a lower to a higher number.")

    def _check_unit(self, measure, cleaned):
        """A share lies between 0 and 100; a count is whole and not negative."""
        for name in ("value", "upper", "baseline"):
            number = cleaned.get(name)
            if number is None:
                continue
            if measure.unit == Unit.SHARE and not 0 <= number <= 100:
                self.add_error(name, "A share is between 0 and 100 per cent.")
            elif number < 0 and measure.unit != Unit.MONEY:
                self.add_error(name, "This cannot be negative.")


class NewTargetForm(TargetForm):
    """A further measure of a year: which one, where, and its target."""

    class Meta(TargetForm.Meta):
        fields = ["measure", "area", "year", *TargetForm.Meta.fields]

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["measure"].queryset = Measure.objects.open_to(self.instance.partnership)
        self.fields["area"].queryset = areas
        self.fields["area"].empty_label = None

    def measure_of(self, cleaned):
        return cleaned.get("measure")

    def clean_year(self):
        year = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise forms.ValidationError("Give the year in which the plan year begins, as in 2011.")
        return year
