"""What people type when a body has answered a plan, and when it is published."""

import datetime

from django import forms
from django.utils import timezone

from partnership.models import Group
from plans.documents.steps import body_of, outcomes
from plans.models import ApprovalStep
from plans.models.approval import Outcome, StepKind
from plans.workflow.steps import keep_step
from records.forms import CheckedForm, DayInput
from records.periods import day_label

QUESTIONS = {
    StepKind.CONSULTED: "What came of asking {}?",
    StepKind.CALL_IN: "Was the decision called in, {}?",
}
HINTS = {
    StepKind.CONSULTED: (
        "How many answered, how many comments were taken, and why any was not. "
        "Needed where the text changes"
    )
}
AFTER = {Outcome.WITH_CHANGES: "the text opens again", Outcome.RETURNED: "give the reason"}
AHEAD = datetime.timedelta(days=366)


class RecordForm(forms.Form):
    """What a body said to the submitted text, in the words of its step."""

    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    decided_on = forms.DateField(label="Date", widget=DayInput())
    minute = forms.CharField(
        label="Minute or web address", max_length=300, required=False,
        help_text="Leave empty where it is not stated",
    )  # fmt: skip
    comment = forms.CharField(
        label="Comment",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed for anything but a plain yes: what changes, or the reason",
    )

    def __init__(self, *args, step, today, **kwargs):
        self.today = today
        super().__init__(*args, **kwargs)
        question = QUESTIONS.get(StepKind(step.kind), "What did {} decide?")
        self.fields["outcome"].label = question.format(body_of(step))
        self.fields["outcome"].choices = [
            (value, f"{words} ({AFTER[value]})" if value in AFTER else words)
            for value, words in outcomes(step.kind)
        ]
        self.fields["outcome"].error_messages["required"] = "Choose one of these."
        self.fields["decided_on"].error_messages["required"] = "Give the date."
        if step.kind in HINTS:
            self.fields["comment"].help_text = HINTS[step.kind]

    def clean_decided_on(self):
        if self.cleaned_data["decided_on"] > self.today:
            raise forms.ValidationError("This day has not come yet.")
        return self.cleaned_data["decided_on"]

    def clean(self):
        cleaned = super().clean()
        words = {Outcome.WITH_CHANGES: "Say what changes.", Outcome.RETURNED: "Give the reason."}
        if cleaned.get("outcome") in words and not cleaned.get("comment", "").strip():
            self.add_error("comment", words[cleaned["outcome"]])
        return cleaned


class NoteForm(forms.Form):
    """The change note of the edition to come, with the note that its author was reading."""

    change_note = forms.CharField(
        label="What changed, for the public",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Shown on its public page",
    )
    base = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def __init__(self, *args, plan, needed, **kwargs):
        initial = {"change_note": plan.change_note, "base": plan.change_note}
        super().__init__(*args, initial=initial, **kwargs)
        if not plan.is_public:
            self.fields["change_note"].label = "What changed, for its readers"
            self.fields["change_note"].help_text = "Shown with the edition"
        if not needed:
            self.fields["change_note"].label += " (optional for the first edition)"


class WhenForm(forms.Form):
    """When an edition appears: at once, or by itself at a local date and time."""

    NOW, LATER = "now", "later"

    when = forms.ChoiceField(
        label="When",
        choices=[(NOW, "As soon as I press Publish"), (LATER, "At a date and time")],
        initial=NOW,
        widget=forms.RadioSelect,
    )
    day = forms.DateField(label="Date", required=False, widget=DayInput())
    at = forms.TimeField(
        label="Time",
        required=False,
        help_text="24 hours, local time",
        widget=forms.TimeInput(
            format="%H:%M", attrs={"type": "time", "class": "govuk-input--width-10"}
        ),
    )

    def __init__(self, *args, now, **kwargs):
        self.now = now
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        cleaned["publish_at"] = None
        if cleaned.get("when") != self.LATER:
            return cleaned
        for name, words in (("day", "Give the date."), ("at", "Give the time.")):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words)
        if cleaned.get("day") and cleaned.get("at"):
            cleaned["publish_at"] = self._moment(cleaned["day"], cleaned["at"])
        return cleaned

    def _moment(self, day, at):
        """The moment that a local date and time name, where they name exactly one to come."""
        naive = datetime.datetime.combine(day, at)
        zone = timezone.get_current_timezone()
        first, second = naive.replace(tzinfo=zone), naive.replace(tzinfo=zone, fold=1)
        words = f"{at:%H:%M} on {day_label(day)}"
        if first.utcoffset() < second.utcoffset():
            self.add_error("at", f"{words} does not exist: the clocks go forward. Choose another.")
        elif first.utcoffset() > second.utcoffset():
            self.add_error("at", f"{words} comes twice: the clocks go back. Choose another.")
        elif first <= self.now:
            self.add_error("day", f"{words} has passed. Choose a later time.")
        elif first > self.now + AHEAD:
            self.add_error("day", "Choose a day within the next twelve months.")
        return first


class PublishPlanForm(NoteForm, WhenForm):
    """The two together, for the page that asks once more."""

    field_order = ["change_note", "base", "when", "day", "at"]

    def __init__(self, *args, needed, **kwargs):
        super().__init__(*args, needed=needed, **kwargs)
        self.fields["change_note"].required = needed
        self.fields["change_note"].error_messages["required"] = (
            "Say what changed since the last edition: readers are shown this."
        )


class StepForm(CheckedForm):
    """One step of the list: which body does what, and when that is planned."""

    class Meta:
        model = ApprovalStep
        fields = ["kind", "group", "body", "planned_on", "planned_source"]
        labels = {"kind": "What the body does", "group": "Group of this partnership",
                  "body": "Or another body", "planned_on": "Planned for"}  # fmt: skip
        help_texts = {"body": "As in “South Lakeland District Council”",
                      "planned_on": "Leave empty where it is not stated"}  # fmt: skip
        widgets = {"planned_on": DayInput(), "kind": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plan = self.instance.plan
        self.fields["group"].queryset = Group.objects.for_partnership(plan.partnership)
        self.fields["group"].empty_label = "Another body, named below"
        if self.instance.pk and self.instance.records.exists():
            # What a body said stays said by that body.
            for name in ("kind", "group", "body"):
                del self.fields[name]

    def clean_body(self):
        return self.cleaned_data["body"].strip()

    def clean(self):
        cleaned = super().clean()
        if "body" in self.fields and bool(cleaned.get("group")) == bool(cleaned.get("body")):
            self.add_error("body", "Name a group or another body, one of them.")
        return cleaned

    def save_as(self, by):
        base = self.cleaned_data["base_version"]
        return keep_step(self.instance, base_version=base, by=by)
