"""What officers type about what is told to whom."""

from django import forms
from django.db.models import Q

from partnership.models import Organisation
from publishing.forms.requests import documents_of
from publishing.models import Communication
from publishing.workflow import communications
from records.fields import valid_on
from records.forms import CheckedForm, DayInput


class CommunicationForm(CheckedForm):
    """One line of the communication plan."""

    class Meta:
        model = Communication
        fields = [
            *("message", "audience", "channel", "due_on", "who", "organisation", "document"),
        ]
        labels = {
            "message": "Key message",
            "organisation": "Of which organisation",
            "document": "Publication that it tells of",
        }
        help_texts = {
            "message": "What people should know or do afterwards, in a sentence or two",
            "audience": "As in “People aged 18 to 25 in Kendal”",
        }
        widgets = {
            "message": forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
            "channel": forms.RadioSelect,
            "due_on": DayInput(),
        }

    def __init__(self, *args, partnership, now, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        self.instance.partnership = partnership
        self.fields["channel"].choices = self.fields["channel"].choices[1:]  # none is no answer
        self.fields["document"].queryset = documents_of(partnership)
        self.fields["document"].empty_label = "No single one"
        members = Q(memberships__in=partnership.memberships.filter(valid_on(on)))
        bodies = Organisation.objects.filter(members | Q(pk=self.instance.organisation_id))
        self.fields["organisation"].queryset = bodies.distinct()
        self.fields["organisation"].empty_label = "Not stated"

    def save_as(self, by):
        """Save it with its line in the audit."""
        base = self.cleaned_data["base_version"]
        kept = communications.keep_communication
        return kept(self.instance, base_version=base, by=by, now=self.now)


class CloseForm(forms.Form):
    """What came of a line of the communication plan."""

    outcome = forms.CharField(
        label="What came of it",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="As in “sent to 1,240 people” or “the meeting was cancelled”",
        error_messages={"required": "Say what came of it."},
    )
