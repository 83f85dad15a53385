"""What people type about a draft for consultation: its officers, and anybody who replies."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from events.models.contributions import LONGEST
from plans.documents.consulting import WHOLE_PLAN
from plans.models import ConsultationDraft, DraftReply
from plans.workflow.replies import section_titles
from records.forms import CheckedForm, DayInput

TOO_LONG = f"Keep it under {LONGEST:,} characters, or send it in two parts."


class ReleaseForm(forms.ModelForm):
    """What people are asked, and until when."""

    class Meta:
        model = ConsultationDraft
        fields = ["introduction", "closes_on", "reply_address"]
        widgets = {
            "introduction": forms.Textarea(attrs={"rows": 4}),
            "closes_on": DayInput(),
            "reply_address": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_closes_on(self):
        return _still_ahead(self.cleaned_data["closes_on"], self.on)


class ExtendForm(forms.Form):
    """Until when people can reply."""

    closes_on = forms.DateField(label="Replies until", widget=DayInput())

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_closes_on(self):
        return _still_ahead(self.cleaned_data["closes_on"], self.on)


def _still_ahead(day, on):
    if day < on:
        raise forms.ValidationError("Choose a last day that is not over yet.")
    return day


class ReplyForm(forms.Form):
    """A reply without an account: to the whole plan or a section."""

    anchor = forms.ChoiceField(label="What is it about?", required=False)
    text = forms.CharField(
        label="What do you think?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Please name nobody, and nothing by which somebody could be recognised"),
        error_messages={"required": _("Write what you think."), "max_length": TOO_LONG},
    )
    # People leave it empty because they never see it; programs that fill in every field do not.
    website = forms.CharField(
        label="Leave this empty", required=False, widget=forms.TextInput(attrs={"tabindex": "-1"})
    )

    def __init__(self, *args, draft, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["anchor"].choices = [("", WHOLE_PLAN), *section_titles(draft).items()]

    @property
    def by_a_program(self):
        return bool(self.data.get("website"))


class PaperReplyForm(ReplyForm):
    """A reply on paper or by letter, typed in by an officer."""

    origin = forms.ChoiceField(
        label="How it came",
        choices=[choice for choice in DraftReply.Origin.choices if choice[0] != "web"],
        widget=forms.RadioSelect,
    )
    came_on = forms.DateField(label="Date", widget=DayInput(), initial=localdate)

    field_order = ["origin", "came_on", "anchor", "text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["website"]
        self.fields["text"].label = "The words"


class SetAsideForm(forms.Form):
    """Why a reply is not counted."""

    reason = forms.CharField(
        label="Why it is set aside",
        max_length=300,
        error_messages={"required": "Say why: the report counts what was set aside."},
    )


class AnswerForm(CheckedForm):
    """What became of a reply."""

    class Meta:
        model = DraftReply
        fields = ["outcome", "answer"]
        widgets = {"outcome": forms.RadioSelect, "answer": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"answer": "Public with the report: what changed, or why it did not"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].required = self.fields["answer"].required = True
        self.fields["outcome"].choices = DraftReply.Outcome.choices
        self.fields["outcome"].error_messages["required"] = "Say what became of it."
        self.fields["answer"].error_messages["required"] = "Write the answer."
