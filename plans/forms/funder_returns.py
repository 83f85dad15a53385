"""What officers type about a return to a funder."""

from django import forms

from plans.models import FunderReturn, FundingSource
from plans.workflow.funder_returns import keep_return
from records.forms import CheckedForm, DayInput

DAYS = ("starts_on", "ends_on", "due_on", "sent_on")


class ReturnForm(CheckedForm):
    """Whose money, from which day to which, until when it is due, and in which words."""

    class Meta:
        model = FunderReturn
        fields = ["source", "starts_on", "ends_on", "due_on", "sent_on", "words"]
        widgets = {
            **{name: DayInput() for name in DAYS},
            "words": forms.Textarea(attrs={"rows": 6, "maxlength": 10000}),
        }
        labels = {"source": "Whose money it is"}
        help_texts = {"sent_on": "Empty: not sent"}

    def __init__(self, *args, now, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.now, self.on = now, on
        of = self.instance.partnership
        sources = FundingSource.objects.for_partnership(of).select_related("plan")
        self.fields["source"].queryset = sources.order_by("-plan__year", "order", "pk")
        self.fields["source"].label_from_instance = lambda one: f"{one.name}, {one.plan.full_title}"
        self.fields["source"].empty_label = "Choose a source"
        if self.instance.pk is None:
            del self.fields["sent_on"]

    def clean_sent_on(self):
        day = self.cleaned_data["sent_on"]
        if day and day > self.on:
            raise forms.ValidationError("This day has not come yet.")
        return day

    def save_as(self, by):
        """Save it with its line in the audit."""
        base = self.cleaned_data["base_version"]
        return keep_return(self.instance, base_version=base, by=by, now=self.now)


class SentForm(forms.Form):
    """On which day a return went out."""

    on = forms.DateField(label="Sent on", widget=DayInput())
