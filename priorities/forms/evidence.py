"""What an officer says of a piece of evidence."""

from django import forms

KINDS = ("figure", "finding", "theme", "statement")
ACTS = ("leave_out", "put_back", "add")


class ChoiceForm(forms.Form):
    """Which piece it is, and whether it is left out, put back or added."""

    act = forms.ChoiceField(choices=[(act, act) for act in ACTS])
    kind = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS])
    uid = forms.UUIDField()
    reason = forms.CharField(required=False, max_length=300)
