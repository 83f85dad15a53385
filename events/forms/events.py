"""What people type about an event: its facts, its texts, the design it takes over."""

from django import forms
from django.db.models import Q
from django.utils.text import slugify

from events.models import Event, EventSeries
from events.models.events import CONSULTATIONS, EventKind
from events.workflow.designs import copy_design
from partnership.models import Area, Organisation
from records.forms import CheckedForm, DayInput

MEETINGS = [choice for choice in EventKind.choices if choice[0] not in CONSULTATIONS]
LABELS = {
    "date_as_stated": "Date as stated",
    "starts_at": "Starts at",
    "ends_at": "Ends at",
    "slug": "Public address",
}
ANSWERS = [choice for choice in EventKind.choices if choice[0] in CONSULTATIONS]


class ClockInput(forms.TimeInput):
    """A time of day, in the browser's own field."""

    input_type = "time"

    def __init__(self):
        super().__init__(format="%H:%M", attrs={"class": "govuk-input--width-5"})


class EventForm(CheckedForm):
    """What, when, where and for whom; nothing but the title must be known."""

    GROUPS = (
        ("What it is", ("title", "title_cy", "kind", "series", "short_name", "host", "duty")),
        ("When", ("date_as_stated", "starts_on", "ends_on", "date_note", "starts_at", "ends_at")),
        ("Where", ("venue", "place_as_stated", "areas")),
        ("For readers", ("summary", "summary_cy", "horizon", "slug")),
    )

    class Meta:
        model = Event
        fields = [
            *("title", "title_cy", "kind", "series", "short_name", "host", "duty"),
            *("date_as_stated", "starts_on", "ends_on", "date_note", "starts_at", "ends_at"),
            *("venue", "place_as_stated", "areas", "summary", "summary_cy", "horizon", "slug"),
        ]
        widgets = {
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "starts_at": ClockInput(),
            "ends_at": ClockInput(),
            "areas": forms.CheckboxSelectMultiple,
            "summary": forms.Textarea(attrs={"rows": 2}),
            "summary_cy": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        of = self.instance.partnership
        self._offer("series", EventSeries.objects.for_partnership(of), "Not part of a series")
        self._offer("host", Organisation.objects.offered(), "Not stated")
        self._offer("areas", areas_of(self.instance), None)
        for name, label in LABELS.items():
            if name in self.fields:
                self.fields[name].label = label
        # A consultation never becomes an evening: what was asked hangs on it.
        same = ANSWERS if self.instance.kind in CONSULTATIONS else MEETINGS
        self.fields["kind"].choices = same
        if self.instance.pk and (self.instance.state != "planned" or self.instance.document_id):
            # A public address is a promise.
            del self.fields["slug"]

    def _offer(self, name, queryset, empty):
        if name in self.fields:
            self.fields[name].queryset = queryset
            self.fields[name].empty_label = empty

    @property
    def groups(self):
        """The fields under their headings, as the page shows them."""
        return [
            (title, [self[name] for name in names if name in self.fields])
            for title, names in self.GROUPS
        ]

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        others = Event.objects.filter(partnership=self.instance.partnership, slug=slug)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Another event of this partnership has this address.")
        return slug


def areas_of(event):
    """The areas that the partnership covers, and those that the event names already."""
    chosen = Q(covered_by__partnership=event.partnership, merged_into=None)
    if event.pk:
        chosen |= Q(events=event)
    return Area.objects.filter(chosen).distinct().order_by("name")


class NewEventForm(EventForm):
    """A new event: its name and date; the rest comes from another event, or later."""

    GROUPS = ()
    same_design = forms.ModelChoiceField(
        Event.objects.none(),
        label="Same design as",
        required=False,
        empty_label="A new design",
        help_text=(
            "Copies kind, series, host, sessions with their questions, resident types, number "
            "of tables, horizon and texts. What people said, who came and the PINs stay there."
        ),
    )
    field_order = ["title", "same_design", "kind", "series", "short_name"]

    class Meta(EventForm.Meta):
        fields = [
            *("title", "kind", "series", "short_name"),
            *("date_as_stated", "starts_on", "ends_on", "date_note", "venue", "slug"),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].help_text = "Leave empty to make it from the title"
        designs = Event.objects.for_partnership(self.instance.partnership)
        alike = [value for value, _ in self.fields["kind"].choices]
        self.fields["same_design"].queryset = designs.filter(kind__in=alike)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("slug") and "slug" not in self.errors and cleaned.get("title"):
            cleaned["slug"] = self.instance.slug = free_slug(
                self.instance.partnership, cleaned.get("short_name") or cleaned["title"]
            )
        return cleaned

    def save_as(self, by):
        event = super().save_as(by)
        source = self.cleaned_data["same_design"]
        return copy_design(source, event, by=by) if source else event


def free_slug(partnership, words):
    """An address for a new event that no other of the partnership has."""
    base = slugify(words)[:70] or "event"
    slugs = Event.objects.for_partnership(partnership).values_list("slug", flat=True)
    taken = set(slugs)
    tries = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in tries if slug not in taken)


class EventTextsForm(CheckedForm):
    """The texts of the report, and whom readers ask for the full data."""

    class Meta:
        model = Event
        fields = [
            *("background", "format", "closing", "contact"),
            *("background_cy", "format_cy", "closing_cy"),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        contacts = self.instance.partnership.contact_points.all()
        self.fields["contact"].queryset = contacts
        self.fields["contact"].empty_label = "Not stated"


class SeriesForm(CheckedForm):
    """A series: its name, and how many events it was said to have."""

    class Meta:
        model = EventSeries
        fields = ["name", "name_cy", "planned"]
        widgets = {"planned": forms.NumberInput(attrs={"class": "govuk-input--width-4"})}

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = EventSeries.objects.filter(partnership=self.instance.partnership, name=name)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("This partnership has a series of this name.")
        return name
