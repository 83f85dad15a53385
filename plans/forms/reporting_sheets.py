"""The filled spreadsheet of a group's report, chosen and then confirmed."""

from django import forms


class BringForm(forms.Form):
    """The filled file; once it was looked at, what stood in it."""

    file = forms.FileField(
        label="The file that you filled",
        required=False,
        help_text="Excel (.xlsx), OpenDocument (.ods) or CSV, of at most 1 MB",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("file") and not cleaned.get("text"):
            self.add_error("file", "Choose the file that you filled.")
        return cleaned
