"""Forms that save over the version they were opened with, or not at all."""

from django import forms

from records import richtext
from records.fields import RichTextField
from records.saving import save_new, save_over


class DayInput(forms.DateInput):
    """A day, in the browser's own date field (which speaks ISO whatever the language)."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d", attrs={"class": "govuk-input--width-10"})


class CheckedForm(forms.ModelForm):
    """A form of one record; it carries the version that its author was reading."""

    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["base_version"].initial = self.instance.version

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and cleaned.get("base_version") is None:
            raise forms.ValidationError("This page is out of date. Open it again to save.")
        for name in self._rich_texts():
            found = richtext.faults(self.data.get(self.add_prefix(name), ""))
            if found:
                self.add_error(
                    name,
                    f"This text holds {' and '.join(found)}, which cannot be kept. "
                    "Take them out and save again; nothing is lost until then.",
                )
        return cleaned

    def _rich_texts(self):
        fields = self._meta.model._meta.concrete_fields
        return [f.name for f in fields if isinstance(f, RichTextField) and f.name in self.fields]

    def save_as(self, by):
        """Save what was typed in the name of ``by``; StaleVersion where somebody was faster."""
        if self.instance.pk:
            base = self.cleaned_data["base_version"]
            saved = save_over(self.instance, base_version=base, by=by)
        else:
            saved = save_new(self.instance, by=by)
        self._save_m2m()
        return saved
