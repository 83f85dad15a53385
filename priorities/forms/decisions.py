"""What an officer types while the group decides: outcome, receiver, reasons, wording, meeting."""

from django import forms

from partnership.models import Group, Organisation
from priorities.documents.scorers import bodies
from priorities.forms.lists import groups_of
from priorities.models import Decision, DecisionMeeting
from priorities.models.decisions import Outcome
from priorities.workflow.decisions import Meeting, keep_draft
from records.forms import CheckedForm, DayInput

NOT_STATED = "not_stated"
WIDGETS = {
    "outcome": forms.Select(attrs={"class": "govuk-select"}),
    **{
        name: forms.Textarea(attrs={"rows": 2, "class": "govuk-textarea"})
        for name in ("reason", "options", "private_note")
    },
}


def receivers(partnership):
    """To whom something can be referred: bodies and groups of the partnership, or not stated."""
    organisations = [(f"organisation:{one.uid}", one.name) for one in bodies([partnership])]
    groups = [(f"group:{one.uid}", one.name) for one in groups_of(partnership).order_by("name")]
    return [
        ("", "Choose to whom"),
        *([("Organisations", organisations)] if organisations else []),
        *([("Groups", groups)] if groups else []),
        (NOT_STATED, "Not stated"),
    ]


def receiver_key(decision):
    """How a form names the receiver of a decision."""
    if decision.organisation:
        return f"organisation:{decision.organisation.uid}"
    if decision.group:
        return f"group:{decision.group.uid}"
    return NOT_STATED if decision.receiver_not_stated else ""


class ReceivingForm(forms.ModelForm):
    """A decision with whoever it is referred to, as one choice."""

    receiver = forms.ChoiceField(
        label="To whom", required=False, widget=forms.Select(attrs={"class": "govuk-select"})
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [("", "Choose"), *Outcome.choices]
        self.fields["receiver"].initial = receiver_key(self.instance)
        self.fields["receiver"].choices = _with(choices, self.instance)

    def clean(self):
        cleaned = super().clean()
        kind, _, uid = cleaned.get("receiver", "").partition(":")
        decision = self.instance
        decision.receiver_not_stated = kind == NOT_STATED
        decision.organisation = decision.group = None
        if kind == "organisation":
            decision.organisation = Organisation.objects.get(uid=uid)
        elif kind == "group":
            decision.group = Group.objects.get(uid=uid)
        return cleaned


class DecisionForm(ReceivingForm, CheckedForm):
    """The draft decision on one candidate.

    Each field carries what its page showed, so that a row that nobody touched is left alone.
    """

    class Meta:
        model = Decision
        fields = ["outcome", "reason", "options", "private_note"]
        widgets = WIDGETS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["base_version"].initial = self.version
        for name, field in self.fields.items():
            field.show_hidden_initial = name != "base_version"

    @property
    def version(self):
        """The version that is stored; 0 before anything is."""
        return self.instance.version if self.instance.pk else 0

    @property
    def is_touched(self):
        """Whether anything differs from what the page showed."""
        return bool(set(self.changed_data) - {"base_version"})

    def save_as(self, by):
        return keep_draft(self.instance, base_version=self.cleaned_data["base_version"], by=by)


def _with(choices, decision):
    """The choices, and the receiver that was chosen before it left the partnership."""
    receiver, key = decision.receiver, receiver_key(decision)
    known = [value for _, group in choices if isinstance(group, list) for value, _ in group]
    return choices if receiver is None or key in known else [*choices, (key, receiver.name)]


class WantedForm(forms.Form):
    """How many priorities the group wants: where the band ends."""

    wanted = forms.IntegerField(
        label="Priorities wanted",
        min_value=1,
        max_value=99,
        show_hidden_initial=True,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
        error_messages={
            "required": "Say how many priorities the group wants.",
            "invalid": "Write a number.",
            "min_value": "The group wants at least 1.",
            "max_value": "The group wants 99 at most.",
        },
    )
    round_version = forms.IntegerField(widget=forms.HiddenInput)


class WordingForm(CheckedForm):
    """A priority as it will stand in the list."""

    class Meta:
        model = Decision
        fields = ["wording", "wording_cy"]

    def __init__(self, *args, uses_welsh=False, **kwargs):
        super().__init__(*args, **kwargs)
        candidate = self.instance.candidate
        self.fields["wording"].label = candidate.title
        self.fields["wording"].required = self.instance.outcome == Outcome.PRIORITY
        self.fields["wording"].error_messages["required"] = f"Word {candidate.title} as a priority."
        self.fields["wording_cy"].label = f"{candidate.title}, in Welsh"
        if not self.instance.wording:
            self.initial["wording"] = candidate.title
            self.initial["wording_cy"] = candidate.title_cy
        if not uses_welsh:
            del self.fields["wording_cy"]

    def save_as(self, by):
        return keep_draft(self.instance, base_version=self.cleaned_data["base_version"], by=by)


class MeetingForm(forms.ModelForm):
    """The meeting at which it was decided."""

    class Meta:
        model = DecisionMeeting
        fields = ["group", "held_on", "item", "minute"]
        widgets = {"held_on": DayInput()}
        help_texts = {
            "item": "As on the agenda. Leave empty where it is not stated",
            "minute": "As in “Minute 42”, or a link. Leave empty where it is not stated",
        }

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups_of(partnership)
        self.fields["group"].label = "Which group decided"
        self.fields["group"].error_messages["required"] = "Choose the group that decided."
        self.fields["held_on"].error_messages["required"] = "Say when the meeting was."

    @property
    def meeting(self):
        found = self.cleaned_data
        return Meeting(found["group"], found["held_on"], found["item"], found["minute"])


class CorrectionForm(ReceivingForm):
    """A further decision on a candidate, in the place of a recorded one."""

    class Meta:
        model = Decision
        fields = ["outcome", "wording", "reason", "options", "private_note"]
        widgets = WIDGETS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["outcome", "receiver", "wording", "reason"])
        asked = {
            "outcome": "Choose the decision.",
            "reason": "Say why the decision is corrected.",
        }
        for name, words in asked.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = words
        self.fields["reason"].label = "Why the decision is corrected"
        self.fields["receiver"].label = "To whom, where it is referred"
