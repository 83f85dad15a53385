"""Typing in flipchart sheets: where they come from, one row after the other, and corrections."""

import uuid
from typing import NamedTuple

from django import forms
from django.core.validators import MaxLengthValidator

from events.models import Contribution, ResidentType, Table, Workshop
from events.models.contributions import LONGEST, Heading, Level, Origin
from events.models.workshops import Kind
from events.workflow.entries import lock, move_star
from records.forms import CheckedForm

TOO_LONG = f"Keep it to {LONGEST:,} characters: one thought a row. This has %(show_value)s."


def sessions_of(event):
    """The sessions that collect something."""
    return event.workshops.filter(form=Workshop.Form.WORKSHOP).order_by("order")


class Sheet(NamedTuple):
    """Where the rows come from; None where it has no session or no table is known."""

    workshop: Workshop | None
    table: Table | None
    origin: str


class SheetForm(forms.Form):
    """Which sheet lies on the desk: chosen once, kept for all its rows."""

    session = forms.ModelChoiceField(
        Workshop.objects.none(),
        to_field_name="uid",
        empty_label="Choose",
        error_messages={"required": "Choose a session.", "invalid_choice": "Choose a session."},
    )
    table = forms.ModelChoiceField(
        Table.objects.none(), to_field_name="number", required=False, empty_label="Not stated"
    )
    origin = forms.ChoiceField(
        label="Words come from",
        choices=[(Origin.PAPER.value, "Paper"), (Origin.TYPED.value, "Elsewhere")],
        required=False,
    )

    def __init__(self, data, *, event):
        found = {"session": sessions_of(event), "table": event.tables.order_by("number")}
        some = {name: rows for name, rows in found.items() if rows}
        # Where there is nothing to choose, the page is open for typing at once.
        super().__init__(data if data or some else {})
        for name, rows in found.items():
            if name in some:
                self.fields[name].queryset = rows
            else:
                del self.fields[name]

    @property
    def sheet(self):
        """The sheet that was chosen, or None."""
        if not self.is_valid():
            return None
        chosen = self.cleaned_data
        origin = chosen.get("origin") or Origin.PAPER.value
        return Sheet(chosen.get("session"), chosen.get("table"), origin)


class WordsMixin:
    """What a row of a sheet can say, as far as its session asks for it."""

    def fit(self, workshop):
        """Leave only the fields that this session asks for."""
        kinds = workshop.kinds if workshop else Kind.choices
        if self.initial.get("kind") and self.initial["kind"] not in dict(kinds):
            kinds = [*kinds, (self.initial["kind"], Kind(self.initial["kind"]).label)]
        self.fields["kind"].choices = kinds
        if len(kinds) == 1:
            self.fields["kind"].required = False
            self.fields["kind"].widget = forms.HiddenInput()
            self.initial.setdefault("kind", kinds[0][0])
        types = self.fields["resident_type"]
        types.queryset = workshop.resident_types.all() if workshop else types.queryset.none()
        asked = {
            "heading": not workshop or workshop.asks_heading,
            "level": not workshop or workshop.asks_level,
            "top_priority": workshop is not None and workshop.asks_top_priority,
            "resident_type": bool(types.queryset),
        }
        for name, is_asked in asked.items():
            if not is_asked:
                del self.fields[name]

    def clean_kind(self):
        return self.cleaned_data["kind"] or self.initial["kind"]

    def clean_text(self):
        return self.cleaned_data["text"].replace("\r\n", "\n")


def text_field():
    """A box for one thought, in the words of those who had it."""
    field = forms.CharField(
        label="Words",
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": "Write what was said."},
    )
    field.validators.append(MaxLengthValidator(LONGEST, message=TOO_LONG))
    return field


def radios(label, choices, nothing=None):
    """Radio buttons; ``nothing`` are the words of the one that leaves it open."""
    return forms.ChoiceField(
        label=label,
        choices=[*choices, ("", nothing)] if nothing else choices,
        widget=forms.RadioSelect,
        required=nothing is None,
        error_messages={"required": "Choose one."},
    )


class EntryForm(WordsMixin, forms.Form):
    """One row of a sheet."""

    uid = forms.UUIDField(widget=forms.HiddenInput)
    text = text_field()
    kind = radios("Kind", Kind.choices)
    heading = radios("How urgent, how essential?", Heading.choices, "Not placed")
    level = radios("Where can it be dealt with?", Level.choices, "Not said")
    resident_type = forms.ModelChoiceField(
        ResidentType.objects.none(),
        to_field_name="uid",
        required=False,
        empty_label="Not stated",
    )
    top_priority = forms.BooleanField(label="This table’s top priority", required=False)

    def __init__(self, *args, workshop, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("uid", uuid.uuid4())
        self.initial.setdefault("heading", "")
        self.initial.setdefault("level", "")
        self.fields["text"].widget.attrs["autofocus"] = True
        self.fit(workshop)

    @property
    def words(self):
        """What was typed, as a contribution keeps it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "uid"}


class CorrectionForm(WordsMixin, CheckedForm):
    """A typing error, put right; everything that was typed can be wrong, also the table."""

    text = text_field()
    kind = radios("Kind", Kind.choices)
    heading = radios("How urgent, how essential?", Heading.choices, "Not placed")
    level = radios("Where can it be dealt with?", Level.choices, "Not said")

    class Meta:
        model = Contribution
        fields = ["text", "kind", "level", "resident_type", "top_priority", "table"]

    field_order = ["text", "kind", "heading", "level", "resident_type", "top_priority", "table"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        said = self.instance
        self.initial["heading"] = said.heading.value if said.heading else ""
        self.fields["table"].queryset = said.event.tables.order_by("number")
        self.fields["table"].empty_label = "Not stated"
        self.fields["resident_type"].empty_label = "Not stated"
        self.fit(said.workshop)

    def save_as(self, by):
        said = self.instance
        if "heading" in self.fields:
            said.heading = self.cleaned_data["heading"]
        lock(said.table)
        if said.top_priority:
            move_star(said, by=by)
        return super().save_as(by)
