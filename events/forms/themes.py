"""What an officer types about themes: their names, merges, splits; what a comparison shows."""

from django import forms

from events.documents.compared import Choice
from events.models import Theme, Workshop
from events.models.contributions import Level
from events.models.themes import NAME_TAKEN
from records.forms import CheckedForm


def _reason(why):
    return forms.CharField(
        label=why,
        max_length=2000,
        help_text="Shown in the theme’s history, inside the partnership only",
        error_messages={"required": "Give a reason."},
    )


class ThemeForm(CheckedForm):
    """A theme's name, and which entries it is offered for."""

    class Meta:
        model = Theme
        fields = ["name", "name_cy", "kind", "session", "level", "topic", "order"]
        widgets = {
            "session": forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
            "order": forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
        }

    def clean_name(self):
        """Two themes that can be chosen side by side have different names."""
        name, theme = " ".join(self.cleaned_data["name"].split()), self.instance
        others = Theme.objects.standing().exclude(pk=theme.pk)
        others = others.filter(partnership=theme.partnership_id, series=theme.series_id)
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError(NAME_TAKEN)
        return name


class MergeForm(forms.Form):
    """Two themes and what becomes of them."""

    a = forms.ModelChoiceField(label="Theme A", queryset=None, to_field_name="uid")
    b = forms.ModelChoiceField(label="Theme B", queryset=None, to_field_name="uid")
    name = forms.CharField(
        label="Name", max_length=200, error_messages={"required": "Give the merged theme a name."}
    )
    reason = _reason("Why merge?")

    def __init__(self, *args, themes, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("a", "b"):
            field = self.fields[name]
            field.queryset, field.empty_label = themes, "Choose a theme"
            field.widget.attrs["class"] = "govuk-select"
            field.error_messages["required"] = "Choose a theme."
            field.error_messages["invalid_choice"] = "It was merged or split meanwhile."

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("a") and cleaned.get("a") == cleaned.get("b"):
            self.add_error("b", "Choose a different theme.")
        return cleaned


class SplitForm(forms.Form):
    """Which entries leave a theme, and the name of their new one."""

    entries = forms.MultipleChoiceField(
        label="Entries that the new theme takes",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one entry."},
    )
    name = forms.CharField(
        label="Name of the new theme",
        max_length=200,
        error_messages={"required": "Give the new theme a name."},
    )
    reason = _reason("Why split?")

    def __init__(self, *args, entries, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_uid = {str(entry.uid): entry for entry in entries}
        self.fields["entries"].choices = [
            (uid, entry.public_text) for uid, entry in self.by_uid.items()
        ]

    def clean_entries(self):
        return [self.by_uid[uid] for uid in self.cleaned_data["entries"]]


class UnmergeForm(forms.Form):
    """Why a merge is taken back."""

    reason = _reason("Why take the merge back?")


class ComparisonForm(forms.Form):
    """What of a series is compared."""

    session = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    level = forms.ChoiceField(required=False, choices=[("", "All"), *Level.choices])
    pressing = forms.BooleanField(label="Urgent & Essential only", required=False)

    def __init__(self, *args, series, **kwargs):
        super().__init__(*args, **kwargs)
        numbers = Workshop.objects.filter(event__series=series, form=Workshop.Form.WORKSHOP)
        numbers = numbers.order_by("order").values_list("order", flat=True).distinct()
        sessions = [(number, f"Session {number}") for number in numbers]
        self.fields["session"].choices = [("", "All"), *sessions]

    @property
    def choice(self):
        """What was asked for; a word that nobody knows leaves that part open."""
        self.full_clean()
        found = self.cleaned_data
        return Choice(
            found.get("session"), found.get("level", ""), bool(found.get("pressing", False))
        )
