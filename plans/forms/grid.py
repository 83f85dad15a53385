"""What people put into the actions grid: one cell, a row in another section, a whole paste."""

from django import forms

from plans.models import Section

MOST_LETTERS = 1_000_000  # as the browser counts them; the reader counts bytes


class CellForm(forms.Form):
    """One cell as the grid sends it; what it says is read by ``plans.documents.cells``."""

    column = forms.ChoiceField(
        choices=[(name, name) for name in ("wording", "elements", "lead", "by")]
    )
    value = forms.CharField(required=False, strip=False)
    seen = forms.CharField(required=False, strip=False)
    base_version = forms.IntegerField()


class SectionChoice(forms.ModelChoiceField):
    """A section of the plan by its number and title."""

    def __init__(self, entries, **kwargs):
        keys = [entry.section.pk for entry in entries]
        self.names = {e.section.pk: f"{e.number} {e.section.title}".strip() for e in entries}
        super().__init__(
            Section.objects.filter(pk__in=keys).order_by("order"), to_field_name="uid", **kwargs
        )
        self.choices = [("", "Choose a section")] + [
            (str(e.section.uid), self.names[e.section.pk]) for e in entries
        ]


class MoveForm(forms.Form):
    """To which section an action goes."""

    def __init__(self, entries, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"] = SectionChoice(entries, label="Move to the end of section")


class PasteForm(forms.Form):
    """Rows of a spreadsheet, pasted or as a file, and where new ones go."""

    text = forms.CharField(
        label="Rows, pasted from a spreadsheet",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": MOST_LETTERS, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label="Or a file",
        required=False,
        help_text="Excel (.xlsx), OpenDocument (.ods) or CSV, of at most 1 MB",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.ods"}),
    )
    start = forms.CharField(required=False, widget=forms.HiddenInput)
    below = forms.CharField(required=False, widget=forms.HiddenInput)
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, entries, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"] = SectionChoice(
            entries,
            label="Add new actions to",
            required=False,
            help_text="Where the rows name no section of their own",
        )

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("file") and not cleaned.get("text", "").strip():
            self.add_error("text", "Paste some rows, or choose a file.")
        return cleaned
