"""How often the themes of an event were said, and in which part of its report they belong."""

from dataclasses import dataclass

from django.db.models import Count, Q, Value
from django.db.models.functions import Coalesce

from events.models import Tag, Theme
from events.models.contributions import Level
from events.models.themes import Part
from events.models.workshops import Kind

_CHALLENGE = Q(contribution__kind=Kind.CHALLENGE)
# Key themes are drawn first from the two urgent headings; where nobody was asked how urgent
# something is, from all challenges.
_URGENT = Q(contribution__urgent=True) | ~Q(contribution__workshop__asks_heading=True)
BELONGS = {
    Part.KEY: _CHALLENGE & _URGENT,
    Part.LOCAL: _CHALLENGE & Q(contribution__level=Level.LOCAL),
    Part.DIVISION: _CHALLENGE & Q(contribution__level=Level.DIVISION),
    Part.TOP_PRIORITY: Q(contribution__top_priority=True),
    Part.BARRIER: Q(contribution__kind=Kind.BARRIER),
    Part.GOOD_PRACTICE: Q(contribution__kind=Kind.GOOD_PRACTICE),
    Part.ISSUE: Q(contribution__kind=Kind.ISSUE),
    Part.ACTION: Q(contribution__kind=Kind.ACTION),
    Part.OTHER: Q(contribution__kind__in=[Kind.QUESTION, Kind.REQUEST, Kind.OFFER, Kind.COMMENT]),
}


@dataclass(frozen=True)
class Said:
    """How often a theme was said in a session: entries, tables, and entries for each part."""

    theme: int
    entries: int
    tables: int
    parts: dict

    @property
    def in_order(self):
        """The parts in which it belongs, in the order of the report."""
        return [part for part in Part if self.parts[part]]


def said_in(event, workshops):
    """What was said, by session and theme; a merged theme counts where it ended up.

    Entries of no session count in the only one, where there is only one.
    """
    only = workshops[0].pk if len(workshops) == 1 else 0
    rows = (
        Tag.objects.live()
        .filter(contribution__event=event)
        .order_by()
        .annotate(
            top=Coalesce("theme__root", "theme"),
            place=Coalesce("contribution__workshop", Value(only)),
        )
        .values("top", "place")
        .annotate(
            entries=Count("contribution", distinct=True),
            tables=Count("contribution__table", distinct=True),
            **{
                f"in_{part}": Count("contribution", filter=rule, distinct=True)
                for part, rule in BELONGS.items()
            },
        )
    )
    return {(row["place"], row["top"]): _said(row) for row in rows}


def _said(row):
    parts = {part: row[f"in_{part}"] for part in Part}
    return Said(row["top"], row["entries"], row["tables"], parts)


def unnamed(workshops, lines, said):
    """For each session the themes with entries that no line of it names, most said first."""
    named = {(line.workshop_id, line.theme.root_id or line.theme_id) for line in lines}
    themes = Theme.objects.in_bulk({theme for place, theme in said if (place, theme) not in named})
    return [
        (
            workshop,
            sorted(
                (
                    (themes[key], found)
                    for (place, key), found in said.items()
                    if place == workshop.pk and (place, key) not in named
                ),
                key=lambda row: (-row[1].entries, row[0].order, row[0].name),
            ),
        )
        for workshop in workshops
    ]
