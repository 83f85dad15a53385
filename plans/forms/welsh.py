"""The Welsh words of one text of a plan."""

from django import forms

from records.fields import RichTextField
from records.forms import CheckedForm


class WelshForm(CheckedForm):
    """One Welsh text; which record and which field it is of, ``welsh_form`` says."""

    def __init__(self, *args, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.words = self[self._meta.fields[0]]
        field = self.words.field
        field.label, field.help_text, field.required = f"{label} in Welsh", "", False
        field.widget.attrs |= {"lang": "cy"}


def welsh_form(pair):
    """The form class for the Welsh half of a pair of texts."""
    name = f"{pair.field}_cy"
    stored = pair.record._meta.get_field(name)
    widgets = {}
    if not isinstance(stored, RichTextField):
        rows = max(2, min(10, len(pair.english) // 60 + 1))
        widgets[name] = forms.Textarea(attrs={"rows": rows, "class": "govuk-textarea"})
    return forms.modelform_factory(
        type(pair.record), form=WelshForm, fields=[name], widgets=widgets
    )
