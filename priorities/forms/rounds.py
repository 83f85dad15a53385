"""What people type about a round and its candidates."""

from django import forms
from django.core.validators import MinValueValidator
from django.db import transaction
from django.utils import timezone

from partnership.documents.parts import near
from partnership.models import Topic
from partnership.models.groups import GroupKind
from priorities.forms.strands import strands_choice
from priorities.models import AssessmentRound, Candidate
from priorities.models.rounds import RoundState
from priorities.workflow.candidates import lock_gathering
from records.forms import CheckedForm, DayInput


class RoundForm(CheckedForm):
    """For which plan year, by which scheme, and when the group meets."""

    class Meta:
        model = AssessmentRound
        fields = [
            *("year", "group", "scheme", "wanted", "score_by"),
            *("meets_on", "meeting_item", "shared_with", "note"),
        ]
        widgets = {
            "year": forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
            "wanted": forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
            "score_by": DayInput(),
            "meets_on": DayInput(),
            "shared_with": forms.CheckboxSelectMultiple,
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "shared_with": "Their officers and executive members see the candidates with their "
            "evidence and score them. You keep the round and record the decision."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        of = self.instance.partnership
        self.fields["group"].queryset = of.groups.exclude(kind=GroupKind.EXTERNAL)
        self.fields["group"].empty_label = "Not stated"
        self.fields["scheme"].queryset = of.scoring_schemes.all()
        self.fields["scheme"].empty_label = "Not chosen yet"
        known = self.instance.shared_with.all() if self.instance.pk else []
        offered = near(of, today=timezone.localdate(), known=known)
        self.fields["shared_with"].queryset = offered
        if not self.fields["shared_with"].queryset:
            del self.fields["shared_with"]
        self.fields["year"].validators.append(MinValueValidator(1998))
        self.fields["wanted"].validators.append(MinValueValidator(1))
        if self.instance.pk:
            del self.fields["year"]
        if self.instance.state != RoundState.GATHERING:
            # What is scored by one scheme is never counted by another.
            del self.fields["scheme"]

    def clean_year(self):
        year = self.cleaned_data["year"]
        if self.instance.partnership.rounds.filter(year=year).exists():
            raise forms.ValidationError("There is a round for this year.")
        return year


class CandidateForm(CheckedForm):
    """What could become a priority: its evidence gathers itself by its topics."""

    strands = strands_choice(
        help_text="Which part of the strategy that the law asks for it would serve"
    )

    class Meta:
        model = Candidate
        fields = [
            *("title", "title_cy", "summary", "summary_cy", "topics", "strands", "priority"),
        ]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "summary_cy": forms.Textarea(attrs={"rows": 3}),
            "topics": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        of = self.instance.round.partnership
        if not of.uses_welsh:
            del self.fields["title_cy"], self.fields["summary_cy"]
        self.fields["topics"].queryset = Topic.objects.all()
        self.fields["topics"].help_text = "Figures, findings, themes and statements come by them"
        self.fields["priority"].queryset = of.priorities.all()
        self.fields["priority"].empty_label = "None: it is new"

    def clean_title(self):
        title = self.cleaned_data["title"]
        others = self.instance.round.candidates.exclude(pk=self.instance.pk)
        if others.filter(title=title).exists():
            raise forms.ValidationError("This round has a candidate of this title.")
        return title

    @transaction.atomic
    def save_as(self, by):
        lock_gathering(self.instance.round)
        return super().save_as(by)
