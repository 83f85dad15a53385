"""What people type about an action."""

from django import forms

from plans.documents.leads import groups_offered, organisations_offered
from plans.models import Action, Objective
from plans.models.actions import ELEMENTS
from priorities.models import CrossCuttingTheme, Priority
from priorities.models.strands import Strand
from records.forms import CheckedForm, DayInput


class ActionForm(CheckedForm):
    """One action: what, for what, by whom, by when; what is missing is "not stated"."""

    elements = forms.MultipleChoiceField(
        choices=[(name, name.capitalize()) for name in ELEMENTS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen reads “not stated”",
    )

    class Meta:
        model = Action
        fields = [
            *("wording", "priorities", "all_priorities", "objectives", "theme", "duty"),
            *("lead_group", "lead_organisations", "ongoing", "by_date", "date_as_stated"),
        ]
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 3}),
            "priorities": forms.CheckboxSelectMultiple,
            "objectives": forms.CheckboxSelectMultiple,
            "lead_organisations": forms.CheckboxSelectMultiple,
            "by_date": DayInput(),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plan = self.instance.plan
        partnership = plan.partnership
        self.fields["priorities"].queryset = Priority.objects.for_partnership(partnership)
        self.fields["objectives"].queryset = Objective.objects.filter(plan=plan)
        self.fields["theme"].queryset = CrossCuttingTheme.objects.for_partnership(partnership)
        self.fields["lead_group"].queryset = groups_offered(plan)
        self.fields["lead_organisations"].queryset = organisations_offered(plan)
        self.fields["elements"].initial = self.instance.elements
        self.fields["duty"].choices = [("", "Not stated"), *Strand.choices]
        for name in ("theme", "lead_group"):
            self.fields[name].empty_label = "Not stated"

    def clean(self):
        cleaned = super().clean()
        for name in ELEMENTS:
            setattr(self.instance, name, name in cleaned.get("elements", []))
        served = ("priorities", "all_priorities", "objectives", "theme", "duty")
        if not any(cleaned.get(name) for name in served):
            self.add_error(
                "priorities",
                "An action must serve something: a priority, all priorities, an objective, "
                "a theme or a duty.",
            )
        if cleaned.get("ongoing") and cleaned.get("by_date"):
            self.add_error("by_date", "An action is ongoing or has a date, not both.")
        return cleaned
