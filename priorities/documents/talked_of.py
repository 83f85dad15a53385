"""The themes of a partnership's events that speak of a topic, with how often and where."""

from dataclasses import dataclass, field

from django.db.models import Count
from django.db.models.functions import Coalesce

from events.models import Event, ReportedTheme, Tag, Theme


@dataclass
class TalkedOf:
    """A theme with its entries, the event where most of them were said, and its topics.

    ``entries`` is nought where only an event's report names the theme.
    """

    theme: Theme
    topics: set = field(default_factory=set)
    by_event: dict = field(default_factory=dict)  # key of an event -> entries
    event: Event | None = None

    @property
    def entries(self):
        return sum(self.by_event.values())

    @property
    def pk(self):
        return self.theme.pk


def talked_of(partnership, topics, added=()):
    """Themes with one of these topics or these keys, most said first.

    A merged theme counts in what it is part of now, and brings its topic along.
    """
    rows = _topics(partnership, topics, added)
    themes = Theme.objects.filter(pk__in=rows).select_related("topic")
    found = {theme.pk: TalkedOf(theme, rows[theme.pk]) for theme in themes}
    for top, event, number in [*_reported(found), *_said(found)]:
        found[top].by_event[event] = number
    events = Event.objects.in_bulk({key for row in found.values() for key in row.by_event})
    for row in found.values():
        most = max(row.by_event, key=lambda key: (row.by_event[key], key), default=None)
        row.event = events.get(most)
    return sorted(found.values(), key=lambda row: (-row.entries, row.theme.name))


def _topics(partnership, topics, added):
    """The topics of each theme that stands, those of the themes merged into it included."""
    themes = Theme.objects.for_partnership(partnership).filter(ended=False)
    wanted = themes.filter(topic__in=topics) | themes.filter(pk__in=added)
    rows = {}
    for key, root, topic in wanted.values_list("pk", "root", "topic"):
        rows.setdefault(root or key, set()).add(topic)
    return rows


def _said(themes):
    tags = Tag.objects.live().annotate(top=Coalesce("theme__root", "theme")).filter(top__in=themes)
    counted = tags.order_by().values_list("top", "contribution__event")
    return counted.annotate(n=Count("contribution", distinct=True))


def _reported(themes):
    """The events whose reports name a theme, though none of its words may survive."""
    lines = ReportedTheme.objects.annotate(top=Coalesce("theme__root", "theme"))
    named = lines.filter(top__in=themes).order_by().values_list("top", "workshop__event")
    return [(top, event, 0) for top, event in named.distinct()]
