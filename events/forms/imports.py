"""Uploading a file of contributions."""

from django import forms

LARGEST_FILE = 10 * 1024 * 1024  # bytes


class ImportForm(forms.Form):
    """A CSV file or a workbook; what it holds is checked afterwards, row by row."""

    file = forms.FileField(
        label="CSV file or Excel workbook",
        help_text="At most 10 MB and 50,000 rows.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty.",
            "missing": "Choose a file.",
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                f"This file has {file.size // 2**20:,} MB. Choose one of at most 10 MB, or divide "
                "it into several."
            )
        return file
