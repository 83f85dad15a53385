"""What an officer types about a priority, and why it is renamed, merged, retired."""

from django import forms

from partnership.models import Organisation
from priorities.forms.lists import TopicsField, groups_of, leave_out_welsh
from priorities.forms.strands import strands_choice
from priorities.models import Priority
from priorities.workflow.priorities import free_address
from records.forms import CheckedForm


class PriorityForm(CheckedForm):
    """What it serves, who leads on it, which group delivers it."""

    strands = strands_choice()
    topics = TopicsField(help_text="Evidence on these topics gathers itself")

    class Meta:
        model = Priority
        fields = [
            *("title_cy", "topics", "strands", "leads", "delivery_group"),
            *("origin", "mandated_by"),
        ]
        widgets = {"leads": forms.CheckboxSelectMultiple, "origin": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        of = self.instance.partnership
        leave_out_welsh(self, of)
        members = Organisation.objects.offered().filter(memberships__partnership=of)
        leading = Organisation.objects.filter(pk__in=self._leading())
        self.fields["leads"].queryset = (members | leading).distinct()
        self.fields["leads"].label = "Who leads"
        self.fields["delivery_group"].queryset = groups_of(of)
        self.fields["delivery_group"].empty_label = "Not stated"
        self.fields["mandated_by"].label = "Set by which body"
        self.fields["mandated_by"].help_text = "Only where another body set it"

    def _leading(self):
        return self.instance.leads.values("pk") if self.instance.pk else []

    def clean(self):
        cleaned = super().clean()
        mandated = cleaned.get("origin") == Priority.Origin.MANDATED
        if mandated and not cleaned.get("mandated_by"):
            self.add_error("mandated_by", "Say which body set it.")
        if not mandated:
            cleaned["mandated_by"] = ""
        return cleaned


class NewPriorityForm(PriorityForm):
    """A new priority; later it is renamed with a reason."""

    class Meta(PriorityForm.Meta):
        fields = ["title", *PriorityForm.Meta.fields]

    def save_as(self, by):
        self.instance.slug = free_address(self.instance.partnership, self.cleaned_data["title"])
        return super().save_as(by)


def _reason(label):
    return forms.CharField(
        label=label,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stands in the history of the priority, which everybody can read.",
        error_messages={"required": "Give a reason."},
    )


class RenameForm(forms.Form):
    """Another title, and why."""

    title = forms.CharField(
        label="New title", max_length=200, error_messages={"required": "Give the new title."}
    )
    reason = _reason("Why is it renamed?")


class MergeForm(forms.Form):
    """Into which other priority it goes, and why."""

    other = forms.ModelChoiceField(
        label="Merge it into",
        queryset=None,
        to_field_name="uid",
        empty_label="Choose a priority",
        error_messages={"required": "Choose a priority.", "invalid_choice": "Choose a priority."},
    )
    reason = _reason("Why are they merged?")

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others


class RetireForm(forms.Form):
    """Why it is worked on no longer."""

    reason = _reason("Why is it retired?")


class RestoreForm(forms.Form):
    """Why it stands again."""

    reason = _reason("Why is it brought back?")
