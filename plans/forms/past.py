"""What people say of a plan that was published elsewhere."""

import datetime

from django import forms

from plans.models import PastPlan
from records.forms import CheckedForm, DayInput
from records.periods import span

LARGEST_FILE = 50 * 1024 * 1024  # bytes
FIELDS = ("title", "kind", "starts_on", "ends_on", "summary", "published_as_stated")
NO_DAY = "Give the day, or tick the guess above if it is right."
OTHER_DAY = "This is not the day of the guess that is ticked above. Keep one of the two."


class PastPlanForm(CheckedForm):
    """Title, period and summary of a past plan."""

    class Meta:
        model = PastPlan
        fields = FIELDS
        widgets = {
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "summary": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "summary": "Two or three sentences on what it says. Many old files cannot be read "
            "aloud by a screen reader: this is what their readers have.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["summary"].required = True
        self.fields["summary"].error_messages["required"] = (
            "Say what it says, for people who cannot open the file."
        )
        self.fields["title"].error_messages["required"] = "Give the plan a title."


class NewPastPlanForm(PastPlanForm):
    """The row of a file that was just chosen; years in its name are offered, never taken."""

    use_guess = forms.BooleanField(required=False)

    class Meta(PastPlanForm.Meta):
        fields = (*FIELDS, "public")

    def __init__(self, *args, years=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.guess = None
        if years:
            self.guess = (datetime.date(years[0], 4, 1), datetime.date(years[1], 3, 31))
            said = span(*self.guess)
            self.fields["use_guess"].label = f"It is for {said}, as the name of the file has it"
        else:
            del self.fields["use_guess"]
        for name in ("starts_on", "ends_on"):
            self.fields[name].required = False
        self.fields["public"].label = "Show it on the public site at once"
        order = ["title", "kind", "use_guess", "starts_on", "ends_on"]
        self.order_fields([*order, "summary", "published_as_stated", "public"])

    def clean(self):
        cleaned = super().clean()
        if self.guess and cleaned.get("use_guess"):
            for name, day in zip(("starts_on", "ends_on"), self.guess, strict=True):
                if cleaned.get(name) not in (None, day):
                    self.add_error(name, OTHER_DAY)
                elif not self.has_error(name):
                    cleaned[name] = day
        for name in ("starts_on", "ends_on"):
            if not cleaned.get(name) and not self.has_error(name):
                self.add_error(name, NO_DAY if self.guess else "Give the day.")
        return cleaned
