"""What people type about the lines of an evaluation report."""

from django import forms

from events.models import ReportedTheme, Theme
from events.workflow.themes import add_theme
from records.forms import CheckedForm


class LineForm(CheckedForm):
    """A theme in its part of the report and in its words; it may be new with this line."""

    new_theme = forms.CharField(
        label="Or a new theme",
        required=False,
        max_length=200,
        help_text="A short name. Leave empty where you choose one above",
    )
    field_order = ["wording", "part", "theme", "new_theme", "resident_type"]

    class Meta:
        model = ReportedTheme
        fields = ["part", "wording", "theme", "resident_type"]
        widgets = {"wording": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"wording": "As readers will find it in the report"}

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        workshop = self.instance.workshop
        offered = Theme.objects.offered_for(workshop.event)
        if self.instance.theme_id:
            offered = offered | Theme.objects.filter(pk=self.instance.theme_id)
        self.fields["theme"].queryset = offered.distinct()
        self.fields["theme"].required = False
        self.fields["theme"].empty_label = "Choose a theme"
        types = workshop.resident_types.all()
        self.fields["resident_type"].queryset = types
        self.fields["resident_type"].empty_label = "Not of one type"
        if not types:
            del self.fields["resident_type"]

    def clean(self):
        cleaned = super().clean()
        theme, name = cleaned.get("theme"), (cleaned.get("new_theme") or "").strip()
        if bool(theme) == bool(name) and "theme" not in self.errors:
            self.add_error("theme", "Choose a theme or name a new one, not both.")
        elif theme and "part" in cleaned:
            self._check_once(theme, cleaned["part"])
        return cleaned

    def _check_once(self, theme, part):
        lines = self.instance.workshop.reported_themes.filter(theme=theme, part=part)
        if lines.exclude(pk=self.instance.pk).exists():
            self.add_error("theme", "This part of the report names this theme already.")

    def save_as(self, by):
        if name := self.cleaned_data["new_theme"].strip():
            workshop = self.instance.workshop
            self.instance.theme = add_theme(
                workshop.event, name=name, session=workshop.order, by=by, now=self.now
            )
        return super().save_as(by)
