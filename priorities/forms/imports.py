"""Bringing in a file of evidence: the file, where it comes from, and what it does not say."""

import re

from django import forms

from partnership.models import Area
from partnership.models.places import AreaKind
from priorities.models import EvidenceImport
from records.forms import DayInput

LARGEST_FILE = 50 * 1024 * 1024  # bytes
ONLY_WHERE = "Only where the file does not say it."

CHOICES = (
    ("replace", "Use the new values; the old ones stay as revisions"),
    ("keep", "Keep what is here; take in only what is new"),
    ("stop", "Stop; take in nothing of this file"),
)


class PlaceField(forms.ModelChoiceField):
    """A council, partnership or police force area; kept by its uid."""

    def __init__(self, **kwargs):
        kinds = [AreaKind.DISTRICT, AreaKind.PARTNERSHIP, AreaKind.POLICE_FORCE]
        places = Area.objects.offered().filter(kind__in=kinds)
        super().__init__(places, to_field_name="uid", empty_label="The file says it", **kwargs)


def _asked(name):
    """The field for what a dataset's file may leave open."""
    if name == "year":
        return forms.IntegerField(
            label="Financial year",
            min_value=1990,
            max_value=2100,
            help_text=f"The year in which it begins, as 2011 for 2011/12. {ONLY_WHERE}",
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
        )
    if name == "month":
        return forms.RegexField(
            re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"),
            label="Month",
            help_text=f"As in 2016-03. {ONLY_WHERE}",
            error_messages={"invalid": "Write the month as in 2016-03."},
            widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        )
    if name == "area":
        return PlaceField(label="Place", help_text=ONLY_WHERE)
    if name in {"day", "from"}:
        return forms.DateField(label="True from", help_text=ONLY_WHERE, widget=DayInput())
    label = "Sheet of the workbook" if name == "sheet" else name.replace("_", " ").capitalize()
    return forms.CharField(label=label, max_length=200, help_text=ONLY_WHERE)


class EvidenceImportForm(forms.ModelForm):
    """A file of one dataset; what its publisher says of it is filled in already."""

    file = forms.FileField(
        label="File",
        help_text="CSV, Excel (.xlsx) or OpenDocument (.ods), at most 50 MB.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.ods,.json"}),
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty.",
            "missing": "Choose a file.",
        },
    )
    source_url = forms.URLField(
        label="Address of the source", max_length=400, required=False, assume_scheme="https"
    )

    class Meta:
        model = EvidenceImport
        fields = ["assumption", "source", "source_url", "licence", "as_at", "provisional"]
        widgets = {"as_at": DayInput(), "assumption": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, asks=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.asks = asks
        for name in asks:
            field = self.fields[f"stated_{name}"] = _asked(name)
            field.required = False
        if not asks:
            del self.fields["assumption"]
        for name in ("source", "licence"):
            self.fields[name].required = True
        self.order_fields(["file", *(f"stated_{name}" for name in asks)])

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                f"This file has {file.size // 2**20:,} MB. Choose one of at most 50 MB, or ask "
                "whoever runs the portal to bring it in by its command."
            )
        return file

    @property
    def stated(self):
        """What the person said because the file does not, as the reader is given it."""
        said = {name: self.cleaned_data.get(f"stated_{name}") for name in self.asks}
        return {name: _plain(value) for name, value in said.items() if value not in (None, "")}

    @property
    def about(self):
        """Where the file comes from."""
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}


def _plain(value):
    if isinstance(value, int):
        return value
    return str(value.uid) if isinstance(value, Area) else str(value)


class ChoiceForm(forms.Form):
    """What becomes of figures that are here already with other values."""

    if_there = forms.ChoiceField(
        label="What shall become of them?",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what shall become of them."},
    )
