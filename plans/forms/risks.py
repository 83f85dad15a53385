"""What officers type about a risk."""

from django import forms
from django.db.models import Q

from partnership.models import Organisation
from plans.documents.risks import IMPACTS, LIKELIHOODS
from plans.models import Budget, Plan, Risk
from plans.workflow import risks
from priorities.models import Priority
from records.fields import valid_on
from records.forms import CheckedForm, DayInput
from records.moves import Refused


class ScaleField(forms.TypedChoiceField):
    """One to four in words, or not assessed."""

    def __init__(self, label, words):
        named = [(number, f"{number}: {word.lower()}") for number, word in words.items()]
        super().__init__(
            label=label,
            choices=[("", "Not assessed"), *named],
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
        )


class AssessedForm(CheckedForm):
    """What the forms that assess a risk have in common."""

    likelihood = ScaleField("How likely is it?", LIKELIHOODS)
    impact = ScaleField("How bad would it be?", IMPACTS)

    def __init__(self, *args, now, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.now, self.on = now, on


class RiskForm(AssessedForm):
    """A risk: what could happen, to what, who watches it, what is done about it."""

    about_money = forms.BooleanField(label="It is a risk of the budget", required=False)
    field_order = [
        *("plan", "wording", "priority", "about_money", "owner_post", "owner_organisation"),
        *("likelihood", "impact", "response", "review_on"),
    ]

    class Meta:
        model = Risk
        fields = [
            *("plan", "wording", "priority", "owner_post", "owner_organisation"),
            *("likelihood", "impact", "response", "review_on"),
        ]
        labels = {"wording": "What could happen"}
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 3, "maxlength": 2000}),
            "response": forms.Textarea(attrs={"rows": 3, "maxlength": 5000}),
            "review_on": DayInput(),
        }
        help_texts = {"owner_post": "A post, never a name, as in “Chair of the Alcohol Group”"}

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        plans = Plan.objects.filter(partnership=partnership)
        self.fields["plan"].queryset = plans
        if self.instance.pk:
            del self.fields["plan"]
        self.fields["about_money"].initial = self.instance.budget_id is not None
        self.fields["priority"].queryset = Priority.objects.for_partnership(partnership)
        self.fields["priority"].empty_label = "No single priority"
        members = Q(memberships__in=partnership.memberships.filter(valid_on(self.on)))
        bodies = Organisation.objects.filter(members | Q(pk=self.instance.owner_organisation_id))
        self.fields["owner_organisation"].queryset = bodies.distinct()
        self.fields["owner_organisation"].empty_label = "Not stated"

    def clean(self):
        cleaned = super().clean()
        plan = cleaned.get("plan") or (self.instance.plan if self.instance.plan_id else None)
        self.instance.budget = None
        if cleaned.get("about_money") and plan is not None:
            self.instance.budget = Budget.objects.filter(plan=plan).first()
            if self.instance.budget is None:
                self.add_error("about_money", "This plan states no budget.")
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if not self.errors and self._would_change_text():
            field = "wording" if "wording" in self.changed_data else "about_money"
            self.add_error(field, risks.IN_TEXT)

    def _would_change_text(self):
        stored = Risk.objects.filter(pk=self.instance.pk).select_related("budget").first()
        return not self.instance.plan.is_open and risks.changes_text(self.instance, stored)

    def save_as(self, by):
        """Save it with its line in the audit."""
        base = self.cleaned_data["base_version"]
        return risks.keep_risk(self.instance, base_version=base, by=by, now=self.now)


class ReviewForm(AssessedForm):
    """That a risk was looked at today: how it stands now, what changed, when next."""

    words = forms.CharField(
        label="What changed since the last time",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="“Nothing” is an answer",
        error_messages={"required": "Say what changed, or that nothing did."},
    )
    field_order = ["words", "likelihood", "impact", "response", "review_on"]

    class Meta:
        model = Risk
        fields = ["likelihood", "impact", "response", "review_on"]
        widgets = {"response": forms.Textarea(attrs={"rows": 3}), "review_on": DayInput()}
        labels = {"review_on": "Look at it again on"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["review_on"].required = True
        self.initial["review_on"] = None
        self.fields["review_on"].error_messages["required"] = "Say when it is looked at next."

    def clean_review_on(self):
        day = self.cleaned_data["review_on"]
        if day <= self.on:
            raise forms.ValidationError("Choose a day that is still to come.")
        return day

    def save_as(self, by):
        """Save it as a review of today."""
        given = self.cleaned_data
        asked = {"base_version": given["base_version"], "by": by, "now": self.now}
        try:
            return risks.review_risk(self.instance, words=given["words"], **asked)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class CloseRiskForm(forms.Form):
    """Why a risk is closed."""

    reason = forms.CharField(
        label="Why it is closed",
        max_length=300,
        help_text="As in “the money is confirmed” or “it happened on 3 May 2011”",
        error_messages={"required": "Say why it is closed."},
    )
