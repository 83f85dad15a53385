"""Who took part: a list of organisations, sectors and areas, one a line."""

import difflib

from django import forms

from events.forms.lines import as_line, numbered_lines
from events.models import Event
from events.workflow.attendance import recognised, set_attendance
from partnership.models import Organisation
from records.forms import CheckedForm

LONGEST_NAME = 200


class AttendanceForm(CheckedForm):
    """The headcount and the list; a name that nobody knows is asked about once, then kept."""

    listed = forms.CharField(
        label="Organisations, sectors or areas",
        required=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=(
            "One a line, with its number of people after a semicolon: “Lancaster City Council; 4”. "
            "No number means that it was not recorded."
        ),
    )
    keep_unknown = forms.BooleanField(
        label="Keep names that are not known here as they are written", required=False
    )

    class Meta:
        model = Event
        fields = ["headcount", "headcount_qualifier"]
        widgets = {"headcount": forms.NumberInput(attrs={"class": "govuk-input--width-5"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored_list = stored_list(self.instance) if self.instance.pk else ""
        self.fields["listed"].initial = self.stored_list
        self.fields["headcount"].help_text = "Leave empty if not recorded"
        rows = self.instance.attendances.select_related("organisation", "area")
        self.kept_before = {row.label for row in rows}
        self.unknown = []

    def clean_listed(self):
        rows = numbered_lines(self.cleaned_data["listed"], longest=LONGEST_NAME)
        return [recognised(name, number) for name, number in rows]

    def clean(self):
        cleaned = super().clean()
        lines = cleaned.get("listed") or []
        new = [line.name for line in lines if not line.is_known]
        self.unknown = [name for name in new if name not in self.kept_before]
        if self.unknown and not cleaned.get("keep_unknown"):
            self.add_error("keep_unknown", self._question())
        return cleaned

    def _question(self):
        known = list(Organisation.objects.offered().values_list("name", flat=True))
        words = []
        for name in self.unknown:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.75)
            words.append(f"“{name}”" + (f" (did you mean “{near[0]}”?)" if near else ""))
        return (
            f"Not known here: {', '.join(words)}. Correct the list, or tick this to keep what is "
            "written. It can be joined to an organisation later."
        )

    def save_as(self, by):
        event = super().save_as(by)
        set_attendance(event, self.cleaned_data["listed"], by=by)
        return event


def stored_list(event):
    """The attendance of an event as it is typed."""
    rows = event.attendances.select_related("organisation", "area")
    return "\n".join(as_line(row.label, row.number) for row in rows)
