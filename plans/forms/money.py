"""What officers type about the money of a plan."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django import forms
from django.db.models import Q

from partnership.models import Organisation
from plans.models import Budget, FundingAmount, FundingLine, FundingSource
from plans.workflow import money
from priorities.models import CrossCuttingTheme, Priority
from records.forms import CheckedForm, DayInput
from records.periods import plan_year_label

THOUSANDS = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d*)?$")
ADVICE = {
    "invalid": "Write pounds and pence, as in 1,250 or 1,250.50.",
    "max_decimal_places": "Write pounds and whole pence, as in 1,250.50.",
    "max_digits": "This is more than the portal can keep: at most ten digits of pounds.",
    "max_whole_digits": "This is more than the portal can keep: at most ten digits of pounds.",
}
NEGATIVE = "An amount cannot be negative."
NEGATIVE_AMOUNT = (
    f"{NEGATIVE} Write its size, and choose as its status which way it went: “Returned”, "
    "“Kept back” or “Carried over”."
)


class PoundsField(forms.DecimalField):
    """An amount as people write it: 1250, 1,250 or £1,250.50."""

    def __init__(self, *, negative=NEGATIVE, **kwargs):
        self.negative = negative
        super().__init__(
            max_digits=12,
            decimal_places=2,
            widget=forms.TextInput(
                attrs={"inputmode": "decimal", "class": "govuk-input--width-10"}
            ),
            **kwargs,
        )
        self.error_messages |= ADVICE

    def to_python(self, value):
        words = str(value or "").strip()
        if THOUSANDS.match(words):
            words = words.replace(",", "").lstrip("£ ")
        return super().to_python(words)

    def prepare_value(self, value):
        if isinstance(value, Decimal):
            return str(value.quantize(Decimal("0.01"), ROUND_HALF_UP)).removesuffix(".00")
        return value

    def clean(self, value):
        found = super().clean(value)
        if found is not None and found < 0:
            raise forms.ValidationError(self.negative)
        return found


class KeptForm(CheckedForm):
    """A form whose record is saved by a function of ``workflow.money``, at a time."""

    keep = None

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now

    def save_as(self, by):
        """Save it with its line in the audit."""
        base = self.cleaned_data["base_version"]
        return type(self).keep(self.instance, base_version=base, by=by, now=self.now)


class LineForm(KeptForm):
    """A line of the money: what for, who gets it, for which priority, what it achieved."""

    keep = staticmethod(money.keep_line)

    class Meta:
        model = FundingLine
        fields = [
            *("purpose", "recipient", "recipient_words", "source"),
            *("priority", "theme", "action", "achieved"),
        ]
        widgets = {"achieved": forms.Textarea(attrs={"rows": 4, "maxlength": 5000})}
        help_texts = {"achieved": "Told in “What did this pound do?” and in the funder’s return"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plan = self.instance.plan
        self._offer("source", plan.funding_sources.all(), "Not stated")
        self._offer("recipient", _bodies(plan, self.instance), "No body that is known here")
        self._offer("priority", _priorities(plan, self.instance), "No single priority")
        themes = CrossCuttingTheme.objects.filter(priority_list=plan.priority_list_id)
        self._offer("theme", themes, "No theme")
        self._offer("action", plan.actions.all(), "No single action")

    def _offer(self, name, queryset, empty):
        self.fields[name].queryset = queryset
        self.fields[name].empty_label = empty

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("recipient") and cleaned.get("recipient_words"):
            words = "Choose who gets it above, or write it here: not both."
            self.add_error("recipient_words", words)
        if cleaned.get("priority") and cleaned.get("theme"):
            self.add_error("theme", "Name a priority or a theme, not both.")
        return cleaned


def _bodies(plan, line):
    """Who takes part in the partnership or got money before, and who gets this."""
    return Organisation.objects.filter(
        Q(memberships__partnership=plan.partnership_id)
        | Q(funding_lines__plan__partnership=plan.partnership_id)
        | Q(pk=line.recipient_id)
    ).distinct()


def _priorities(plan, line):
    """Those of the plan's list; without a list, those of the partnership that stand."""
    if plan.priority_list_id:
        wanted = Q(listed__priority_list=plan.priority_list_id)
    else:
        wanted = Q(partnership=plan.partnership_id, state=Priority.State.STANDING)
    return Priority.objects.filter(wanted | Q(pk=line.priority_id)).distinct()


class AmountForm(KeptForm):
    """So much, on a day, with the decision that allowed it."""

    keep = staticmethod(money.keep_amount)
    amount = PoundsField(label="Amount in pounds", negative=NEGATIVE_AMOUNT)
    decision_link = forms.URLField(
        label="Link to the decision", required=False, assume_scheme="https"
    )
    field_order = ["status", "amount", "on", "decision", "decision_link", "note"]

    class Meta:
        model = FundingAmount
        fields = ["status", "amount", "on", "decision", "decision_link", "note"]
        widgets = {"status": forms.RadioSelect, "on": DayInput()}
        help_texts = {"on": "Empty: not stated. An amount without a date is in no period"}

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["status"].choices = FundingAmount._meta.get_field("status").choices
        self.fields["status"].error_messages["required"] = "Choose how firm it is."

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day and day > self.on:
            raise forms.ValidationError(
                "This day has not come yet. Leave the date empty and write it in the note."
            )
        return day


class RemoveAmountForm(forms.Form):
    """Why an amount is taken out."""

    reason = forms.CharField(
        label="Why it is taken out",
        max_length=300,
        error_messages={"required": "Say why: the history keeps it."},
    )


class BudgetForm(KeptForm):
    """What the plan says of its budget, and how that compares with another year."""

    keep = staticmethod(money.keep_budget)
    amount = PoundsField(
        label="Amount in pounds", required=False, help_text="Leave empty where it is not stated"
    )
    compared_amount = PoundsField(
        label="Amount of that year", required=False, help_text="Leave empty where only words are"
    )

    class Meta:
        model = Budget
        fields = ["name", "year", "amount", "compared", "compared_year", "compared_amount"]
        labels = {"compared": "Compared with another year, in the plan’s words"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = self.instance.plan.year
        self.fields["year"].help_text = f"{year} for {plan_year_label(year)}"
        self.fields["compared_year"].label = "The year it is compared with"
        self.fields["compared_year"].help_text = f"{year - 1} for {plan_year_label(year - 1)}"

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("compared")) != (cleaned.get("compared_year") is not None):
            missing = "compared_year" if cleaned.get("compared") else "compared"
            self.add_error(missing, "Give both the words and the year it is compared with.")
        return cleaned


class SourceForm(KeptForm):
    """Where some of the money comes from, as the plan says it."""

    keep = staticmethod(money.keep_source)
    amount = PoundsField(
        label="Amount in pounds", required=False, help_text="Leave empty where it is not stated"
    )

    class Meta:
        model = FundingSource
        fields = ["name", "kind", "wording", "amount"]
        widgets = {"kind": forms.RadioSelect, "wording": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = FundingSource.Kind.choices
        self.fields["kind"].error_messages["required"] = "Choose what kind of source it is."
