"""Finding answers in the officer's list."""

from django.db.models import Q

from events.models import Event
from plans.models.responses import ENDS, Answer

STATES = {
    "late": "Late",
    "due": "Due, not late",
    "hidden": "Not on the public site",
    "public": "Approved for the public",
}


class ResponseFilter:
    """What to list; whatever is left open, or makes no sense, narrows nothing."""

    def __init__(self, data, *, partnership, on):
        self.on = on
        events = Event.objects.filter(responses__partnership=partnership).distinct()
        self.choices = {
            "event": [(str(one.uid), one.short_name or one.title) for one in events],
            "answer": list(Answer.choices),
            "state": list(STATES.items()),
        }
        self.asked = {
            name: data[name]
            for name, choices in self.choices.items()
            if data.get(name) in dict(choices)
        }

    @property
    def fields(self):
        """Name, label, chosen value and choices of each filter."""
        labels = {"event": "Where it was said", "answer": "Answer", "state": "Due and public"}
        return [
            (name, labels[name], self.asked.get(name, ""), choices)
            for name, choices in self.choices.items()
            if choices
        ]

    @property
    def condition(self):
        owed = ~Q(answer__in=ENDS)
        ways = {
            "event": lambda value: Q(event__uid=value),
            "answer": lambda value: Q(answer=value),
            "state": {
                "late": owed & Q(due_on__lt=self.on),
                "due": owed & Q(due_on__gte=self.on),
                "hidden": Q(approved_at=None),
                "public": Q(approved_at__isnull=False),
            }.get,
        }
        found = Q()
        for name, value in self.asked.items():
            found &= ways[name](value)
        return found
