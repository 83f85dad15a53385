"""What people type about measures, their breaks, and comparisons that others published."""

from django import forms

from partnership.models import Area
from priorities.models import ComparatorGroup, Measure, PublishedComparison, SeriesBreak
from records.forms import CheckedForm, DayInput

NUMBER = {"class": "govuk-input--width-10", "step": "any"}
MORE = forms.Textarea(attrs={"rows": 2})


class MeasureForm(CheckedForm):
    """What is counted, in which unit, and which way is good."""

    class Meta:
        model = Measure
        fields = [
            *("name", "noun", "unit", "per", "per_what", "good", "reason", "topic", "whole"),
            *("source", "smallest_shown", "starts_on", "ends_on", "continued_by"),
        ]
        widgets = {
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "reason": MORE,
            **{name: forms.NumberInput(attrs=NUMBER) for name in ("per", "smallest_shown")},
        }
        help_texts = {
            "whole": "Parts are never added to their whole",
            "continued_by": "Where it was renamed, split or counted in another way",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = Measure.objects.filter(partnership=self.instance.partnership)
        for name in ("whole", "continued_by"):
            self.fields[name].queryset = own.exclude(pk=self.instance.pk)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("good") == "reporting" and not cleaned.get("reason"):
            self.add_error("reason", "Say why a rise is welcome.")
        if self._is_own_part(cleaned.get("whole")):
            self.add_error("whole", "That one is a part of this measure.")
        return cleaned

    def _is_own_part(self, whole):
        seen = set()
        while whole and whole.pk not in seen:
            seen.add(whole.pk)
            whole = whole.whole
            if whole and whole.pk == self.instance.pk:
                return True
        return False


class BreakForm(CheckedForm):
    """The day from which something is counted in another way."""

    class Meta:
        model = SeriesBreak
        fields = ["on", "reason", "area"]
        widgets = {"on": DayInput()}

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["area"].empty_label = "Everywhere"
        self.fields["area"].help_text = ""


class PublishedComparisonForm(CheckedForm):
    """How the area compares, as somebody published it."""

    class Meta:
        model = PublishedComparison
        fields = [
            *("area", "starts_on", "ends_on", "group", "compared_with", "position"),
            *("rank", "of_how_many", "rate", "mean", "distance_percent"),
            *("source", "as_at", "provisional", "internal"),
        ]
        widgets = {
            **{name: DayInput() for name in ("starts_on", "ends_on", "as_at")},
            **{
                name: forms.NumberInput(attrs=NUMBER)
                for name in ("rank", "of_how_many", "rate", "mean", "distance_percent")
            },
        }

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["area"].empty_label = None
        self.fields["group"].queryset = ComparatorGroup.objects.for_partnership(
            self.instance.partnership
        )
        self.fields["group"].empty_label = "No group that is kept here"

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("group") and not cleaned.get("compared_with"):
            self.add_error("compared_with", "Say with whom it is compared.")
        said = [cleaned.get(name) for name in ("rate", "distance_percent", "rank")]
        if not cleaned.get("position") and all(one is None for one in said):
            self.add_error("position", "Give a position, a rank, a rate or a distance.")
        return cleaned


def areas_of(places):
    """A queryset of these areas, for the choice of a place."""
    return Area.objects.filter(pk__in=[area.pk for area in places])
