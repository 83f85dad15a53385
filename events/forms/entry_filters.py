"""Finding contributions in the list of an event."""

from django import forms
from django.db.models import Q

from events.models.contributions import Heading, Level
from events.models.workshops import Kind

ANY = [("", "Any")]
NOT_PLACED = "none"
CODED = ~Q(no_theme_reason="") | Q(has_theme=True)


class EntryFilter(forms.Form):
    """What to list; whatever is left open, or makes no sense, narrows nothing."""

    session = forms.ChoiceField(required=False)
    table = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(required=False)
    heading = forms.ChoiceField(
        choices=[*ANY, *Heading.choices, (NOT_PLACED, "Not placed")], required=False
    )
    level = forms.ChoiceField(
        choices=[*ANY, *Level.choices, (NOT_PLACED, "Not said")], required=False
    )
    coded = forms.ChoiceField(
        label="Themes",
        choices=[*ANY, ("yes", "Coded"), ("no", "Not coded yet")],
        required=False,
    )

    def __init__(self, data, *, sessions, tables):
        super().__init__(data)
        self._offer("session", [(str(s.order), str(s)) for s in sessions])
        self._offer("table", [(str(t.number), str(t)) for t in tables])
        collected = {kind for session in sessions for kind in session.collects}
        kinds = [choice for choice in Kind.choices if choice[0] in collected or not sessions]
        self._offer("kind", kinds if len(kinds) > 1 else [])
        self.is_valid()

    def _offer(self, name, choices):
        if choices:
            self.fields[name].choices = [*ANY, *choices]
        else:
            del self.fields[name]

    @property
    def asked(self):
        """The filters in use: their names and values."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def condition(self):
        """What a contribution must be to be listed."""
        ways = {
            "session": lambda value: Q(workshop__order=int(value)),
            "table": lambda value: Q(table__number=int(value)),
            "kind": lambda value: Q(kind=value),
            "heading": _heading,
            "level": lambda value: Q(level="" if value == NOT_PLACED else value),
            "coded": lambda value: CODED if value == "yes" else ~CODED,
        }
        found = Q()
        for name, value in self.asked.items():
            found &= ways[name](value)
        return found


def _heading(value):
    if value == NOT_PLACED:
        return Q(urgent=None)
    heading = Heading(value)
    return Q(urgent=heading.urgent, essential=heading.essential)
