"""What people type about a milestone."""

from plans.models import Milestone
from plans.workflow.milestones import keep
from records.forms import CheckedForm, DayInput


class MilestoneForm(CheckedForm):
    """A step of an action, its day, and when it was reached."""

    class Meta:
        model = Milestone
        fields = ["wording", "due_on", "done_on"]
        widgets = {"due_on": DayInput(), "done_on": DayInput()}
        labels = {"wording": "What will be reached", "due_on": "By", "done_on": "Reached on"}
        help_texts = {"done_on": "Leave it empty until it is reached"}
        error_messages = {
            "wording": {"required": "Say what will be reached."},
            "due_on": {"required": "Give the day by which it is due."},
        }

    def __init__(self, *args, now, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.now, self.today = now, today

    def clean_done_on(self):
        day = self.cleaned_data["done_on"]
        if day and day > self.today:
            self.add_error("done_on", "This day has not come yet. Leave it empty until then.")
        return day

    def save_as(self, by):
        """Save it with its line in the audit."""
        base = self.cleaned_data["base_version"]
        return keep(self.instance, base_version=base, by=by, now=self.now)
