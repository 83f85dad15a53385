"""What people type where they state how a plan meets what is asked of it."""

from django import forms

from plans.models import RequirementStatement
from records.forms import CheckedForm, DayInput


class StatementForm(CheckedForm):
    """A dated, named statement; where it helps, the section or the document that shows it."""

    class Meta:
        model = RequirementStatement
        fields = ["statement", "stated_by", "stated_on", "section", "related"]
        labels = {"section": "Section that shows it", "related": "Document that shows it"}
        widgets = {"statement": forms.Textarea(attrs={"rows": 4}), "stated_on": DayInput()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plan = self.instance.plan
        self.fields["section"].queryset = plan.sections.order_by("order", "pk")
        self.fields["related"].queryset = plan.partnership.related_documents.all()
        for name in ("section", "related"):
            self.fields[name].empty_label = "Not stated"

    def clean_statement(self):
        statement = self.cleaned_data["statement"].strip()
        if not statement:
            raise forms.ValidationError("Say how it is met, or why it does not apply.")
        return statement
