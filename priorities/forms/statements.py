"""What an officer types about the causes, costs and harm that a source states."""

from django import forms

from priorities.models import EvidenceStatement
from records.forms import CheckedForm


class EvidenceStatementForm(CheckedForm):
    """A sentence as its source has it, with where it stands and what it is about."""

    class Meta:
        model = EvidenceStatement
        fields = ["kind", "wording", "wording_cy", "source", "topics", "internal"]
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 4}),
            "wording_cy": forms.Textarea(attrs={"rows": 4}),
            "topics": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "wording": "Word for word. If two sources differ, add both: both are shown.",
            "topics": "It is shown with every candidate about one of these",
        }
