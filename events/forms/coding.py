"""What an officer ticks when coding entries, and what of an entry is removed."""

from django import forms

from events.models import Redaction


class CodingForm(forms.Form):
    """The themes of one entry, or why it has none; with what was stored when the page opened."""

    themes = forms.MultipleChoiceField(label="Themes", required=False)
    no_theme = forms.BooleanField(
        label="No theme fits: keep it on its own, with a reason", required=False
    )
    no_theme_reason = forms.CharField(label="Why no theme fits", max_length=300, required=False)
    new_theme = forms.CharField(label="Add a theme", max_length=200, required=False)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    reason_shown = forms.CharField(required=False, widget=forms.HiddenInput, max_length=300)

    def __init__(self, *args, themes, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_uid = {str(theme.uid): theme for theme in themes}
        self.fields["themes"].choices = [(uid, theme.name) for uid, theme in self.by_uid.items()]
        self.fields["themes"].error_messages["invalid_choice"] = (
            "One of these themes was merged or split meanwhile. Open the entry again."
        )

    def clean_themes(self):
        return [self.by_uid[uid] for uid in self.cleaned_data["themes"]]

    def clean_shown(self):
        found = filter(None, self.cleaned_data["shown"].split(","))
        return [self.by_uid[uid] for uid in found if uid in self.by_uid]

    @property
    def reason(self):
        """Counts only while its box is ticked."""
        return self.cleaned_data["no_theme_reason"] if self.cleaned_data["no_theme"] else ""

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("no_theme"):
            return cleaned
        if cleaned.get("themes"):
            self.add_error("no_theme", "Untick the themes, or leave this box empty.")
        elif not cleaned.get("no_theme_reason", "").strip():
            self.add_error("no_theme_reason", "Say why no theme fits.")
        return cleaned


def theme_choices(themes):
    """What each entry of the list may be put into."""
    return [("", "No change"), *((str(theme.uid), theme.name) for theme in themes)]


class CodingListForm(forms.Form):
    """A theme for each of several entries, saved at once; entries left alone stay as they are."""

    def __init__(self, *args, entries, themes, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_uid = {str(theme.uid): theme for theme in themes}
        self.entries = entries
        choices = theme_choices(themes)
        for number, entry in enumerate(entries, 1):
            self.fields[str(entry.uid)] = forms.ChoiceField(
                label=f"Theme for entry {number}",
                choices=choices,
                required=False,
            )

    @property
    def chosen(self):
        """The entries for which a theme was chosen, with it."""
        for entry in self.entries:
            if uid := self.cleaned_data.get(str(entry.uid)):
                yield entry, self.by_uid[uid]


class RedactionForm(forms.Form):
    """Which words others no longer see, and why."""

    words = forms.CharField(
        label="Words to remove",
        strip=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Copy them from the entry, exactly as they stand there",
        error_messages={"required": "Mark or copy the words to remove."},
    )
    which = forms.IntegerField(
        label="Which time, if they stand there more than once",
        min_value=1,
        max_value=2000,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
    )
    reason = forms.ChoiceField(
        label="Why?",
        choices=Redaction.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why the words are removed."},
    )

    def clean_which(self):
        return self.cleaned_data["which"] or 1
