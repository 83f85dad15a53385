"""What administrators choose when a partnership leaves, or comes in."""

import zipfile

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat

from partnership.models import Partnership

NO_ZIP = "This file is no archive of a partnership: it is not a zip."
TOO_LARGE = (
    "This file has {}. At most {} are taken here; a larger one is brought in on the server, by "
    "manage.py import_partnership."
)


class MakeForm(forms.Form):
    """Whose archive is made."""

    partnership = forms.ModelChoiceField(
        Partnership.objects.order_by("name"),
        empty_label="Choose a partnership",
        to_field_name="slug",
        error_messages={
            "required": "Choose a partnership.",
            "invalid_choice": "Choose one of these partnerships.",
        },
    )


class ArchiveForm(forms.Form):
    """The archive that somebody brings."""

    file = forms.FileField(
        label="Archive",
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        error_messages={"required": "Choose a file.", "missing": "Choose a file."},
        allow_empty_file=True,  # so that our own words say it
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        largest = filesizeformat(settings.ARCHIVE_LARGEST)
        self.fields["file"].help_text = f"A zip made by “Make an archive”, at most {largest}."

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.ARCHIVE_LARGEST:
            sizes = (filesizeformat(size) for size in (file.size, settings.ARCHIVE_LARGEST))
            raise forms.ValidationError(TOO_LARGE.format(*sizes))
        if not zipfile.is_zipfile(file):
            raise forms.ValidationError(NO_ZIP)
        return file


class AddressForm(forms.ModelForm):
    """The address under which a partnership comes in: free, and none of the portal's own."""

    class Meta:
        model = Partnership
        fields = ["slug"]
