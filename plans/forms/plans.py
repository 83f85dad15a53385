"""What people type about a plan and its sections."""

from django import forms
from django.core.validators import MinValueValidator
from django.utils.text import slugify

from plans.models import Plan, Section
from plans.workflow import ask_executive_group
from records.forms import CheckedForm, DayInput


class PlanForm(CheckedForm):
    """Cover and period of a plan."""

    class Meta:
        model = Plan
        fields = [
            *("title", "kind", "audience", "year", "starts_on", "ends_on", "slug", "summary"),
            *("published_as_stated", "version_label", "priority_list"),
        ]
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
        self.fields["year"].validators.append(MinValueValidator(1998))
        if self.instance.document_id:
            # A published address is a promise; so is who reads what was published there.
            del self.fields["slug"], self.fields["audience"]

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        others = Plan.objects.filter(partnership=self.instance.partnership, slug=slug)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Another plan of this partnership has this address.")
        return slug

    def save_as(self, by):
        """A new plan is to be agreed by the executive group, where the partnership has one."""
        is_new = self.instance.pk is None
        plan = super().save_as(by)
        if is_new:
            ask_executive_group(plan, by=by)
        return plan


class SectionForm(CheckedForm):
    """A heading of a plan; its place in the contents may be worded otherwise."""

    class Meta:
        model = Section
        fields = ["title", "contents_title", "in_summary"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.plan.is_public:
            del self.fields["in_summary"]

    def save_as(self, by):
        if not self.instance.anchor:
            self.instance.anchor = free_anchor(self.instance)
        return super().save_as(by)


def free_anchor(section):
    """An address for a new section that no other of the plan has."""
    base = slugify(section.title)[:60] or "section"
    taken = set(section.plan.sections.values_list("anchor", flat=True))
    tries = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(anchor for anchor in tries if anchor not in taken)
