"""What a group types into its report: a form for each line, and one for the report itself."""

import hashlib

from django import forms

from plans.documents.reporting_lines import BY_HAND, CHOICES
from plans.forms.reporting_values import FigureField
from plans.models import ActionReport, GroupReport, MeasureReport
from plans.workflow.reporting import save_part
from priorities.models.measures import Unit
from records.forms import CheckedForm

LONGEST = 5000


class LineField(forms.CharField):
    """Words, with the line ends of our own and not those of a browser."""

    def clean(self, value):
        return super().clean((value or "").replace("\r\n", "\n"))

    def has_changed(self, initial, data):
        return super().has_changed(initial, (data or "").replace("\r\n", "\n").strip())


def words(label, *, rows=3, longest=LONGEST):
    """A box for words; the longest is told to the browser and checked here."""
    attrs = {"rows": rows, "class": "govuk-textarea"}
    widget = forms.Textarea(attrs=attrs)
    return LineField(label=label, required=False, max_length=longest, widget=widget)


def short(label):
    widget = forms.TextInput(attrs={"class": "govuk-input"})
    return forms.CharField(label=label, required=False, max_length=300, widget=widget)


class PartForm(CheckedForm):
    """A part of a report that is saved on its own; ``seen`` tells whether it was touched here."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        self.report = report
        self.fields["seen"].initial = self.stamp(self.initial.get)

    def stamp(self, value_of):
        """A fingerprint of what stands in the boxes."""
        said = []
        for name in self._meta.fields:
            field = self.fields.get(name)
            value = value_of(name) if field else None
            said.append(str(field.prepare_value(value) if field and value is not None else ""))
        return hashlib.sha256("\0".join(said).encode()).hexdigest()[:16]

    @property
    def was_touched(self):
        """Whether somebody typed here: not only whether it differs from what is stored now."""
        typed = self.cleaned_data.get("seen") != self.stamp(self.cleaned_data.get)
        return typed and self.differs

    @property
    def differs(self):
        return any(name not in ("base_version", "seen") for name in self.changed_data)

    def save_as(self, by, now):
        return save_part(
            self.instance,
            report=self.report,
            base_version=self.cleaned_data["base_version"],
            by=by,
            now=now,
        )


class ActionLineForm(PartForm):
    """How an action stands, and what happened."""

    status = forms.ChoiceField(
        label="How does it stand?",
        choices=[(value, said) for value, said, _ in CHOICES],
        required=False,
        widget=forms.RadioSelect,
    )
    commentary = words("What happened, and what happens next?")

    class Meta:
        model = ActionReport
        fields = ["status", "commentary"]


class MeasureLineForm(PartForm):
    """A quarter's figure or why there is none, why it moved, and a status set by hand."""

    without = forms.BooleanField(label="No figure yet: say why", required=False)
    no_figure = short("Why there is no figure yet")
    explanation = words("Why did it rise or fall?", rows=2)
    status = forms.ChoiceField(
        label="Status",
        choices=[("", "As computed"), *((value, said) for value, said, _ in BY_HAND)],
        required=False,
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )
    status_reason = short("Why it is set by hand")

    class Meta:
        model = MeasureReport
        fields = ["value", "to_date", "no_figure", "explanation", "status", "status_reason"]

    def __init__(self, *args, **kwargs):
        instance = kwargs["instance"]
        super().__init__(*args, **kwargs)
        unit = instance.target.measure.unit
        if unit == Unit.WORDS:
            for name in ("value", "to_date", "no_figure", "without"):
                del self.fields[name]
        else:
            self.fields["value"] = FigureField(unit, label="This quarter")
            self.fields["to_date"] = FigureField(unit, label="Year to date, as reported")
            self.fields["without"].initial = bool(instance.no_figure)

    def clean(self):
        cleaned = super().clean()
        if "without" in self.fields:
            self._value_or_reason(cleaned)
        if cleaned.get("status") and not cleaned.get("status_reason"):
            self.add_error("status_reason", "Say why the status is set by hand.")
        if not cleaned.get("status"):
            cleaned["status_reason"] = ""
        return cleaned

    def _value_or_reason(self, cleaned):
        if cleaned.get("without") and cleaned.get("value") is not None:
            self.add_error("value", "Give a figure, or say why there is none; not both.")
        if not cleaned.get("without"):
            cleaned["no_figure"] = ""

    @property
    def differs(self):
        return any(
            self.cleaned_data.get(name) != self.initial.get(name)
            for name in self._meta.fields
            if name in self.fields
        )


class ReportForm(PartForm):
    """What else the executive group should know; from an officer also who told them."""

    words = words("Anything else", rows=4)
    told_by = forms.CharField(
        label="Told by",
        required=False,
        max_length=200,
        help_text="As in “the Chair, at the meeting of 12 April”. It is named on the report.",
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )

    class Meta:
        model = GroupReport
        fields = ["words", "told_by"]

    def __init__(self, *args, needs_teller, **kwargs):
        super().__init__(*args, **kwargs)
        if not needs_teller:
            del self.fields["told_by"]
