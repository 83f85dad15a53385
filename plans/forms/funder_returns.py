"""What officers type about a return to a funder."""

from django import forms

from partnership.documents.parts import near
from partnership.models import Partnership
from plans.models import FunderReturn, FundingSource
from plans.workflow.funder_returns import ask_partners, keep_return
from records.forms import CheckedForm, DayInput

DAYS = ("starts_on", "ends_on", "due_on", "sent_on")


class ReturnForm(CheckedForm):
    """Whose money, from which day to which, until when it is due, and in which words."""

    partners = forms.ModelMultipleChoiceField(
        Partnership.objects.none(),
        label="Whose money stands in it too",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="They see this return, and their officers confirm which of their money it tells "
        "of. You compose it and send it.",
    )

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
        partners, shares = self.fields["partners"], []
        if self.instance.pk:
            shares = list(self.instance.shares.select_related("partnership"))
        known = [share.partnership for share in shares]
        partners.queryset = near(of, today=on, known=known)
        partners.initial = [one.pk for one in known]
        if self.instance.pk is None:
            del self.fields["sent_on"]
        if not partners.queryset:
            del self.fields["partners"]

    def clean_sent_on(self):
        day = self.cleaned_data["sent_on"]
        if day and day > self.on:
            raise forms.ValidationError("This day has not come yet.")
        return day

    def save_as(self, by):
        """Save it with its line in the audit."""
        base = self.cleaned_data["base_version"]
        kept = keep_return(self.instance, base_version=base, by=by, now=self.now)
        if "partners" in self.fields:
            ask_partners(kept, self.cleaned_data["partners"], by=by, now=self.now)
        return kept


class SentForm(forms.Form):
    """On which day a return went out."""

    on = forms.DateField(label="Sent on", widget=DayInput())


class ShareForm(forms.Form):
    """Which money of one's own stands in another partnership's return."""

    source = forms.ModelChoiceField(
        FundingSource.objects.none(),
        label="Our money in this return",
        required=False,
        empty_label="None, or not confirmed",
    )

    def __init__(self, *args, share, **kwargs):
        super().__init__(*args, initial={"source": share.source_id}, **kwargs)
        sources = FundingSource.objects.for_partnership(share.partnership).select_related("plan")
        self.fields["source"].queryset = sources.order_by("-plan__year", "order", "pk")
        self.fields["source"].label_from_instance = lambda one: f"{one.name}, {one.plan.full_title}"
