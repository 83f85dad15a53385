"""Several public meetings in one form: PACT meetings, street surgeries and the like."""

import datetime

from django import forms

from events.forms.days import DaysField
from events.forms.events import ClockInput, areas_of
from events.models import Event
from events.workflow.public_meetings import add_public_meetings
from records.forms import CheckedForm, DayInput

MOST_TIMES = 53


class PublicMeetingsForm(CheckedForm):
    """Place, time and days; each day becomes an event of its own."""

    starts_on = forms.DateField(
        label="First date",
        widget=DayInput(),
        error_messages={"required": "Give the day of the first meeting."},
    )
    every = forms.IntegerField(
        label="Again every so many weeks",
        min_value=1,
        max_value=52,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
        help_text="Leave empty for one meeting, or where you type the dates below",
    )
    times = forms.IntegerField(
        label="How many meetings in all",
        min_value=1,
        max_value=MOST_TIMES,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
    )
    further = DaysField(
        label="Further dates",
        required=False,
        help_text="One in a line, as in 26 July 2012 or 26/07/2012",
    )
    announced = forms.BooleanField(
        label="Show them to the public at once",
        required=False,
        help_text="Without it nobody outside the partnership sees them yet",
    )
    field_order = [
        *("title", "title_cy", "summary", "starts_on", "every", "times", "further"),
        *("starts_at", "ends_at", "venue", "place_as_stated", "areas", "announced"),
    ]

    class Meta:
        model = Event
        fields = [
            *("title", "title_cy", "summary", "starts_at", "ends_at", "venue"),
            *("place_as_stated", "areas"),
        ]
        widgets = {
            "starts_at": ClockInput(),
            "ends_at": ClockInput(),
            "areas": forms.CheckboxSelectMultiple,
            "summary": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {"starts_at": "Starts at", "ends_at": "Ends at"}
        help_texts = {"title": "As in “Police and Communities Together: Kendal”"}

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["areas"].queryset = areas_of(self.instance)

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("every")) != bool(cleaned.get("times")):
            missing = "times" if cleaned.get("every") else "every"
            if not self.has_error(missing):
                self.add_error(missing, "Give both: every how many weeks, and how many in all.")
        begins, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", "It must end after it starts.")
        return cleaned

    @property
    def days(self):
        """All days that were asked for, in order, each once."""
        chosen = self.cleaned_data
        step = datetime.timedelta(weeks=chosen["every"] or 0)
        times = range(chosen["times"] or 1)
        return sorted({*(chosen["starts_on"] + step * time for time in times), *chosen["further"]})

    def save_as(self, by):
        self.made = add_public_meetings(
            self.instance,
            areas=self.cleaned_data["areas"],
            days=self.days,
            announced=self.cleaned_data["announced"],
            by=by,
            now=self.now,
        )
        return self.made[0]
