"""What is typed while a meeting goes on, and when its notes are sent, answered and agreed."""

from django import forms

from events.documents.meeting_notes import owner_named
from events.models import MeetingAction, MeetingDecision
from events.workflow import meeting_actions, meeting_decisions, meeting_notes
from partnership.models import Organisation
from records.forms import CheckedForm, DayInput

NOT_OPEN = {"required": "This page is out of date. Open it again."}


class ItemNotesForm(forms.Form):
    """What was said to an item, and the text that its author began from."""

    words = forms.CharField(
        label="Notes",
        required=False,
        max_length=meeting_notes.LONGEST_NOTES,
        widget=forms.Textarea(attrs={"rows": 8}),
        strip=False,
    )
    was = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)


class DecisionForm(forms.Form):
    """One decision in one sentence, with the name that the page gave it."""

    wording = forms.CharField(
        label="Decision, in one sentence",
        max_length=meeting_decisions.LONGEST,
        error_messages={"required": "Write the decision in one sentence."},
    )
    uid = forms.UUIDField(widget=forms.HiddenInput, error_messages=NOT_OPEN)


class CorrectForm(forms.Form):
    """How a decision should have been written."""

    wording = forms.CharField(
        label="How it should read",
        max_length=meeting_decisions.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The earlier wording stays, with its date; this line stands below it.",
        error_messages={"required": "Write how the decision should read."},
    )


class OwnerField(forms.CharField):
    """A partner by name, or else a post."""

    def __init__(self, **kwargs):
        kwargs.setdefault("error_messages", {"required": "Say who does it: a partner or a post."})
        super().__init__(label="Owner (partner or post)", max_length=200, **kwargs)


class ActionForm(forms.Form):
    """What is to be done, who does it, by when."""

    wording = forms.CharField(
        label="Action",
        max_length=meeting_actions.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what is to be done."},
    )
    owner = OwnerField(help_text="A partner’s name, or a post as in “Partnership officer”")
    due_on = forms.DateField(
        label="Due", required=False, widget=DayInput, help_text="Empty: not stated"
    )
    item = forms.UUIDField(required=False, widget=forms.HiddenInput)
    decision = forms.UUIDField(required=False, widget=forms.HiddenInput)
    uid = forms.UUIDField(widget=forms.HiddenInput, error_messages=NOT_OPEN)

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting

    def clean(self):
        cleaned = super().clean()
        self._find("item", self.meeting.items)
        decisions = MeetingDecision.objects.filter(item__meeting=self.meeting)
        self._find("decision", decisions)
        if owner := cleaned.pop("owner", None):
            cleaned["organisation"], cleaned["post"] = owner_named(owner, self.meeting)
        return cleaned

    def _find(self, name, rows):
        asked = self.cleaned_data.get(name)
        self.cleaned_data[name] = rows.filter(uid=asked).first() if asked else None
        if asked and not self.cleaned_data[name]:
            self.add_error(None, "This page is out of date. Open the meeting again.")


class ActionEditForm(CheckedForm):
    """Another owner or day for an action."""

    class Meta:
        model = MeetingAction
        fields = ["wording", "organisation", "post", "due_on"]
        widgets = {"due_on": DayInput(), "wording": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        of = self.instance.meeting.partnership
        members = Organisation.objects.offered().filter(memberships__partnership=of)
        own = Organisation.objects.filter(pk=self.instance.organisation_id)
        self.fields["organisation"].queryset = (members | own).distinct()
        self.fields["organisation"].empty_label = "None: a post owns it"


class DropForm(forms.Form):
    """Why an action is no longer needed."""

    reason = forms.CharField(
        label="Why is it no longer needed?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is no longer needed."},
    )


class AttendsForm(forms.Form):
    """Somebody who is not in the list."""

    who = forms.CharField(
        label="Partner or post",
        max_length=200,
        help_text="A body’s name, or a post as in “Head teacher”. Never a person’s name.",
        error_messages={"required": "Name an organisation or a post."},
    )


class SendForm(forms.Form):
    """By when members should say whether the notes are right."""

    answer_by = forms.DateField(
        label="Answer by", widget=DayInput, error_messages={"required": "Give a day."}
    )
    number = forms.IntegerField(widget=forms.HiddenInput, error_messages=NOT_OPEN)

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_answer_by(self):
        day = self.cleaned_data["answer_by"]
        if day < self.on:
            raise forms.ValidationError("Choose today or a day to come.")
        return day


class NotesAnswerForm(forms.Form):
    """Agreed, or what should be corrected."""

    agreed = forms.TypedChoiceField(
        label="Are these notes right?",
        choices=[("yes", "Yes, I agree to them"), ("no", "No, something should be corrected")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer."},
    )
    words = forms.CharField(
        label="What should be corrected",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("agreed") is False and not cleaned.get("words"):
            self.add_error("words", "Say what should be corrected.")
        return cleaned


class AgreeForm(forms.Form):
    """When the group agreed the notes, and how."""

    on = forms.DateField(
        label="Agreed on", widget=DayInput, error_messages={"required": "Give the day."}
    )
    changed = forms.TypedChoiceField(
        label="How",
        choices=[("no", "As written"), ("yes", "With changes, which are in the notes now")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they were agreed."},
    )


class WithdrawNotesForm(forms.Form):
    """Why notes are no longer public."""

    reason = forms.CharField(
        label="Why are the notes taken off the public site?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Give a reason."},
    )
