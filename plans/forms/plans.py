"""What people type about a plan and its sections."""

import datetime

from django import forms
from django.core.validators import MinValueValidator
from django.utils.text import slugify

from plans.documents.templates import templates
from plans.documents.tree import DEEPEST, Tree
from plans.models import Plan, Section
from plans.models.plans import PlanKind
from plans.workflow import ask_executive_group
from plans.workflow.parts import free
from plans.workflow.starting import lay_out
from records.forms import CheckedForm, DayInput


class PlanForm(CheckedForm):
    """Cover and period of a plan."""

    class Meta:
        model = Plan
        fields = [
            *("title", "kind", "audience", "year", "starts_on", "ends_on", "slug", "summary"),
            *("published_as_stated", "version_label", "priority_list", "predecessor", "in_welsh"),
        ]
        labels = {"predecessor": "Last year’s plan"}
        widgets = {
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "summary": forms.Textarea(attrs={"rows": 2}),
            "year": forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        partnership = self.instance.partnership
        self.fields["priority_list"].queryset = partnership.priority_lists.all()
        self.fields["priority_list"].empty_label = "Not stated"
        others = partnership.plans.exclude(pk=self.instance.pk)
        self.fields["predecessor"].queryset = others
        self.fields["predecessor"].empty_label = "Not stated"
        self.fields["predecessor"].help_text = "Its text can be brought into empty sections"
        if not partnership.uses_welsh:
            del self.fields["in_welsh"]
        self.fields["year"].validators.append(MinValueValidator(1998))
        if self.instance.pk and (
            self.instance.document_id or self.instance.consultation_drafts.exists()
        ):
            # An address that people know is a promise; so is who reads what stands there.
            del self.fields["slug"], self.fields["audience"]

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        others = Plan.objects.filter(partnership=self.instance.partnership, slug=slug)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Another plan of this partnership has this address.")
        return slug


class NewPlanForm(PlanForm):
    """A new plan: its cover, and what it begins with."""

    template = forms.ChoiceField(label="Start with", required=False, widget=forms.RadioSelect)

    field_order = ["template"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        told = [(one.code, f"{one.title}. {one.purpose}") for one in templates().values()]
        self.fields["template"].choices = [*told, ("", "Empty. You add each section yourself.")]
        self.fields["kind"].choices = [("", "As what it starts with"), *PlanKind.choices]
        self.initial["kind"] = ""
        self.fields["ends_on"].help_text = (
            "Leave it empty and it follows from what it starts with: a three-year plan ends "
            "after three years, the others after one"
        )
        for name in ("kind", "ends_on"):
            self.fields[name].required = False

    def clean_kind(self):
        chosen = self._template()
        return self.cleaned_data["kind"] or (chosen.kind if chosen else PlanKind.FULL)

    def clean_ends_on(self):
        """The last day as typed, or the one that ends the template's years."""
        ends_on, starts_on = self.cleaned_data["ends_on"], self.cleaned_data.get("starts_on")
        if ends_on or not starts_on:
            return ends_on
        chosen = self._template()
        return _years_on(starts_on, chosen.years if chosen else 1)

    def _template(self):
        return templates().get(self.cleaned_data.get("template"))

    def save_as(self, by):
        """It is to be agreed by the executive group, where the partnership has one."""
        plan = super().save_as(by)
        ask_executive_group(plan, by=by)
        if self._template():
            lay_out(plan, self._template().code, by=by)
        return plan


def _years_on(day, years):
    """The last day of a period of whole years."""
    same = day - datetime.timedelta(days=1)
    if day.month == 3 and day.day == 1:  # the last day is then the end of February
        return datetime.date(day.year + years, 3, 1) - datetime.timedelta(days=1)
    return same.replace(year=same.year + years)


class SectionForm(CheckedForm):
    """A heading of a plan; its place in the contents may be worded otherwise."""

    class Meta:
        model = Section
        fields = ["title", "contents_title", "in_summary"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.plan.is_public:
            del self.fields["in_summary"]

    def clean(self):
        cleaned = super().clean()
        parent = self.instance.parent
        is_new = self.instance.pk is None
        if is_new and parent and Tree.of(self.instance.plan).depth(parent) >= DEEPEST:
            raise forms.ValidationError(
                f"Sections nest {DEEPEST} levels deep at most. Add it beside “{parent}”."
            )
        return cleaned

    def save_as(self, by):
        if not self.instance.anchor:
            self.instance.anchor = free_anchor(self.instance)
        return super().save_as(by)


def free_anchor(section):
    """An address for a new section that no other of the plan has."""
    taken = set(section.plan.sections.values_list("anchor", flat=True))
    return free(slugify(section.title)[:60] or "section", taken)
