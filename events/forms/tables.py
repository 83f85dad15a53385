"""How many tables an event has, and who facilitates each."""

from django import forms

from events.models import Event
from events.workflow.tables import set_tables
from records.forms import CheckedForm

MOST = 100


class TablesForm(CheckedForm):
    """The number of tables; each has a link and a PIN of its own from then on."""

    number = forms.IntegerField(
        label="Number of tables",
        min_value=0,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        help_text="Each gets a link and a PIN. A table at which somebody wrote stays.",
    )

    class Meta:
        model = Event
        fields = []

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        self.tables = list(self.instance.tables.all())
        self.fields["number"].initial = max((table.number for table in self.tables), default=0)
        for table in self.tables:
            self.fields[f"facilitator_{table.number}"] = forms.CharField(
                label=f"Facilitator of table {table.number}",
                initial=table.facilitator,
                required=False,
                max_length=200,
                help_text="A post, never a person’s name",
            )

    def save_as(self, by):
        event = super().save_as(by)
        set_tables(
            event,
            number=self.cleaned_data["number"],
            facilitators={
                table.number: self.cleaned_data[f"facilitator_{table.number}"].strip()
                for table in self.tables
            },
            by=by,
            now=self.now,
        )
        return event
