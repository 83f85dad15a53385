"""What somebody looks for in the audit."""

from django import forms

from partnership.models import Partnership

# The first word of an action says what it was about; these stand together for whoever looks.
ABOUT = {
    "account": "Signing in, people’s accounts",
    "role": "Roles",
    "invitation": "Invitations",
    "plan": "Plans",
    "edition": "Editions",
    "document": "Documents",
    "event": "Events",
    "contribution": "Contributions",
    "contributions": "Files of contributions",
    "evidence": "Files of evidence",
    "meeting": "Meetings",
    "file": "Files taken out of the workspace",
    "erasure": "What was taken out for privacy",
    "personal": "People’s data found or given out",
    "audit": "The audit itself",
    "backup": "Backups",
}


class AuditForm(forms.Form):
    """Every field narrows the list; none is needed."""

    words = forms.CharField(
        label="Words", required=False, max_length=200,
        help_text="In the name of the thing, the reason or the action",
    )  # fmt: skip
    person = forms.CharField(label="Person", required=False, max_length=200)
    about = forms.ChoiceField(
        label="About", required=False, choices=[("", "Everything"), *ABOUT.items()]
    )
    partnership = forms.ModelChoiceField(
        Partnership.objects.none(), required=False, to_field_name="slug", empty_label="All"
    )
    first = forms.DateField(
        label="From", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label="Up to and with", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    request = forms.CharField(
        label="Request number", required=False, max_length=36, help_text="From an error page"
    )

    def __init__(self, data, *, partnerships):
        super().__init__(data)
        self.fields["partnership"].queryset = partnerships
        if len(partnerships) < 2:
            del self.fields["partnership"]

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", "The last day lies before the first.")
        return cleaned

    @property
    def asked(self):
        """What was asked for and can be understood: {field: value}."""
        if not self.is_bound or not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value}
