"""A session of an event: a question put to the tables, or a presentation."""

from django import forms

from events.forms.lines import names
from events.models import Workshop
from events.models.workshops import Kind
from events.workflow.sessions import set_resident_types
from partnership.models import Organisation
from records.forms import CheckedForm

LONGEST_TYPE = 120


class WorkshopForm(CheckedForm):
    """A question, what it collects, and what the tables say about each entry."""

    collects = forms.MultipleChoiceField(
        label="What it collects", choices=Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    residents = forms.CharField(
        label="Resident types",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line, where tables speak for a kind of resident",
    )

    class Meta:
        model = Workshop
        fields = [
            *("title", "title_cy", "question", "question_cy", "method", "audience", "collects"),
            *("asks_heading", "asks_level", "asks_top_priority", "about", "about_cy"),
        ]
        widgets = {
            "question": forms.Textarea(attrs={"rows": 3}),
            "question_cy": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"].required = True
        self.fields[
            "asks_heading"
        ].help_text = "The four headings, from Urgent & Essential to Not Urgent or Essential"
        self.fields["asks_level"].help_text = "Local or neighbourhood, division or county"
        if self.instance.pk:
            types = self.instance.resident_types.values_list("name", flat=True)
            self.fields["residents"].initial = "\n".join(types)

    def clean_residents(self):
        return names(self.cleaned_data["residents"], longest=LONGEST_TYPE)

    def save_as(self, by):
        workshop = super().save_as(by)
        set_resident_types(workshop, self.cleaned_data["residents"], by=by)
        return workshop


class PresentationForm(CheckedForm):
    """Something that was shown: by whom, what it said; it collects nothing."""

    class Meta:
        model = Workshop
        fields = [
            *("title", "title_cy", "speaker_post", "speaker_organisation"),
            *("message", "figures_shown"),
        ]
        widgets = {
            "message": forms.Textarea(attrs={"rows": 4}),
            "figures_shown": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True
        self.fields["title"].help_text = "What it was about"
        self.fields["speaker_post"].help_text = "A post, never a person’s name"
        self.fields["speaker_organisation"].queryset = Organisation.objects.offered()
        self.fields["speaker_organisation"].empty_label = "Not stated"
