"""The file with consultation records: chosen, then carried signed to the page that confirms it."""

import base64
import io

from django import forms
from django.core import signing

LARGEST_FILE = 1024 * 1024  # bytes
SALT = "events.consultations"
HOURS = 12
OUT_OF_DATE = "This page is out of date. Choose the file again."


class ConsultationFileForm(forms.Form):
    """A table of consultation records."""

    file = forms.FileField(
        label="File",
        help_text="CSV, or an Excel workbook (.xlsx), of at most 1 MB",
        error_messages={
            "required": "Choose a file.",
            "empty": "This file is empty.",
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                f"This file has {file.size / 1024**2:.1f} MB. Divide it into files of at most 1 MB."
            )
        return file


def carried(file):
    """The file as a text that comes back with the next page, and that nobody can alter."""
    file.seek(0)
    content = base64.b64encode(file.read()).decode()
    return signing.dumps({"name": file.name, "content": content}, salt=SALT, compress=True)


class CarriedFileForm(forms.Form):
    """The file of the page before."""

    carried = forms.CharField(widget=forms.HiddenInput, error_messages={"required": OUT_OF_DATE})

    def clean_carried(self):
        words = self.cleaned_data["carried"]
        try:
            found = signing.loads(words, salt=SALT, max_age=HOURS * 3600)
        except signing.BadSignature:
            raise forms.ValidationError(OUT_OF_DATE) from None
        file = io.BytesIO(base64.b64decode(found["content"]))
        file.name = found["name"]
        return file
