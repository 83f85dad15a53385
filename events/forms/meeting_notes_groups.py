"""What a decision does to a group: sets it up, changes it, closes it."""

from django import forms

from events.documents.group_ending import stands_open
from partnership.models.groups import GroupKind, GroupState
from records.forms import DayInput

STATES = [(value, label) for value, label in GroupState.choices if value != GroupState.ENDED]


class _OfGroup(forms.Form):
    """What every form on a group knows: whose it is, and which group was asked for."""

    def __init__(self, *args, partnership, held_on, chosen, **kwargs):
        super().__init__(*args, **kwargs)
        self.partnership, self.held_on = partnership, held_on
        self.groups = partnership.groups.exclude(state=GroupState.ENDED)
        self.group = next((one for one in self.groups if str(one.uid) == chosen), None)


class SetUpForm(_OfGroup):
    """A new group."""

    name = forms.CharField(max_length=200, error_messages={"required": "Give the group a name."})
    kind = forms.ChoiceField(choices=GroupKind.choices)
    purpose = forms.CharField(
        label="What it is for",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    from_date = forms.DateField(
        label="From", widget=DayInput, error_messages={"required": "Give its first day."}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from_date"].initial = self.held_on
        self.fields["kind"].initial = GroupKind.TASK_AND_FINISH


class ChangeForm(_OfGroup):
    """Another name, state, purpose or rhythm for a group that was chosen."""

    name = forms.CharField(max_length=200, error_messages={"required": "Give the group a name."})
    state = forms.ChoiceField(choices=STATES)
    purpose = forms.CharField(
        label="What it is for",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    meets = forms.CharField(label="How often it meets", required=False, max_length=100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.initial = getattr(self.group, name, "")

    def clean(self):
        return super().clean() | {"group": _named(self.group)}


class CloseForm(_OfGroup):
    """The last day of a group; what stands on it is to be seen first."""

    to_date = forms.DateField(
        label="Its last day", widget=DayInput, error_messages={"required": "Give its last day."}
    )
    sure = forms.BooleanField(label="I have seen what still stands on this group", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_date"].initial = self.held_on
        self.stands_open = stands_open(self.group, self.held_on) if self.group else []
        if not self.stands_open:
            del self.fields["sure"]

    def clean(self):
        cleaned = super().clean() | {"group": _named(self.group)}
        if self.stands_open and not cleaned.get("sure"):
            self.add_error("sure", "Look at what still stands on this group, then tick this.")
        return cleaned


def _named(group):
    if group is None:
        raise forms.ValidationError("Choose the group.")
    return group


FORMS = {"set_up": SetUpForm, "change": ChangeForm, "close": CloseForm}
