"""What people type about figures, with the faults said beside the field."""

from django import forms

from priorities.documents.fitting import last_value, misfit
from priorities.models import Figure
from priorities.models.stated import Direction, Missing
from priorities.workflow.queries import Answer
from records.forms import CheckedForm, DayInput

NUMBER = {"class": "govuk-input--width-10", "step": "any"}
SHORT = {"class": "govuk-input--width-10"}
SIZES = ("change", "change_percent", "change_points")
NUMBERS = ("level", "rate", *SIZES)
DAYS = ("starts_on", "ends_on", "compared_starts_on", "compared_ends_on", "as_at")
NO_NUMBER = "This is no plain number."
KEEP = "Keep it as printed and mark it queried"


class FigureForm(CheckedForm):
    """One published number; the change is a size without a sign, its direction a word.

    What does not fit its series is said beside the value, and can be kept as printed.
    """

    keep_queried = forms.BooleanField(
        label=KEEP,
        required=False,
        help_text="It stays out of charts and sums until somebody answers the query.",
    )

    # As people read it: each heading with its fields.
    GROUPS = (
        ("The value", ("starts_on", "ends_on", "level", "rate", "words", "missing")),
        ("As its source prints it", ("printed", "keep_queried")),
        (
            "A change, as its source states it",
            (
                *("direction", *SIZES, "compared_starts_on", "compared_ends_on"),
                *("subject_as_stated", "names_noun"),
            ),
        ),
        (
            "Where it comes from, and who reads it",
            ("firmness", "as_at", "source_as_stated", "explanation", "internal"),
        ),
    )

    class Meta:
        model = Figure
        fields = [
            *("starts_on", "ends_on", "level", "rate", "words", "missing", "printed"),
            *("direction", *SIZES, "compared_starts_on", "compared_ends_on"),
            *("subject_as_stated", "names_noun"),
            *("firmness", "as_at", "source_as_stated", "explanation", "internal"),
        ]
        widgets = {
            **{name: forms.NumberInput(attrs=NUMBER) for name in NUMBERS},
            **{name: DayInput() for name in DAYS},
            "printed": forms.TextInput(attrs=SHORT),
            "explanation": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "printed": "Where it is no plain number, or something about it is in doubt",
            "words": "Where its source gives no number",
            "rate": "Only where its source states one; rates are computed by themselves",
            "as_at": "The day on which its publisher closed it",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["missing"].choices = [("", "It has a value"), *Missing.choices]
        self.fields["direction"].choices = [("", "No change is stated"), *Direction.choices]

    @property
    def groups(self):
        """Headings with their bound fields, for the page."""
        return [
            (heading, [self[name] for name in names if name in self.fields])
            for heading, names in self.GROUPS
        ]

    def clean(self):
        cleaned = super().clean()
        for name in SIZES:
            value = cleaned.get(name)
            if value is not None and value < 0:
                self.add_error(name, "Write the size without a sign; the direction says the rest.")
            if value is not None and not cleaned.get("direction"):
                self.add_error("direction", "Say in which direction it changed.")
        self._says_something(cleaned)
        if not self.errors:
            self._fits(cleaned)
        return cleaned

    def _says_something(self, cleaned):
        has_value = cleaned.get("level") is not None or cleaned.get("rate") is not None
        if cleaned.get("missing") and has_value:
            self.add_error("missing", "Give a value, or say why there is none; not both.")
        others = ("direction", "words", "missing", "printed")
        if not has_value and not any(cleaned.get(name) for name in others) and not self.errors:
            self.add_error(
                "level",
                "Give a level, or a change with its direction, or words, or why there is no value.",
            )

    def _fits(self, cleaned):
        """Compare the value with its measure and the value before, unless it stood so already."""
        if self.instance.pk and not {"level", "printed"} & set(self.changed_data):
            return
        doubt = self._doubt(cleaned)
        if not doubt:
            self.instance.queried = self.instance.query_answer = ""
            return
        if not cleaned.get("keep_queried"):
            field = "level" if cleaned.get("level") is not None else "printed"
            self.add_error(field, f"{doubt} Correct it, or choose “{KEEP}”.")
            return
        cleaned["printed"] = cleaned["printed"] or f"{cleaned['level'].normalize():f}"
        self.instance.queried, self.instance.query_answer = doubt, ""

    def _doubt(self, cleaned):
        level, printed, measure = cleaned.get("level"), cleaned["printed"], self.instance.measure
        area = cleaned.get("area") or self.instance.area
        first, last = cleaned["starts_on"], cleaned["ends_on"]
        before = last_value(measure, area, first, last, but=self.instance.pk)
        doubt = misfit(measure, level, printed, before)
        return doubt or (NO_NUMBER if printed and level is None else "")


class NewFigureForm(FigureForm):
    """A figure of a measure in one of the partnership's places."""

    GROUPS = (("The place", ("area",)), *FigureForm.GROUPS)

    class Meta(FigureForm.Meta):
        fields = ["area", *FigureForm.Meta.fields]

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["area"].empty_label = None


class AnswerForm(forms.Form):
    """The answer to a query: whether the value is right, and how one knows."""

    answer = forms.ChoiceField(label="What is it?", choices=Answer, widget=forms.RadioSelect)
    level = forms.DecimalField(
        label="The right value",
        required=False,
        max_digits=14,
        decimal_places=2,
        widget=forms.NumberInput(attrs=NUMBER),
    )
    words = forms.CharField(
        label="How you know",
        max_length=2000,
        help_text="As in “The force confirmed it by e-mail on 3 May”",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say how you know."},
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == Answer.CORRECTED and cleaned.get("level") is None:
            self.add_error("level", "Give the right value.")
        return cleaned
