"""The public list of answers: what somebody wants to see of it, counted and a page at a time."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event, Workshop
from plans.documents.answers import LOOKS, public_answers
from plans.models import Response
from plans.models.responses import Answer
from records.languages import in_language

AT_FIRST = 6  # boxes of a group that are seen before “Show more”
MOST = 30  # values of one group in an address
GROUPS = {
    "answer": gettext_lazy("What became of it"),
    "event": gettext_lazy("Where it was said"),
    "session": gettext_lazy("In which session"),
    "topic": gettext_lazy("Topic"),
    "place": gettext_lazy("Place"),
}


@dataclass(frozen=True)
class Choice:
    """A box in the filter: how many there are, and whether it is ticked."""

    value: str
    label: str
    count: int
    ticked: bool


@dataclass(frozen=True)
class Group:
    """Boxes of one kind; those beyond the first few are folded away."""

    name: str
    title: str
    choices: list = field(default_factory=list)

    @property
    def first(self):
        return self._in_order[:AT_FIRST]

    @property
    def more(self):
        return self._in_order[AT_FIRST:]

    @property
    def _in_order(self):
        """What is ticked is never folded away."""
        return sorted(self.choices, key=lambda one: not one.ticked)


class Asked:
    """What an address asks for: whatever makes no sense narrows nothing."""

    def __init__(self, data):
        self.chosen = {name: _values(data, name) for name in GROUPS}
        known = [value for value in self.chosen["answer"] if value in Answer.values]
        numbers = [value for value in self.chosen["session"] if _is_number(value)]
        self.chosen |= {"answer": known, "session": numbers}

    @property
    def some(self):
        return any(self.chosen.values())

    def condition(self, *, but=""):
        """What an answer must be to be listed; ``but`` names a group that is left open."""
        found = Q()
        for name, values in self.chosen.items():
            if values and name != but:
                found &= CONDITIONS[name](values)
        return found

    def address(self, **other):
        """The query of an address that asks for the same, save what ``other`` says."""
        chosen = self.chosen | other
        return urlencode([(name, one) for name, values in chosen.items() for one in values])


def _values(data, name):
    cleaned = [value.replace("\0", "").strip()[:200] for value in data.getlist(name)[:MOST]]
    return [value for value in cleaned if value]


def _is_number(value):
    return value.isascii() and value.isdigit() and len(value) < 4


def _in_session(values):
    return Q(contribution__workshop__order__in=values) | Q(
        contribution=None, theme__session__in=values
    )


def _in_place(values):
    return Q(pk__in=Response.areas.through.objects.filter(area__name__in=values).values("response"))


CONDITIONS = {
    "answer": lambda values: Q(answer__in=values),
    "event": lambda values: Q(event__slug__in=values, event__in=Event.objects.published()),
    "session": _in_session,
    "topic": lambda values: Q(topic__name__in=values),
    "place": _in_place,
}


class Found:
    """The answers of a partnership that fit what somebody asks, with the counts beside them."""

    def __init__(self, partnership, asked, on):
        self.asked = asked
        self.public = public_answers(on).filter(partnership=partnership)
        self.rows = self.public.filter(asked.condition())
        self._events = self._read_events()

    # ---- counts

    def by_answer(self):
        """Of each answer how many there are, for whatever else is asked, and the way to them."""
        open_rows = self.public.filter(self.asked.condition(but="answer"))
        counts = _counts(open_rows, "answer")
        return [
            (look, words, counts.get(answer, 0), self.asked.address(answer=[answer.value]))
            for answer, (look, words) in LOOKS.items()
        ]

    def groups(self):
        """The filter's groups of boxes; a group with nothing to choose is left out."""
        found = [self._answers(), self._where(), self._sessions(), self._topics(), self._places()]
        return [group for group in found if group.choices]

    def _open(self, name):
        return self.public.filter(self.asked.condition(but=name))

    def _group(self, name, rows):
        ticked = self.asked.chosen[name]
        choices = [Choice(str(v), label, n, str(v) in ticked) for v, label, n in rows]
        return Group(name, GROUPS[name], choices)

    def _answers(self):
        counts = _counts(self._open("answer"), "answer")
        rows = [(one.value, words, counts.get(one, 0)) for one, (_, words) in LOOKS.items()]
        return self._group("answer", rows)

    def _read_events(self):
        events = Event.objects.published().filter(responses__in=self.public)
        return list(events.distinct().order_by("-starts_on", "pk"))

    @property
    def event(self):
        """The one event that the list is about, if it is about one."""
        asked = self.asked.chosen["event"]
        found = [event for event in self._events if not asked or event.slug in asked]
        return found[0] if len(found) == 1 else None

    def _where(self):
        counts = _counts(self._open("event"), "event__slug")
        rows = [
            (one.slug, one.short_name or in_language(one, "title"), counts.get(one.slug, 0))
            for one in self._events
        ]
        return self._group("event", rows if len(rows) > 1 or self.asked.chosen["event"] else [])

    def _sessions(self):
        """The sessions of the one event; several events have none in common."""
        if self.event is None:
            return self._group("session", [])
        number = Coalesce("contribution__workshop__order", "theme__session")
        counted = self._open("session").filter(event=self.event).annotate(number=number)
        counts = _counts(counted, "number")
        titles = dict(_titles(self.event))
        rows = [
            (n, titles.get(n, _("Session %(n)s") % {"n": n}), counts[n])
            for n in sorted(filter(None, counts))
        ]
        return self._group("session", rows)

    def _topics(self):
        counts = _counts(self._open("topic"), "topic__name")
        rows = [(name, name, n) for name, n in counts.items() if name]
        return self._group("topic", _most_first(rows))

    def _places(self):
        through = Response.areas.through.objects.filter(response__in=self._open("place"))
        counts = through.order_by().values_list("area__name").annotate(Count("pk"))
        return self._group("place", _most_first([(name, name, n) for name, n in counts]))


def _titles(event):
    for one in Workshop.objects.filter(event=event):
        yield one.order, in_language(one, "title") or _("Session %(order)s") % {"order": one.order}


def _counts(rows, name):
    return dict(rows.order_by().values_list(name).annotate(Count("pk")))


def _most_first(rows):
    return sorted(rows, key=lambda row: (-row[2], row[1]))
